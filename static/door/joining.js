// Joining an event and leaving it: pairing, waiting for a lane, the end of the shift, a file of what waits.

import { plural, t } from "./language.js";
import { APP_VERSION } from "./phone.js";
import { pairingLetters, waitingScreen } from "./screens/pairing.js";
import { call } from "./wire.js";

const ASK_EVERY = 3_000;

export class Joining {
  constructor(app) {
    this.app = app;
  }

  /** What went wrong, in a sentence; undefined where the phone now waits. */
  async pair(letters) {
    const { ok, code, status, answer } = await call("/pair", { code: letters, app_version: APP_VERSION });
    if (ok === null) return t("pair.no_network");
    if (!ok) return t(status === 429 ? "pair.too_many" : code === "too_old" ? "trouble.too_old" : "pair.wrong");
    const { device: id, token, words, state } = answer;
    await this.app.phone.keep({ device: { id, token, words, state } });
    history.replaceState(null, "", location.pathname); // the letters are used up
    this.wait();
  }

  /** The organiser presses “this is Lane A”; only then does anything come. */
  async wait() {
    const { app } = this;
    const { device } = app.phone.kept;
    app.open(waitingScreen(app, device), "waiting");
    clearTimeout(this.timer);
    const { ok, code, answer } = await call("/state", null, device.token);
    if (app.phone.kept.device?.token !== device.token) return;
    if (ok && answer.state === "active") return this.begin(answer.state);
    if (code === "unknown_device" || code === "device_revoked") return this.startAgain();
    this.timer = setTimeout(() => this.wait(), ASK_EVERY);
  }

  async begin(state) {
    const { phone } = this.app;
    clearTimeout(this.timer);
    phone.trouble = null;
    await phone.keep({ device: { ...phone.kept.device, state }, cursor: null });
    this.app.work();
  }

  async startAgain() {
    clearTimeout(this.timer);
    await this.app.phone.keep({ device: undefined });
    this.app.start();
  }

  /** Read the pairing code with the camera. */
  scan() {
    this.app.capture(t("pair.lead"), async (text) => {
      const letters = pairingLetters(text);
      if (!letters) return;
      this.app.release();
      const wrong = await this.pair(letters);
      if (wrong) this.app.openPairing().querySelector(".complaint").textContent = wrong;
    }, () => this.app.openPairing());
  }

  /** Erase, once the server agrees and nothing waits to be sent. */
  async end() {
    const { phone } = this.app;
    if (phone.queue.unsent().length) return plural("end.blocked", phone.queue.unsent().length);
    const { ok } = await call("/sign-out", {}, phone.kept.device.token);
    if (!ok) return t("end.offline");
    await phone.wipe();
  }

  /** The unsent scans as a file, for the day when nothing else works. */
  async export() {
    const { phone } = this.app;
    const facts = await Promise.all(phone.queue.unsent().map((fact) => phone.queue.wire(fact)));
    const content = { protocol: 1, event: phone.copy.event?.id, epoch: phone.kept.epoch, device: phone.kept.device?.id, facts };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(content)], { type: "application/json" }));
    link.download = `door-${phone.kept.device?.id ?? "0"}-${Date.now()}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
}
