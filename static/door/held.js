// A badge held before the camera is one showing, however often it is read; taken away and shown again
// it is another.

/** Milliseconds out of sight after which the same code counts as shown anew. */
const AWAY = 1_500;

export class Held {
  constructor() {
    this.seen = new Map();
  }

  /** Whether the text read at `now` begins a showing. */
  see(text, now) {
    if (text === null) return false;
    const before = this.seen.get(text);
    this.seen.set(text, now);
    for (const [old, at] of this.seen) if (now - at > AWAY) this.seen.delete(old);
    return before === undefined || now - before > AWAY;
  }
}
