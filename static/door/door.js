// This lane: puts together what the table judges, keeps the fact, undoes it.
//
// An outcome is what the screen shows: {uuid, verdict, signal, person, clear, how, hash, code, at, mono, kept}.

import { hashCode, isOfEvent } from "./codes.js";
import { openWithCode } from "./sealed.js";
import { judge, mayOverride, signal, SHOWN_AGAIN_WITHIN } from "./verdict.js";

export class Door {
  /** `place()` says where this phone stands: {lane, point, role, operator, copyAge}; it may change at any time. */
  constructor({ copy, queue, clock, recorder, place, epoch, inside }) {
    Object.assign(this, { copy, queue, clock, recorder, place, epoch, inside });
    this.showings = new Map(); // what was shown → the last outcome
  }

  /** A code that was read: `letters`, or null where it is none of ours (`text` tells them apart). */
  async showCode(letters, text = letters) {
    const known = letters ? await this.identify(letters) : odd("unreadable");
    const clear = await this.names(known, letters);
    return this.decide({ ...known, clear, how: "code", letters, key: known.hash ?? text });
  }

  /** What this copy knows of a code: {hash, code, person, category}. */
  async identify(letters) {
    const hash = await hashCode(letters);
    return { ...isOfEvent(letters, this.copy.event.letters) ? this.copy.look(hash) : odd("other_event"), hash };
  }

  /** Somebody found without a badge, by reference or by name; `hash` is of the blank they get. */
  showPerson(person, how, { override = null, hash = null } = {}) {
    if (hash) this.copy.give(hash, person);
    return this.decide({ code: null, person, clear: person.clear, how, hash, key: `person:${person.id}` }, override);
  }

  /** The lead's word on what was just shown. */
  override(outcome, why) {
    return this.decide(outcome.shownAs, { who: this.place().operator?.id ?? null, why });
  }

  /** Take a scan back: it does not count any more, and the badge may be shown again at once. */
  undo(outcome, why = "") {
    outcome.undone = true;
    return this.recorder.undo(outcome, why, this.place());
  }

  /** Somebody who is on no list, with a blank badge: {first_name, last_name, organisation, category, photo,
   *  email}. They come in by that badge like everybody else. */
  async walkIn(fields, letters) {
    const hash = await hashCode(letters);
    const { uuid, kept } = await this.recorder.walkIn({ ...fields, blank_hash: hash }, this.place());
    this.copy.learn(walkInPerson(uuid, fields, hash));
    this.showings.delete(hash);
    const outcome = await this.showCode(letters);
    outcome.kept &&= kept;
    return outcome;
  }

  /** Whether this phone's role may let them in all the same. */
  mayOverride({ verdict, person }) {
    return mayOverride({ role: this.place().role, person }, verdict);
  }

  async decide(shownAs, override = null) {
    const { key, how, hash, person, clear, letters } = shownAs;
    const asked = { ...this.ask(shownAs), override };
    const verdict = judge({ ...asked, shown: this.shown(key, asked) });
    const moment = { at: this.clock.now(), mono: this.clock.read().mono, direction: asked.lane.direction };
    const outcome = { verdict, signal: signal(verdict), person, clear, how, hash, letters, shownAs, ...moment };
    if (verdict.code === "shown_again") return { ...outcome, uuid: null, kept: true };
    outcome.uuid = crypto.randomUUID();
    outcome.override = override;
    this.showings.set(key, outcome);
    const written = this.recorder.scan(outcome, this.place()).then(({ kept }) => kept);
    outcome.kept = await Promise.race([written, patience()]);
    return outcome;
  }

  /** The case without a showing before. */
  ask({ code, person, clear, how, hash }) {
    const { lane, point, role } = this.place();
    const passes = person ? this.passesOf(person) : [];
    const known = person && { ...person, sessions: person.sessions ?? [], notices: clear?.notices ?? [] };
    return {
      point, role, how, code, person: known, passes, override: null, shown: null,
      lane: { direction: lane.direction, copy_age: this.place().copyAge },
      now: this.clock.now(), inside: this.inside(),
    };
  }

  /** What the server knows of somebody and what this phone saw, each scan once. */
  passesOf(person) {
    return this.together(person, this.seenOf(person), this.queue.undone);
  }

  /** The same without what the server has not confirmed: its figures hold these, and no others. */
  confirmedOf(person) {
    const confirmed = this.seenOf(person).filter((pass) => !pass.pending);
    return this.together(person, confirmed, this.queue.undoneForAll());
  }

  seenOf(person) {
    return this.queue.passesOf(person.id, person.codes.map((code) => code.hash));
  }

  together(person, seen, undone) {
    const uuids = new Set(person.passes.map((pass) => pass.uuid));
    const all = [...person.passes, ...seen.filter((pass) => !uuids.has(pass.uuid))];
    return all.map((pass) => ({ ...pass, undone: pass.undone || undone.has(pass.uuid) }));
  }

  /** The showing just before, as the table wants it. Something changed if without it the answer would
   *  now be another than it was then. */
  shown(key, asked) {
    const last = this.showings.get(key);
    const ago = last && this.clock.read().mono - last.mono;
    if (!last || ago > SHOWN_AGAIN_WITHIN) return null;
    const before = asked.passes.filter((pass) => pass.uuid !== last.uuid);
    const then = last.verdict.parameters.instead_of ?? last.verdict.code;
    const changed = judge({ ...asked, passes: before, override: null }).code !== then;
    return { direction: last.direction, ago, verdict: last.verdict.code, undone: Boolean(last.undone), changed };
  }

  async names({ person, held, hash }, letters) {
    if (person?.clear || !held?.sealed) return person?.clear ?? null;
    return openWithCode(held.sealed, letters, hash, this.epoch()).catch(() => null);
  }
}

/** A slow disc holds nobody up; that a full one kept nothing is said on the next screen. */
const patience = () => new Promise((resolve) => setTimeout(() => resolve(true), 50));

const odd = (kind) => ({ code: { kind, revoked_at: null, retired: false }, person: null, hash: null });

/** A walk-in as this phone knows them until the server tells of them. */
export function walkInPerson(uuid, { first_name, last_name, organisation, category }, hash) {
  const clear = { first_name, last_name, organisation, notices: [], note: "", tray: null, stale: false };
  const codes = [{ hash, state: "issued", revoked_at: null }];
  return { id: `walk-in:${uuid}`, status: "confirmed", category, sessions: [], passed_on: false, codes, passes: [], clear };
}
