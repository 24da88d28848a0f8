// The menu: what is rare.

import { button, element } from "../dom.js";
import { lasting, pick, plural, t, time } from "../language.js";
import { face, sign } from "../signs.js";
import { passes } from "../standing.js";
import { reason, word } from "../wording.js";
import { rows, sheet } from "./sheet.js";

/** As app/checkin/readiness.py has it, in milliseconds. */
const OLD_COPY = 10 * 60_000;
const CLOCK_OFF = 2 * 60_000;

export function menuSheet(app) {
  const { role } = app.phone.place();
  const guests = [
    [sign("person"), t("menu.operator"), () => app.openOperators()],
    role === "lead" && [sign("search"), t("menu.standby"), () => app.openStandby()],
    [sign("undo"), t("menu.recent"), () => app.openRecent()],
  ];
  if (app.practice.on) {
    return sheet(app, t("menu.title"), rows([...guests, [sign("keys"), t("practice.badges"), () => app.practice.show()], [sign("back"), t("practice.end"), () => app.practice.end()]]));
  }
  return sheet(app, t("menu.title"), rows([
    ...guests,
    app.camera && [sign("phone"), t("menu.camera"), () => app.openCameras()],
    [sign("check"), t("menu.ready"), () => app.openState()],
    [sign("keys"), t("menu.practice"), () => app.practice.begin()],
    app.phone.waiting() > 0 && [sign("download"), t("menu.export"), () => app.exportQueue()],
    [sign("arrow"), t("menu.language"), () => app.switchLanguage()],
    [sign("lock"), t("menu.end"), () => app.openEnd()],
  ]));
}

/** The latest scans, and the way to take one back. */
export function recentSheet(app) {
  const odd = app.phone.queue.attention().map(({ body, at, answer }) => element("li", {},
    element("p", {}, element("b", {}, t("trouble.attention.one")), ` ${time(at)}`, element("span", {}, answer?.reason ?? body.verdict ?? ""))));
  const list = app.recent.map((outcome) => element("li", {},
    element("p", {}, element("b", {}, element("bdi", {}, app.nameOf(outcome))), ` ${time(outcome.at)}`,
      element("span", {}, outcome.undone ? t("action.undone") : reason(outcome, app.phone.copy) ?? word(outcome))),
    passes(outcome.verdict.code) && app.mayUndo(outcome) && button(t("ready.undo"), () => app.undo(outcome), { kind: "plain" })));
  const none = element("p", { class: "hint" }, t("recent.none"));
  return sheet(app, t("menu.recent"), list.length + odd.length ? element("ul", { class: "recent" }, odd, list) : none);
}

export async function cameraSheet(app, list) {
  const found = list.map(({ deviceId, label }, place) =>
    [sign("phone"), label || t("camera.nth", { n: place + 1 }), () => app.chooseCamera(deviceId)]);
  return sheet(app, t("camera.title"), found.length ? rows(found) : element("p", { class: "hint" }, t("camera.none")));
}

/** Whether this phone is fit for the door, in one line and then one by one. */
export function stateSheet(app) {
  const { phone } = app;
  const { camera, sound, wake_lock: wake, test_scan: tested } = phone.able;
  const { lane } = phone.place();
  const age = phone.copyAge();
  const offset = Math.abs(phone.clock.offset());
  const lines = [ // whether it is good, in words, and what stands at the end
    [lane, lane ? t("state.lane", { lane: pick(lane.name) }) : t("ready.lane_none"), ""],
    [phone.copy.people.size > 0, plural("state.people", phone.copy.people.size), ""],
    [age !== null && age < OLD_COPY, age === null ? t("age.never") : t("state.copy", { time: lasting(age) }), ""],
    [true, plural("state.blanks", phone.copy.blanks.length), ""],
    [camera, t("state.camera")], [sound, t("state.sound")], [wake, t("state.wake")], [tested, t("state.test_scan")],
    [offset < CLOCK_OFF, t("state.clock", { time: lasting(offset) }), ""],
    [!app.update, t("state.version", { n: app.version }), app.update ? t("trouble.update") : ""],
  ];
  const good = lines.every(([ok]) => ok);
  return sheet(app, t(good ? "state.go" : "state.no_go"), element("ul", { class: "states" }, lines.map(([ok, words, value = t(ok ? "state.yes" : "state.no")]) =>
    element("li", { class: ok ? "good" : "bad" }, ok ? sign("check") : face("attention"), element("span", {}, words), element("b", {}, value)))),
  app.update ? button(t("trouble.reload"), () => app.reload(), { kind: "primary" }) : null,
  button(t("state.test"), () => app.testScan(), { kind: "secondary" }),
  button(t("state.test_sound"), () => app.testSound(), { kind: "secondary" }),
  element("p", { class: "hint" }, pick(phone.copy.event?.name)));
}

/** The end of the shift waits until everything is sent. */
export function endSheet(app) {
  const unsent = app.phone.waiting();
  const said = element("p", { class: "complaint", role: "alert" });
  const end = async () => { said.textContent = await app.endShift() ?? ""; };
  return sheet(app, t("end.title"), unsent ? element("p", { class: "lead" }, plural("end.blocked", unsent)) : element("p", { class: "lead" }, t("end.sure")),
    said, !unsent && button(t("end.do"), end, { kind: "primary" }));
}
