// The camera never stops: frames go to the worker one at a time, and whatever breaks is begun anew.

import { Darkness } from "./darkness.js";
import { Held } from "./held.js";

const LARGEST = 720; // pixels to a side: enough for a badge at arm's length
const BETWEEN = 60; // milliseconds
const STUCK = 4_000;
const RETRY = 3_000;

export class Camera {
  /** `read(text)` hears of each showing once; `changed()` of what the camera can do. */
  constructor({ video, read, changed }) {
    Object.assign(this, { video, read, changed });
    this.canvas = document.createElement("canvas");
    this.context = this.canvas.getContext("2d", { willReadFrequently: true });
    this.held = new Held();
    this.state = "off"; // off, on, dark, refused, none (it does not answer), missing (there is none)
    this.turn = 0; // of several beginnings only the last goes on
    this.hearOfPermission();
  }

  /** Allowed after all, in the settings: it opens by itself, where the browser tells. */
  async hearOfPermission() {
    const permission = await navigator.permissions?.query({ name: "camera" }).catch(() => null);
    permission?.addEventListener("change", () => permission.state === "granted" && this.again());
  }

  /** Whether pictures come, black ones or others. */
  get isOpen() {
    return ["on", "dark"].includes(this.state) && this.track?.readyState === "live";
  }

  /** Why nothing is read, where somebody here can mend it: dark, refused or none. */
  get blindness() {
    return ["dark", "refused", "none"].includes(this.state) ? this.state : null;
  }

  async start(deviceId = this.deviceId) {
    this.stop();
    this.deviceId = deviceId;
    this.wanted = true;
    const { turn } = this;
    const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
    const which = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: "environment" };
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: { ...which, ...size }, audio: false });
      if (turn !== this.turn) return end(stream);
      this.stream = stream;
      this.video.srcObject = stream;
      this.track = stream.getVideoTracks()[0];
      this.track.addEventListener("ended", () => this.again());
      this.watch(); // a camera that gives no picture never begins to play
      await this.video.play();
      if (turn !== this.turn) return;
      this.say("on");
    } catch (error) {
      if (turn !== this.turn) return;
      if (error.name === "NotAllowedError") return this.say("refused");
      if (error.name === "OverconstrainedError") this.deviceId = undefined; // that camera is gone: any other
      this.fail(error.name === "NotFoundError" ? "missing" : "none");
    }
  }

  /** It is gone, or a phone call has it, or the decoder died: ask again until it is there. */
  fail(state = "none") {
    this.say(state);
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.again(), RETRY);
  }

  stop() {
    this.turn += 1;
    this.wanted = false;
    clearInterval(this.watcher);
    clearTimeout(this.next);
    clearTimeout(this.retry);
    end(this.stream);
    this.worker?.terminate();
    this.stream = this.worker = this.track = null;
    this.busySince = 0;
  }

  say(state) {
    this.state = state;
    this.changed();
  }

  /** After a phone call, a tab in the background, a lost camera. */
  again() {
    if (this.wanted && !document.hidden) this.start();
  }

  watch() {
    this.seen = { at: performance.now(), time: 0 };
    this.darkness = new Darkness();
    this.worker = new Worker(new URL("./decoder.js", import.meta.url), { type: "module" });
    this.worker.onmessage = ({ data }) => this.answer(data);
    this.worker.onerror = () => this.fail();
    this.watcher = setInterval(() => this.check(), STUCK / 2);
  }

  /** A worker that says nothing and a picture that stands still are begun anew. */
  check() {
    const now = performance.now();
    if (this.video.currentTime !== this.seen.time) this.seen = { at: now, time: this.video.currentTime };
    if (document.hidden) this.seen.at = now;
    const still = now - this.seen.at > STUCK;
    if (still) this.say("none");
    if (still || (this.busySince && now - this.busySince > STUCK)) this.again();
  }

  answer({ ready, broken, text }) {
    if (broken) return this.fail();
    this.busySince = 0;
    const showing = !ready && this.held.see(text, performance.now());
    if (showing) this.read(text);
    this.next = setTimeout(() => this.look(), BETWEEN);
  }

  /** The square in the middle of the picture, no larger than it has to be. */
  look() {
    const { videoWidth: width, videoHeight: height } = this.video;
    if (!width || document.hidden) {
      this.next = setTimeout(() => this.look(), 4 * BETWEEN);
      return;
    }
    const side = Math.min(width, height);
    this.canvas.width = this.canvas.height = Math.min(side, LARGEST);
    this.context.drawImage(this.video, (width - side) / 2, (height - side) / 2, side, side, 0, 0, this.canvas.width, this.canvas.height);
    const image = this.context.getImageData(0, 0, this.canvas.width, this.canvas.height);
    this.busySince = performance.now();
    const state = this.darkness.see(image, this.busySince) ? "dark" : "on";
    if (state !== this.state) this.say(state);
    this.worker?.postMessage(image, [image.data.buffer]);
  }

  get hasTorch() {
    return Boolean(this.track?.getCapabilities?.().torch);
  }

  async light(on) {
    await this.track?.applyConstraints({ advanced: [{ torch: on }] }).catch(() => {});
    this.lit = on;
    this.changed();
  }

  static async list() {
    const all = await navigator.mediaDevices?.enumerateDevices().catch(() => []) ?? [];
    return all.filter(({ kind }) => kind === "videoinput");
  }
}

function end(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
