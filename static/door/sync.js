// Facts up, changes down, for as long as the app runs. `navigator.onLine` proves nothing: ask, and back off.

import { call } from "./wire.js";

const RESTING = 5_000;
const FIRST_RETRY = 2_000;
const LONGEST_RETRY = 60_000;

/** How long to wait after `failures` in a row. `chance` in 0…1 keeps two phones from asking as one. */
export function pause(failures, chance = Math.random()) {
  if (!failures) return RESTING;
  return Math.min(FIRST_RETRY * 2 ** (failures - 1), LONGEST_RETRY) * (0.75 + chance / 2);
}

export class Sync {
  /** `request()` gives what to send, `took(answer, request)` writes what came and says whether to go on at
   *  once, `refused(code, answer)` hears of anything else, `broken(error)` of an answer that could not be taken in; `token()` may be null. */
  constructor({ request, took, refused, broken, token, changed }) {
    Object.assign(this, { request, took, refused, broken, token, changed });
    this.failures = 0;
    this.online = null; // not known yet
    this.running = false;
  }

  start() {
    this.running = true;
    addEventListener("online", () => this.now());
    document.addEventListener("visibilitychange", () => document.hidden || this.now());
    this.now();
  }

  stop() {
    this.running = false;
    clearTimeout(this.timer);
  }

  /** There is something to send: at once, unless the network is known to be away. */
  nudge() {
    this.wanted = true;
    if (this.online) this.now();
  }

  now() {
    clearTimeout(this.timer);
    if (this.running && this.token()) this.round ??= this.go().finally(() => { this.round = null; });
  }

  async go() {
    let again = true;
    while (again && this.running) {
      this.wanted = false;
      again = await this.once().catch(this.broken) || (this.online && this.wanted);
    }
    if (this.running) this.timer = setTimeout(() => this.now(), pause(this.failures));
  }

  /** One question and its answer; whether to ask again at once. */
  async once() {
    const request = await this.request();
    const { ok, code, answer } = await call("/sync", request, this.token());
    this.online = ok !== null;
    this.failures = ok ? 0 : this.failures + 1;
    const more = ok ? await this.took(answer, request) : await this.refused(code, answer, request);
    this.changed();
    return Boolean(more);
  }
}
