// The door's app, put together: screens on one side, this phone on the other.

import { Camera } from "./camera.js";
import { element } from "./dom.js";
import { Flows } from "./flows.js";
import { Joining } from "./joining.js";
import { KeyboardScanner } from "./keyboard.js";
import { language, LANGUAGES, setZone, speak, t } from "./language.js";
import { APP_VERSION } from "./phone.js";
import { Sound } from "./sound.js";
import { cameraSheet, endSheet, menuSheet, recentSheet, stateSheet } from "./screens/menu.js";
import { operatorSheet, pinSheet } from "./screens/operators.js";
import { pairingScreen } from "./screens/pairing.js";
import { Practice } from "./practice.js";
import { Ready } from "./screens/ready.js";
import { searchSheet, standbySheet } from "./screens/search.js";
import { typingSheet } from "./screens/typing.js";
import { walkInSheet } from "./screens/walk_in.js";

const REST = 5 * 60_000;
/** Milliseconds between two looks for a newer version, where the server takes this one no more. */
const LOOK_EVERY = 30_000;

export class App {
  constructor(phone, root) {
    Object.assign(this, { phone, root, version: APP_VERSION, update: null, locked: false, capturing: null, wrongPins: 0, pinFrom: 0 });
    this.lookForUpdate = async () => {}; // boot.js knows how
    this.redrawn = () => this.redraw();
    this.overlay = element("div", { class: "overlay" });
    this.sound = new Sound();
    this.flows = new Flows(this);
    this.joining = new Joining(this);
    this.practice = new Practice(this);
    this.ready = new Ready(this);
    this.camera = new Camera({ video: this.ready.video, read: (text) => this.seen(text), changed: () => this.redraw() });
    root.replaceChildren(this.ready.node, this.overlay);
    this.listen();
  }

  listen() {
    new KeyboardScanner((text) => this.heard(text));
    this.phone.addEventListener("change", this.redrawn);
    this.phone.addEventListener("corrections", ({ corrections }) => corrections.forEach((one) => this.flows.correct(one)));
    this.phone.addEventListener("wiped", () => location.reload());
    for (const sign of ["pointerdown", "keydown"]) addEventListener(sign, () => this.active(), true);
    addEventListener("keydown", ({ key }) => key === "Escape" && this.kind && this.kind !== "waiting" && this.close());
    document.addEventListener("visibilitychange", () => document.hidden ? null : this.wakeUp());
    addEventListener("beforeunload", (event) => this.phone.queue.unwritten.size && event.preventDefault());
    setInterval(() => this.tick(), 5_000);
    this.active();
  }

  /** Where this phone stands: to be paired, waiting, or at work. */
  start() {
    const { device } = this.phone.kept;
    this.redraw();
    if (!device?.token) this.openPairing();
    else if (device.state === "waiting") this.joining.wait();
    else this.work();
  }

  work() {
    this.close();
    this.phone.sync.start();
    this.wakeUp();
    if (this.phone.copy.crew().length && this.phone.kept.operator === undefined) this.openOperators();
  }

  wakeUp() {
    if (!this.phone.kept.device?.token || this.phone.kept.device.state === "waiting") return;
    if (!this.camera.isOpen) this.camera.start(this.phone.kept.settings.camera);
    navigator.wakeLock?.request("screen").then(() => { this.practice.own.able.wake_lock = true; }, () => {});
  }

  tick() {
    const wiping = this.practice.own.wiping();
    this.phone.clockTrouble = ["clock_wrong", "date_unsure"].includes(wiping) ? wiping : null;
    if (wiping === "wipe") this.practice.own.wipe();
    if (this.phone.trouble === "waiting" && this.kind !== "waiting") this.joining.wait();
    if (performance.now() - this.lastActive > REST) this.lock();
    if (this.phone.trouble === "too_old" && !this.update && !(performance.now() - this.looked < LOOK_EVERY)) {
      this.looked = performance.now();
      this.lookForUpdate();
    }
    if (this.phone.kept.device?.state === "active" && this.phone.kept.operator === undefined && this.phone.copy.crew().length && !this.kind) this.openOperators();
    this.redraw();
  }

  /** Whoever has four digits proves who they are: after a rest, and when the app is opened again. */
  lock() {
    const { operator } = this.phone.place();
    if (!operator?.pin || this.locked) return;
    this.locked = true;
    this.flows.shown = null;
    this.open(pinSheet(this, operator, () => this.setOperator(operator.id)), "locked");
  }

  active() {
    this.lastActive = performance.now();
  }

  redraw() {
    this.drawing ??= requestAnimationFrame(() => {
      this.drawing = null;
      setZone(this.phone.copy.event?.timezone);
      Object.assign(this.practice.own.able, { camera: this.camera.isOpen, sound: this.sound.works });
      this.ready.draw();
    });
  }

  // Screens: one over the camera at a time.

  open(node, kind = "sheet") {
    this.kind = kind;
    this.ready.node.inert = true;
    this.ready.node.setAttribute("aria-hidden", "true");
    this.overlay.replaceChildren(node);
    (node.querySelector("[data-first]") ?? node.querySelector("h1[tabindex]") ?? node).focus({ preventScroll: true });
    scrollTo(0, 0);
    return node;
  }

  close() {
    if (this.locked) return;
    this.kind = null;
    this.flows.shown = null;
    this.overlay.replaceChildren();
    this.ready.node.inert = false;
    this.ready.node.removeAttribute("aria-hidden");
    this.redraw();
  }

  /** An accepted scan has stood long enough. */
  rest(outcome) {
    if (this.flows.shown === outcome && this.kind === "verdict") this.close();
  }

  openMenu() { this.open(menuSheet(this)); }
  openSearch() { this.open(searchSheet(this)); }
  openTyping() { this.open(typingSheet(this)); }
  openStandby() { this.open(standbySheet(this)); }
  openRecent() { this.open(recentSheet(this)); }
  openState() { this.open(stateSheet(this)); }
  openEnd() { this.open(endSheet(this)); }
  openOperators() { this.open(operatorSheet(this)); }
  openWalkIn(blank = null) { this.open(walkInSheet(this, blank)); }
  openOverride(outcome) { this.flows.override(outcome); }
  openPairing() { return this.open(pairingScreen(this), "pairing"); }
  async openCameras() { this.open(await cameraSheet(this, await Camera.list())); }

  // A guest.

  get recent() { return this.flows.recent; }
  scanned(text) { this.active(); return this.flows.scanned(text); }
  showPerson(person, how) { return this.flows.showPerson(person, how); }
  letInWithBlank(person, how) { this.flows.letInWithBlank(person, how); }
  walkIn(fields, blank) { return this.flows.walkIn(fields, blank); }
  undo(outcome) { this.flows.undo(outcome); }
  mayUndo(outcome) { return this.flows.mayUndo(outcome); }
  mayOverride(outcome) { return Boolean(outcome.uuid) && this.phone.door.mayOverride(outcome); }
  nameOf(outcome) { return this.flows.nameOf(outcome); }

  /** The camera saw a text; while a page is read it looks at nothing. */
  seen(text) {
    if (!this.kind || this.kind === "verdict") this.heard(text);
  }

  /** Camera or scanner read something: they work. */
  heard(text) {
    this.practice.own.able.test_scan = true;
    return this.scanned(text);
  }

  /** Whatever is read next shows that reading works; it is recorded nowhere. */
  testScan() {
    this.capture(t("state.aim"), () => { this.release(); this.openState(); }, () => this.openState());
  }

  /** The next text goes to `take` instead of the door. */
  capture(said, take, cancel = () => {}) {
    this.close();
    this.capturing = { said, take, cancel: () => { this.release(); cancel(); } };
    this.camera.start(this.phone.kept.settings.camera);
    this.redraw();
  }

  release() {
    this.capturing = null;
    this.redraw();
  }

  /** The next blank badge goes to `take(hash, letters)`. */
  captureBlank(take) {
    this.capture(t("ready.blank"), async (text, reading) => {
      const known = reading.kind === "code" && await this.phone.door.identify(reading.text);
      if (known?.code.kind !== "blank") {
        this.capturing.said = t("ready.not_blank");
        return this.redraw();
      }
      this.release();
      await take(known.hash, reading.text);
    });
  }

  /** Another phone in the place of this one, or this one again. */
  exchange(phone, flows) {
    Object.assign(this, { phone, flows });
    phone.addEventListener("change", this.redrawn);
    flows.shown = null;
  }

  // The phone.

  pair(letters) { return this.joining.pair(letters); }
  scanPairing() { this.joining.scan(); }
  startAgain() { return this.joining.startAgain(); }
  endShift() { return this.joining.end(); }
  exportQueue() { return this.joining.export(); }
  testSound() { this.sound.wake(); this.sound.say("accept"); }

  /** The newer version takes over once it is whole; what this phone keeps stays where it is. */
  async reload() {
    this.wanted = true;
    if (!this.update && !await this.lookForUpdate()) location.reload();
    this.update?.();
  }

  async setOperator(id) {
    this.locked = false;
    this.wrongPins = 0;
    await this.phone.keep({ operator: id });
    this.close();
  }

  async chooseCamera(camera) {
    await this.phone.keep({ settings: { ...this.phone.kept.settings, camera } });
    await this.camera.start(camera);
    this.close();
  }

  async switchLanguage() {
    const next = LANGUAGES.find((name) => name !== language());
    await this.phone.keep({ settings: { ...this.phone.kept.settings, language: next } });
    speak(next);
    this.close();
    this.start();
  }
}
