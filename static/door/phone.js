// This phone: what it keeps, where it stands, and how an answer of the server changes both.

import { Clock } from "./clock.js";
import { Copy } from "./copy.js";
import { count } from "./counting.js";
import { openDatabase } from "./database.js";
import { Disc } from "./disc.js";
import { Door, walkInPerson } from "./door.js";
import { Loading } from "./loading.js";
import { addMark } from "./marks.js";
import { Queue } from "./queue.js";
import { Recorder } from "./recorder.js";
import { unseal } from "./sealed.js";
import { Sync } from "./sync.js";
import { wiping } from "./wiping.js";

/** What the server speaks with, and which build this is: the folder that the files come from. */
const [, build = "0"] = import.meta.url.match(/\/static\/(\w+)\//) ?? [];
export const APP_VERSION = `1.${build}`;

export class Phone extends EventTarget {
  /** Everything as it was when the app was closed. */
  static async wake() {
    const database = await openDatabase();
    const [kept, people, facts] = await Promise.all([database.kept(), database.all("people"), database.all("facts")]);
    const phone = new Phone(database, kept, facts);
    phone.copy.apply({ ...kept, people });
    await phone.rememberBlanks();
    return phone;
  }

  constructor(database, kept, facts) {
    super();
    this.database = database;
    this.disc = new Disc(database, () => this.everything());
    this.kept = { marks: [], settings: {}, cursor: null, copied: null, ...kept };
    this.clock = new Clock(this.kept.marks.findLast(({ server }) => server !== null));
    this.copy = new Copy();
    this.loading = new Loading();
    this.heard = kept.epoch; // whose answer was the last
    this.queue = new Queue(database, facts, kept.ownKey);
    const parts = { copy: this.copy, queue: this.queue, clock: this.clock };
    this.recorder = new Recorder({
      ...parts, appVersion: APP_VERSION,
      written: () => { this.changed(); this.sync.nudge(); },
    });
    this.door = new Door({
      ...parts, recorder: this.recorder,
      place: () => this.place(), epoch: () => this.kept.epoch, inside: () => this.figures().inside,
    });
    this.sync = new Sync({
      request: () => this.request(), took: (answer, request) => this.take(answer, request),
      refused: (code, answer) => this.refused(code, answer), broken: (error) => this.broken(error),
      token: () => this.kept.device?.token, changed: () => this.changed(),
    });
    this.able = { camera: false, sound: false, wake_lock: false, test_scan: false };
    this.trouble = null; // the server's word that stands between us: unknown_device, device_revoked, too_old …
  }

  changed() {
    this.dispatchEvent(new Event("change"));
  }

  /** Holds in either case, whatever the disc says. */
  keep(values) {
    Object.assign(this.kept, values);
    return this.disc.keep(values);
  }

  /** Where this phone stands now. Without a lane it cannot scan. Whoever gives no name, where names are asked
   *  for, does no more than scan. */
  place() {
    const { device = {}, operator: chosen } = this.kept;
    const lane = this.copy.lane(device.lane);
    const operator = this.copy.operator(chosen);
    const leads = operator ? operator.role === "lead" : !this.copy.crew().length;
    const role = device.role === "lead" && leads ? "lead" : "scan";
    return { lane, point: lane && this.copy.point(lane.point), role, operator, copyAge: this.copyAge() };
  }

  /** Milliseconds since the copy was whole and new; null before it ever was. */
  copyAge() {
    return this.kept.copied ? this.clock.since(this.kept.copied) : null;
  }

  /** How many facts wait to be sent. */
  waiting() {
    return this.queue.unsent().length;
  }

  figures() {
    const { point } = this.place();
    if (!point) return count({}, null, [], []);
    const people = new Set();
    const strangers = [];
    for (const { body, uuid } of this.queue.unsent()) {
      if (body.kind === "undo") people.add(this.personOf(this.queue.facts.get(body.undone)?.body ?? {}));
      if (body.kind !== "scan") continue;
      const person = this.personOf(body);
      if (person) people.add(person);
      else if (body.verdict === "ok_unlisted" && body.point === point.id && !this.queue.undone.has(uuid)) strangers.push(body);
    }
    people.delete(null);
    const pending = [...people].map((person) => ({ before: this.door.confirmedOf(person), after: this.door.passesOf(person) }));
    return count(this.copy.counters[point.id], point.id, pending, strangers);
  }

  personOf({ person, code_hash: hash }) {
    return this.copy.people.get(person) ?? (hash ? this.copy.look(hash).person : null);
  }

  async request() {
    const jump = this.clock.jumped();
    if (jump) await this.keep({ marks: addMark(this.kept.marks, jump) });
    const { run, mono, wall } = this.clock.read();
    const unsent = this.queue.unsent().length;
    const report = { people: this.copy.people.size, ...this.able, unsent, clock_offset: this.clock.offset() };
    const marks = this.kept.marks.filter((mark) => mark.server !== null);
    const facts = await this.queue.parcel();
    return { cursor: this.loading.cursor ?? this.kept.cursor, run, mono, wall, app_version: APP_VERSION, marks, facts, report };
  }

  /** Write down an answer. Whether to go on at once: more pages, or more facts to send. */
  async take(answer, asked) {
    this.trouble = null;
    const news = this.loading.take(answer, this.kept.epoch);
    const people = [...news.people, ...this.copy.moved(news.moved)]; // before anything is dropped: nobody may be lost by an odd answer
    const facts = [...this.isElsewhere(answer) ? this.queue.sendAgain() : [], ...this.queue.settle(answer.results)];
    const mark = this.clock.mark(answer.server_time, asked);
    const device = { ...this.kept.device, ...answer.device };
    const kept = { ...news.kept, device, marks: addMark(this.kept.marks, mark) };
    if (news.fromNothing) this.copy.drop();
    this.copy.apply({ ...news.kept, people, gone: news.gone });
    if (news.kept.epoch && !answer.more) kept.copied = this.clock.read();
    Object.assign(this.kept, kept);
    await this.write({ kept, facts, fromNothing: news.fromNothing, people, gone: news.gone });
    if (news.fromNothing) await this.rememberBlanks();
    this.dispatchEvent(Object.assign(new Event("corrections"), { corrections: answer.corrections ?? [] }));
    if (["signed_out", "revoked"].includes(device.state) && !this.queue.unsent().length) await this.wipe();
    return answer.more || (answer.results.length > 0 && this.queue.unsent().length > 0);
  }

  /** Whether another database answers than the last time: it may lack what that one had. */
  isElsewhere({ epoch }) {
    const before = this.heard;
    this.heard = epoch;
    return before !== undefined && before !== epoch;
  }

  async write(came) {
    this.queue.wrote(await this.disc.take(came));
  }

  everything() {
    const people = [...this.copy.people.values()].filter(({ id }) => typeof id === "number"); // walk-ins are facts
    const { ownKey } = this.queue;
    return { kept: { ...this.kept, ...(ownKey && { ownKey }) }, facts: [...this.queue.facts.values()], fromNothing: true, people, gone: [] };
  }

  /** An answer that is none of those we know. It is asked for again, and nothing here is given up. */
  broken(error) {
    console.error(error);
    this.trouble = "not_understood";
    this.changed();
  }

  /** No network, or a server that does not take us. The queue stays in every case. */
  async refused(code, answer) {
    this.trouble = code === "no_network" ? this.trouble : code;
    const facts = this.queue.settle(answer?.results ?? []);
    if (code === "device_revoked") {
      this.copy.drop();
      const kept = { cursor: null };
      Object.assign(this.kept, kept);
      await this.write({ kept, facts, fromNothing: true, people: [], gone: [] });
      if (!this.queue.unsent().length) await this.wipe();
    }
    return false;
  }

  /** To whom this phone gave blank badges, until the server tells of them. */
  async rememberBlanks() {
    for (const { uuid, sealed, body } of this.queue.facts.values()) {
      const holder = this.copy.people.get(body.person);
      if (holder && this.copy.blankHashes.has(body.code_hash)) this.copy.give(body.code_hash, holder);
      if (body.kind !== "walk-in") continue;
      const fields = await unseal(await this.queue.key(), sealed).catch(() => ({})); // of a key that is gone
      const known = this.copy.codes.has(fields.blank_hash);
      if (fields.blank_hash && !known) this.copy.learn(walkInPerson(uuid, fields, fields.blank_hash));
    }
  }

  /** Whether it is time to forget the event, as far as the clocks can tell. */
  wiping() {
    const after = this.copy.event?.wipe_after ?? null;
    return wiping({ wall: Date.now(), server: this.clock.steady(), after, unsent: this.queue.unsent().length });
  }

  async wipe() {
    this.sync.stop();
    await this.database.wipe();
    this.dispatchEvent(new Event("wiped"));
  }
}
