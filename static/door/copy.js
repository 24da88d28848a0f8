// The copy in memory: who may come in, found by code or by name, and what they have done so far.

import { order } from "./searching.js";

/** Parts that come whole, when they changed. `retired`: spares from before a restore. */
export const PARTS = ["event", "categories", "points", "lanes", "sessions", "operators", "spares", "retired", "blanks", "counters"];

export class Copy {
  constructor() {
    this.drop();
  }

  drop() {
    this.people = new Map();
    this.codes = new Map(); // hash → {person, code}
    Object.assign(this, { event: null, categories: [], points: [], lanes: [], sessions: [], operators: [] });
    Object.assign(this, { counters: {}, spares: [], retired: [], blanks: [] });
    this.index();
  }

  /** An answer of the server, or what was kept of earlier ones. */
  apply({ people = [], gone = [], ...parts }) {
    for (const id of gone) this.forget(id);
    for (const person of people) this.learn(person);
    for (const name of PARTS) if (parts[name] !== undefined && parts[name] !== null) this[name] = parts[name];
    this.index();
  }

  /** People as they are now, of whom the server told their passes alone. */
  moved(told) {
    return told.filter(({ id }) => this.people.has(id)).map(({ id, passes }) => ({ ...this.people.get(id), passes }));
  }

  learn(person) {
    this.inOrder = null;
    this.forget(person.id);
    for (const { hash } of person.codes) {
      const holder = this.codes.get(hash)?.person.id;
      if (typeof holder === "string") this.forget(holder); // our own walk-in, now known to the server
    }
    this.people.set(person.id, person);
    for (const code of person.codes) this.codes.set(code.hash, { person, code });
  }

  /** A blank badge becomes somebody's, until the server says so itself. */
  give(hash, person) {
    const code = { hash, state: "issued", revoked_at: null };
    person.codes.push(code);
    this.codes.set(hash, { person, code });
  }

  forget(id) {
    this.inOrder = null;
    for (const { hash } of this.people.get(id)?.codes ?? []) {
      if (this.codes.get(hash)?.person.id === id) this.codes.delete(hash);
    }
    this.people.delete(id);
  }

  index() {
    this.spareHashes = new Set([...this.spares, ...this.retired]);
    this.retiredHashes = new Set(this.retired);
    this.blankHashes = new Map(this.blanks.map(({ hash, category }) => [hash, category]));
  }

  /** What is known of a code: {code: {kind, revoked_at, retired}, person, held, category}. */
  look(hash) {
    const found = this.codes.get(hash);
    if (found) {
      const { state, revoked_at = null } = found.code;
      return { code: { kind: state, revoked_at, retired: false }, person: found.person, held: found.code };
    }
    const kind = this.blankHashes.has(hash) ? "blank" : this.spareHashes.has(hash) ? "spare" : "unknown";
    return { code: { kind, revoked_at: null, retired: this.retiredHashes.has(hash) }, person: null, category: this.blankHashes.get(hash) };
  }

  /** Everybody in name order; on a lead device alone they have names. */
  named() {
    this.inOrder ??= [...this.people.values()].filter((person) => person.clear)
      .sort((one, other) => order(one.clear.sort, other.clear.sort));
    return this.inOrder;
  }

  byReference(letters) {
    return this.named().find((person) => person.clear.reference?.replace("-", "") === letters) ?? null;
  }

  lane(id) {
    return find(this.lanes, id);
  }

  point(id) {
    return find(this.points, id);
  }

  category(id) {
    return find(this.categories, id);
  }

  /** Who may hold a phone. An account of the back office has no digits here that would prove who it is. */
  crew() {
    return this.operators.filter((operator) => !operator.at_desk);
  }

  operator(id) {
    return find(this.operators, id);
  }

  /** Whether somebody scans people out at that point. */
  countsExits(point) {
    return this.lanes.some((lane) => lane.point === point && lane.direction === "out");
  }
}

const find = (all, id) => all.find((one) => one.id === id) ?? null;
