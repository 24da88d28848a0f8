// What time it is at the door: the server's, carried on by the clock that nobody can set.

/** A clock that disagrees with the monotonic one by more than this was set, or slept. */
const JUMP = 5_000;
/** Without a contact within this the time of a scan is not sure. */
const SURE_WITHIN = 12 * 3_600_000;

export class Clock {
  /** `last`: the last contact, {run, mono, wall, server}; it may be of an earlier run. */
  constructor(last = null) {
    this.run = crypto.randomUUID();
    this.last = last;
    this.before = this.read();
  }

  /** This run's own clocks, in whole milliseconds. */
  read() {
    return { run: this.run, wall: Date.now(), mono: Math.round(performance.now()) };
  }

  /** The server said its time: a mark. `asked` is what the clocks said before. */
  mark(server, asked) {
    const read = this.read();
    this.last = { ...read, server: Math.round(server + (read.mono - asked.mono) / 2) };
    this.before = read;
    return this.last;
  }

  /** The mark to leave where the wall clock jumped since the last look, else null. Nobody vouches for
   *  its time, so it says no server's. */
  jumped() {
    const read = this.read();
    const jump = Math.abs(read.wall - this.before.wall - (read.mono - this.before.mono));
    this.before = read;
    return jump > JUMP ? { ...read, server: null } : null;
  }

  /** Milliseconds since 1970 as the server would say. */
  now() {
    return this.last ? this.last.server + this.since(this.last) : Date.now();
  }

  /** The same, untouched by whoever sets this phone's clock: nothing is forgotten by a wrong date. Null until the
   *  server has answered since the app was opened, for nothing else tells how long it was closed. */
  steady() {
    const { run, mono } = this.read();
    return this.last?.run === run ? this.last.server + mono - this.last.mono : null;
  }

  /** Milliseconds since a reading. A phone asleep may stop the monotonic clock, so a wall clock that
   *  went further is believed; one that was set back is not. */
  since(reading) {
    const { run, wall, mono } = this.read();
    const walked = wall - reading.wall;
    const ticked = mono - reading.mono;
    return run === reading.run && walked - ticked <= JUMP ? ticked : Math.max(walked, 0);
  }

  /** Milliseconds that this phone's clock is ahead. */
  offset() {
    return Date.now() - this.now();
  }

  isSure() {
    return this.last !== null && Math.abs(this.now() - this.last.server) <= SURE_WITHIN;
  }
}
