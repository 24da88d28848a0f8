// Facts: what happened before this phone. Written once, sent until the server has them, kept until the wipe.
//
// A fact: {uuid, order, state, at, sure, body, sealed?, answer?}. `body` goes over the wire and never changes;
// a walk-in's fields are in `sealed`. state: queued → sent → confirmed | attention.

import { passes } from "./standing.js";
import { newOwnKey, seal, unseal } from "./sealed.js";

const AT_ONCE = 200;

export class Queue {
  constructor(database, facts = [], ownKey = null) {
    this.database = database;
    this.ownKey = ownKey;
    this.facts = new Map();
    this.scans = new Map(); // person's id or code's hash → facts that let somebody through
    this.undone = new Set();
    this.unwritten = new Set(); // what the disc refused, or is about to take
    this.order = 0;
    facts.sort((a, b) => a.order - b.order).forEach((fact) => this.hold(fact));
  }

  hold(fact) {
    const { kind, verdict, person, code_hash: hash, undone } = fact.body;
    this.order = fact.order;
    this.facts.set(fact.uuid, fact);
    if (kind === "undo") this.undone.add(undone);
    if (kind !== "scan" || !passes(verdict)) return;
    for (const key of [person, hash].filter(Boolean)) this.scans.set(key, [...this.scans.get(key) ?? [], fact]);
  }

  /** Keep a fact. Resolves once it is on the disc; where that refuses, it is here all the same until the app ends. */
  async add(body, { at, sure, walkIn = null }) {
    const fact = { uuid: body.uuid, order: this.order + 1, state: "queued", at, sure, body };
    if (walkIn) fact.sealed = await seal(await this.key(), walkIn);
    this.hold(fact);
    await this.save([fact]);
    return fact;
  }

  /** Onto the disc, with all that it refused before; a sealed one never without its key. */
  async save(facts) {
    for (const fact of facts) this.unwritten.add(fact);
    const all = [...this.unwritten];
    await this.database.write(["kept", "facts"], (stores) => {
      if (all.some(({ sealed }) => sealed)) stores.kept.put(this.ownKey, "ownKey");
      for (const fact of all) stores.facts.put(fact);
    });
    this.wrote(all);
  }

  /** The disc has these now. */
  wrote(facts) {
    for (const fact of facts) this.unwritten.delete(fact);
  }

  async key() {
    this.ownKey ??= newOwnKey();
    this.ownKey = await this.ownKey;
    return this.ownKey;
  }

  /** What the server has not answered for yet, oldest first. */
  unsent() {
    return [...this.facts.values()].filter(({ state }) => state === "queued" || state === "sent");
  }

  attention() {
    return [...this.facts.values()].filter(({ state }) => state === "attention");
  }

  /** The next ones as they go over the wire, marked as sent; a disc that takes no mark holds nothing up. */
  async parcel() {
    const next = this.unsent().slice(0, AT_ONCE);
    for (const fact of next) fact.state = "sent";
    if (next.length) await this.save(next).catch(() => {});
    return Promise.all(next.map((fact) => this.wire(fact)));
  }

  async wire(fact) {
    return fact.sealed ? { ...fact.body, walk_in: await unseal(await this.key(), fact.sealed) } : fact.body;
  }

  /** The server's word on some of them; gives those that changed, to be written. */
  settle(results) {
    return results.flatMap(({ uuid, state, ...answer }) => {
      const fact = this.facts.get(uuid);
      if (!fact) return [];
      Object.assign(fact, { state, answer });
      return [fact];
    });
  }

  /** Another database answers: each fact goes there again. */
  sendAgain() {
    const all = [...this.facts.values()];
    for (const fact of all) fact.state = "queued";
    return all;
  }

  /** What this phone saw of somebody, as passes: theirs by id, or by one of their codes. */
  passesOf(id, hashes) {
    const found = new Set([id, ...hashes].flatMap((key) => this.scans.get(key) ?? []));
    return [...found].map(asPass);
  }

  /** UUIDs of scans whose undo the server has. */
  undoneForAll() {
    const undos = [...this.facts.values()].filter(({ state, body }) => state === "confirmed" && body.kind === "undo");
    return new Set(undos.map(({ body }) => body.undone));
  }
}

function asPass({ uuid, at, sure, body, state }) {
  const { point, lane, direction, verdict, operator = null } = body;
  return { uuid, point, lane, direction, at, verdict, sure, operator, undone: false, pending: state !== "confirmed" };
}
