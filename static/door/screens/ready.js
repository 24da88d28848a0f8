// Ready: the camera with its frame, the last scan, and what the thumb reaches.

import { button, element } from "../dom.js";
import { lasting, number, t } from "../language.js";
import { passes } from "../standing.js";
import { sign } from "../signs.js";
import { bar, figures, strips, unsentPanel } from "./frame.js";

export class Ready {
  /** The video stays in place; what is around it is drawn again at each change. */
  constructor(app) {
    this.app = app;
    this.video = element("video", { muted: true, playsinline: true, "aria-hidden": "true", tabindex: "-1" });
    this.video.muted = true;
    this.head = element("div", { class: "head" });
    this.aim = element("p", { class: "aim" });
    this.foot = element("div", { class: "foot" });
    const stage = element("div", { class: "stage" }, this.video, element("div", { class: "sight", "aria-hidden": "true" }), this.aim);
    this.node = element("div", { class: "ready" }, element("h1", { class: "visually-hidden" }, t("app.title")), this.head, stage, this.foot);
  }

  draw() {
    const { app } = this;
    const { lane } = app.phone.place();
    this.node.dataset.direction = lane?.direction ?? "";
    this.node.dataset.camera = app.camera.state;
    this.head.replaceChildren(bar({ phone: app.phone, openMenu: () => app.openMenu() }), this.way(lane), figures(app.phone), ...strips(app));
    this.aim.textContent = this.sentence(lane);
    this.foot.replaceChildren(...[unsentPanel(app.phone), this.last(), this.actions()].filter(Boolean));
  }

  /** The direction stands on the screen: it belongs to the lane. */
  way(lane) {
    return lane?.direction === "out" ? element("p", { class: "way-out" }, t("ready.out")) : "";
  }

  sentence(lane) {
    const { app } = this;
    if (app.capturing) return app.capturing.said ?? t("ready.blank");
    if (!app.phone.kept.copied) return t("ready.loading", { n: number(app.phone.loading.people) });
    if (!lane) return t("ready.lane_none");
    if (app.camera.state === "missing") return t("trouble.camera_missing");
    return app.camera.blindness ? "" : t("ready.aim");
  }

  /** Who passed last, how long ago, and the way to take it back. */
  last() {
    const { recent, phone } = this.app;
    const outcome = recent[0];
    if (phone.sync.online === false && phone.waiting()) return null;
    if (!outcome || !passes(outcome.verdict.code) || this.app.capturing) return null;
    const ago = lasting(phone.clock.now() - outcome.at);
    const how = outcome.undone ? t("action.undone") : t(outcome.direction === "out" ? "ready.left" : "ready.entered", { time: ago });
    const undo = this.app.mayUndo(outcome) && button(t("ready.undo"), () => this.app.undo(outcome), { kind: "plain" });
    return element("div", { class: "last" }, sign("check"),
      element("p", {}, element("b", {}, element("bdi", {}, this.app.nameOf(outcome))), element("span", {}, how)), undo);
  }

  actions() {
    const { app } = this;
    if (app.capturing) return element("div", { class: "actions" }, button(t("menu.back"), () => app.capturing.cancel(), { sign: sign("back") }));
    const lead = app.phone.place().role === "lead";
    const main = lead ? button(t("ready.search"), () => app.openSearch(), { kind: "main", sign: sign("search") })
      : button(t("ready.type"), () => app.openTyping(), { kind: "main", sign: sign("keys") });
    const walkIn = lead && button(t("ready.walk_in"), () => app.openWalkIn(), { sign: sign("person") });
    return element("div", { class: "actions" }, main, element("div", { class: "pair" }, walkIn, this.tool()));
  }

  /** Torch; where scans wait without network, a file of them; where the camera sees nothing, what opens it. */
  tool() {
    const { camera, phone } = this.app;
    if (camera.blindness && camera.blindness !== "dark") {
      return button(t("trouble.camera_retry"), () => camera.start(), { sign: sign("phone") });
    }
    if (phone.sync.online === false && phone.waiting()) {
      return button(t("ready.export"), () => this.app.exportQueue(), { sign: sign("download") });
    }
    if (camera.blindness && !camera.hasTorch) return button(t("menu.camera"), () => this.app.openCameras(), { sign: sign("phone") });
    const words = camera.lit ? t("ready.torch_off") : t("ready.torch");
    return camera.hasTorch && button(words, () => camera.light(!camera.lit), { sign: sign("torch"), "aria-pressed": String(Boolean(camera.lit)) });
  }
}
