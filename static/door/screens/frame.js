// What stands on every screen of the door: the lane, who scans, four figures, and what is wrong.

import { button, element } from "../dom.js";
import { inSentence } from "../wording.js";
import { lasting, number, pick, plural, t } from "../language.js";
import { sign } from "../signs.js";

/** “Entrance, lane A  Inès” and the menu. */
export function bar({ phone, openMenu }) {
  const { lane, point, operator } = phone.place();
  const name = lane ? `${pick(point.name)}, ${inSentence(pick(lane.name))}` : t("app.title");
  return element("header", { class: "bar" },
    element("p", { class: "lane" }, element("b", {}, name), operator && element("span", {}, operator.name)),
    openMenu && element("button", { type: "button", class: "menu-button", "aria-label": t("menu.open"), onclick: openMenu }, sign("menu")));
}

/** People inside, arrived, to send, age of the copy. */
export function figures(phone) {
  const { point } = phone.place();
  const { inside, entries, arrived, expected } = phone.figures();
  const counts = point && phone.copy.countsExits(point.id);
  const limit = point?.room_limit ? `/${number(point.room_limit)}` : "";
  const age = phone.copyAge();
  return element("dl", { class: "figures" },
    figure(counts ? "inside" : "entries", number(counts ? inside : entries) + (counts ? limit : "")),
    figure("arrived", `${number(arrived)}/${number(expected)}`),
    figure("unsent", number(phone.waiting())),
    figure(age !== null && age < 60_000 ? "age.now" : "age", age === null ? t("age.never") : lasting(age, "age")));
}

function figure(name, value) {
  return element("div", { class: `figure-${name.split(".")[0]}` }, element("dt", {}, t(`figure.${name}`)), element("dd", {}, value));
}

/** The yellow strip, most urgent first; nothing where all is well. */
export function strips(app) {
  const { phone } = app;
  const found = [];
  const strip = (drawn, words, ...more) => found.push(element("p", { class: "strip", role: "status" }, sign(drawn), element("span", {}, words), ...more));
  const say = (key, ...more) => strip("warn", t(key), ...more);
  const press = (key, act) => button(t(key), act, { kind: "slim" });
  if (app.camera.blindness) say(`trouble.camera_${app.camera.blindness}`);
  if (app.practice.on) {
    return [element("p", { class: "strip", role: "status" }, element("span", {}, t("practice.strip")), press("practice.show", () => app.practice.show()), press("practice.stop", () => app.practice.end())), ...found];
  }
  if (phone.disc.trouble) say(`trouble.${phone.disc.trouble}`);
  if (phone.clockTrouble) say(`trouble.${phone.clockTrouble}`);
  if (phone.trouble === "unknown_device") say("trouble.unknown_device", press("trouble.pair", () => app.openPairing()));
  else if (phone.trouble === "too_old") say("trouble.too_old", press("trouble.reload", () => app.reload()));
  else if (["device_revoked", "malformed", "not_understood"].includes(phone.trouble)) say(`trouble.${phone.trouble}`);
  else if (phone.sync.online === false) strip("away", t("ready.offline", { time: lasting(phone.copyAge() ?? 0) }));
  if (app.update) found.push(element("p", { class: "strip quiet" }, element("span", {}, t("trouble.update")), press("trouble.reload", () => app.reload())));
  const odd = phone.queue.attention().length;
  if (odd && phone.place().role === "lead") {
    found.push(element("p", { class: "strip quiet" }, element("span", {}, plural("trouble.attention", odd)), press("menu.recent", () => app.openRecent())));
  }
  return found;
}

/** Unsent scans as dots, and what that means. */
export function unsentPanel(phone) {
  const count = phone.waiting();
  if (!count || phone.sync.online !== false) return null;
  const dots = Array.from({ length: Math.min(count, 60) }, () => element("i", {}));
  return element("section", { class: "unsent" },
    element("h2", {}, plural("ready.unsent", count)), element("p", { class: "dots", "aria-hidden": "true" }, dots),
    element("p", {}, t("ready.keep_on")), element("p", { class: "blocked" }, sign("lock"), element("span", {}, t("ready.end_blocked"))));
}
