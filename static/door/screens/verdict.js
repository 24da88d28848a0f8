// The verdict fills the screen: word and sign, why, who, their category, what to say, one thing to do.

import { button, element } from "../dom.js";
import { t } from "../language.js";
import { categoryMark, face, sign } from "../signs.js";
import { passes } from "../standing.js";
import { fullName, notices, reason, say, word } from "../wording.js";
import { figures } from "./frame.js";

/** Milliseconds in which a scan device may take back its own last scan. */
export const UNDO_WITHIN = 10_000;

export function verdictScreen(app, outcome) {
  const { phone } = app;
  const { person, clear, signal } = outcome;
  const category = phone.copy.category(person?.category ?? outcome.shownAs?.category);
  const why = reason(outcome, phone.copy);
  return element("section", { class: `verdict ${signal}`, role: "alert", tabindex: "-1", "data-code": outcome.verdict.code },
    app.practice.on && element("p", { class: "practice" }, t("practice.tag")),
    figures(phone),
    element("div", { class: "told" },
      element("h1", { class: "word" }, face(signal), element("span", {}, word(outcome))),
      why && element("p", { class: "reason" }, why),
      clear && element("p", { class: "name" }, element("bdi", {}, fullName(clear))),
      clear?.organisation && element("p", { class: "organisation" }, clear.organisation),
      category && element("p", { class: "plate" }, categoryMark(category, 28)),
      notices(outcome, phone.copy).map((text) => element("p", { class: "notice" }, text)),
      element("blockquote", { class: "say" }, say(outcome, phone.copy).map(([lang, text]) =>
        element("p", { lang }, lang === "fr" ? `«\u202f${text}\u202f»` : `“${text}”`)))),
    actions(app, outcome));
}

function actions(app, outcome) {
  const { code } = outcome.verdict;
  const through = passes(code);
  return element("div", { class: "actions" }, ...[through ? undoButton(app, outcome) : mainAction(app, outcome), !through && secondAction(app, outcome)].filter(Boolean));
}

/** Counts down in words; on a lead device it stays. */
function undoButton(app, outcome) {
  if (!app.mayUndo(outcome)) return button(t("action.next"), () => app.close(), { kind: "outline", sign: sign("arrow") });
  const left = element("small", { class: "left" });
  const tick = () => {
    const seconds = Math.ceil((UNDO_WITHIN - (performance.now() - outcome.mono)) / 1000);
    left.textContent = seconds > 0 ? t("action.left", { n: seconds }) : "";
    if (left.isConnected && seconds <= 0) app.rest(outcome);
    else setTimeout(() => left.isConnected && tick(), 250);
  };
  setTimeout(tick);
  return button(t("action.undo"), () => app.undo(outcome), { kind: "outline", sign: sign("undo"), after: left });
}

function mainAction(app, outcome) {
  const { code, parameters } = outcome.verdict;
  const next = () => app.close();
  if (code === "shown_again") return button(t("action.next"), next, { kind: "main", sign: sign("arrow") });
  if (parameters.then === "search") return button(t("action.search"), () => app.openSearch(), { kind: "main", sign: sign("search") });
  if (parameters.then === "walk-in") return button(t("action.make_walk_in"), () => app.openWalkIn(outcome), { kind: "main", sign: sign("person") });
  return button(t("action.desk"), next, { kind: "main", sign: sign("arrow") });
}

/** Letting in all the same is a lead's; others are told whom to call. */
function secondAction(app, outcome) {
  const lead = app.phone.place().role === "lead";
  if (outcome.verdict.code === "shown_again") return null;
  if (app.mayOverride(outcome)) {
    const words = outcome.signal === "attention" ? "action.anyway" : "action.override";
    const whose = outcome.signal === "refuse" && element("small", {}, t("action.lead_only"));
    return button(t(words), () => app.openOverride(outcome), { kind: "outline", sign: whose && sign("lock"), after: whose });
  }
  const phone = app.phone.copy.event?.lead_phone;
  return phone && !lead && element("a", { class: "press outline", href: `tel:${phone.replace(/[^+\d]/g, "")}` },
    sign("call"), element("span", {}, t("action.call_lead")), element("small", {}, phone));
}
