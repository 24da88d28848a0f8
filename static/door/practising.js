// Practice: a phone like this one at the same lane, with made-up people. It keeps nothing and speaks with nobody.

import { hashCode, LENGTH } from "./codes.js";
import { Phone } from "./phone.js";
import { searchText } from "./text.js";

const MINUTE = 60_000;
/** Of a draft, which has no letters of its own yet; as app/checkin/practice.py has it. */
const NO_LETTERS = "BCD";
const NOWHERE = { write: async () => {}, keep: async () => {}, wipe: async () => {} };

/** What stands in practice.json: the made-up badges, by a letter of their own. */
async function madeUp() {
  return (await fetch(new URL("./practice.json", import.meta.url))).json();
}

/** The code of a made-up badge: this event's letters, then two letters over and over. No real badge has it. */
export const codeOf = (letters, letter) => letters.padEnd(LENGTH, `X${letter}`);

export class PracticePhone extends Phone {
  static async beside(real) {
    const { device, operator, epoch, marks, settings } = real.kept;
    const phone = new PracticePhone(NOWHERE, { device, operator, epoch, marks, settings }, []);
    const event = { ...real.copy.event, letters: real.copy.event.letters || NO_LETTERS, hosts: null };
    const { categories, points, lanes, sessions, operators } = real.copy;
    const badges = await madeUp();
    const people = await Promise.all(badges.filter(({ status }) => status).map((badge, place) => phone.person(badge, place, event.letters, real)));
    const blanks = await Promise.all(badges.filter(({ kind }) => kind === "blank")
      .map(async ({ letter }) => ({ hash: await hashCode(codeOf(event.letters, letter)), category: categories[0].id })));
    phone.copy.apply({ event, categories, points: points.map(always), lanes, sessions, operators, people, blanks, counters: countersOf(points, people) });
    phone.badges = badges.map((badge) => ({ ...badge, code: codeOf(event.letters, badge.letter) }));
    phone.kept.copied = phone.clock.read();
    return phone;
  }

  /** A made-up person as a copy holds them, with a name for every phone to read. */
  async person(badge, place, letters, { copy, clock }) {
    const hash = await hashCode(codeOf(letters, badge.letter));
    const { first_name, last_name, organisation, kind } = badge;
    const replaced = kind === "replaced";
    const search = searchText(`${first_name} ${last_name} ${organisation}`);
    const { lane, point } = this.standsAt(copy);
    const entered = { point: point.id, lane: lane.id, direction: "in", at: clock.now() - 20 * MINUTE, verdict: "ok", sure: true, undone: false, operator: null, uuid: `practice:${place}` };
    return {
      id: -1 - place, status: badge.status, category: copy.categories[place % copy.categories.length].id, sessions: copy.sessions.map(({ id }) => id), passed_on: false,
      codes: [{ hash, state: replaced ? "revoked" : "issued", revoked_at: replaced ? clock.now() - 24 * 60 * MINUTE : null }],
      passes: kind === "entered" ? [entered] : [],
      clear: { first_name, last_name, organisation, search, sort: searchText(`${last_name} ${first_name}`), notices: kind === "vip" ? ["vip"] : [], note: "" },
    };
  }

  /** Where this phone stands, else at the first lane there is. */
  standsAt(copy) {
    const lane = copy.lane(this.kept.device.lane) ?? copy.lanes[0];
    return { lane, point: copy.point(lane.point) };
  }

  /** Nothing waits to be sent. */
  waiting() { return 0; }
}

/** A point as one may practise at it: everybody's, at any hour. */
const always = (point) => ({ ...point, categories: null, session: null, opens: null, closes: null, room_limit: null });

const countersOf = (points, people) => Object.fromEntries(points.map(({ id }) => {
  const entered = people.filter(({ passes }) => passes[0]?.point === id).length;
  return [id, { inside: entered, entries: entered, arrived: entered, expected: people.length }];
}));
