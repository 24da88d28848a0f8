// Scanners that type: a burst of keys faster than fingers, wherever the focus is.

import { read } from "./reading.js";

/** Milliseconds between two keys of a scanner. */
const FAST = 60;
const SHORTEST = 8;

export class KeyboardScanner {
  /** `scanned(text)` hears of each burst. */
  constructor(scanned) {
    this.scanned = scanned;
    this.keys = "";
    this.last = 0;
    addEventListener("keydown", (event) => this.key(event), true);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const now = event.timeStamp;
    if (now - this.last > FAST) this.begin(event.target);
    this.last = now;
    if (event.key.length === 1) this.keys += event.key;
    else if ((event.key === "Enter" || event.key === "Tab") && this.keys.length >= SHORTEST) this.end(event);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end(), 2 * FAST);
  }

  begin(target) {
    this.keys = "";
    this.field = target instanceof HTMLInputElement ? { input: target, value: target.value } : null;
  }

  /** In a field only a code counts as scanned: it goes where it belongs and leaves the field as it was. */
  end(event = null) {
    clearTimeout(this.timer);
    const text = this.keys;
    this.keys = "";
    if (text.length < SHORTEST || (this.field && read(text).kind !== "code")) return;
    event?.preventDefault();
    event?.stopPropagation();
    if (this.field) {
      this.field.input.value = this.field.value;
      this.field.input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.scanned(text);
  }
}
