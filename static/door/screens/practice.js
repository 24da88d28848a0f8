// Practice: made-up badges, every kind of answer, nothing recorded and nothing counted.

import { element } from "../dom.js";
import { t } from "../language.js";
import { face } from "../signs.js";
import { signal } from "../verdict.js";
import { reason, word } from "../wording.js";
import { rows, sheet } from "./sheet.js";
import { verdictScreen } from "./verdict.js";

export function practiceSheet(app) {
  const made = badges(app).map((outcome) => [element("span", { class: `tile ${outcome.signal}` }, face(outcome.signal)), word(outcome), () => show(app, outcome),
    element("small", {}, reason(outcome, app.phone.copy) ?? "")]);
  return sheet(app, t("practice.title"), element("p", { class: "lead" }, t("practice.lead")), rows(made));
}

function show(app, outcome) {
  app.sound.say(outcome.signal);
  app.open(verdictScreen(app, outcome), "practice");
}

function badges({ phone }) {
  const [first_name, last_name] = t("app.practice_name").split(" ");
  const at = phone.clock.now() - 20 * 60_000;
  const { lane } = phone.place();
  const clear = { first_name, last_name, organisation: "Medicen", notices: [], note: "", tray: null, stale: false };
  const person = { category: phone.copy.categories[0]?.id };
  const make = (code, parameters = {}, more = {}) => {
    const verdict = { code, parameters };
    return { uuid: null, verdict, signal: signal(verdict), person, clear, kept: true, ...more };
  };
  return [
    make("ok"), make("ok_notice", { notices: ["vip"] }, { clear: { ...clear, notices: ["vip"] } }),
    make("already_in", { at, lane: lane?.id ?? null, operator: null, sure: true }), make("shown_again", { before: "ok" }),
    make("replaced", { at }), make("cancelled"), make("unknown", { then: "desk" }, { person: null, clear: null }),
  ];
}
