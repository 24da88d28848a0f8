// The door's one decision: may this person pass this lane now? The same table as app/checkin/verdict.py;
// vectors.json there holds both to the same answers. It knows no clock, no network and no screen.

import { entry, isInside, lastSure, passes, standing } from "./standing.js";

/** Milliseconds in which the same badge before the same lane is the same showing. */
export const SHOWN_AGAIN_WITHIN = 10_000;
/** Milliseconds; an older copy may not know of the last people who came in elsewhere. */
const FRESH_COPY = 60_000;
/** Share of the room limit at which a lane with an older copy begins to refuse. */
const CAUTIOUS_PERCENT = 90;

/** The first line of the table that holds, or the lead's word instead of it: {code, parameters}.
 *  `asked` has the shape of app/checkin/case.py, with lists for its sets. */
export function judge(asked) {
  const verdict = firstThatHolds(asked);
  if (!asked.override || !mayOverride(asked, verdict)) return verdict;
  const { who, why } = asked.override;
  return { code: "ok_override", parameters: { who, why, instead_of: verdict.code } };
}

/** How loud the screen says it: accept, attention or refuse. */
export function signal({ code, parameters }) {
  if (ATTENTION.has(code) || parameters.attention) return "attention";
  return passes(code) ? "accept" : "refuse";
}

const ATTENTION = new Set(["shown_again", "blank", "too_early", "too_late", "already_in", "room_full"]);

function firstThatHolds(asked) {
  for (const [code, rule] of TABLE) {
    const parameters = rule(asked);
    if (parameters !== null) return { code, parameters };
  }
}

export function mayOverride({ role, person }, { code }) {
  return role === "lead" && person !== null && code !== "ok_exit";
}

// Each rule gives the parameters of its verdict where it holds, else null.
const TABLE = [
  ["shown_again", ({ how, override, shown, lane }) => {
    const same = how === "code" && !override && shown && shown.direction === lane.direction
      && shown.ago <= SHOWN_AGAIN_WITHIN && !shown.undone && !shown.changed;
    return same ? { before: shown.verdict } : null;
  }],
  ["unreadable", ({ code }) => code?.kind === "unreadable" ? {} : null],
  ["other_event", ({ code }) => code?.kind === "other_event" ? {} : null],
  ["unknown", ({ code, person, role, lane }) => {
    const unlisted = code?.kind === "spare" && lane.copy_age !== null;
    if (person || code?.kind === "blank" || unlisted) return null;
    return { then: role === "lead" ? "search" : "desk" };
  }],
  ["blank", ({ code, person, role }) =>
    code?.kind === "blank" && !person ? { then: role === "lead" ? "walk-in" : "desk" } : null],
  ["ok_exit", ({ lane }) => lane.direction === "out" ? {} : null],
  ["ok_unlisted", ({ code, person, point }) => {
    if (code?.kind !== "spare" || person) return null;
    const choosy = point.categories !== null || point.session !== null;
    return choosy || code.retired ? { attention: true } : {};
  }],
  ["replaced", ({ code, person }) => {
    if (code?.kind !== "revoked") return null;
    return person.status === "confirmed" || person.passed_on ? { at: code.revoked_at } : null;
  }],
  ["cancelled", (asked) => asked.person.status === "cancelled" && !letInBefore(asked) ? {} : null],
  ["not_confirmed", (asked) => {
    const { status } = asked.person;
    return ["confirmed", "cancelled"].includes(status) || letInBefore(asked) ? null : { status };
  }],
  ["not_here", ({ point, person }) => {
    if (point.categories !== null && !point.categories.includes(person.category)) return { why: "category" };
    return point.session !== null && !person.sessions.includes(point.session) ? { why: "session" } : null;
  }],
  ["too_early", ({ point: { opens }, now }) => opens !== null && now < opens ? { opens } : null],
  ["too_late", ({ point: { closes }, now }) => closes !== null && now >= closes ? { closes } : null],
  ["already_in", ({ passes: all, point }) => {
    const stands = standing(all, point.id);
    const earlier = { once: entry, "in-and-out": lastSure }[point.policy]?.(stands) ?? null;
    if (earlier === null || earlier.direction === "out") return null;
    return { at: earlier.at, lane: earlier.lane, operator: earlier.operator, sure: earlier.sure };
  }],
  ["room_full", ({ passes: all, point, lane, inside }) => {
    const limit = point.room_limit;
    if (limit === null || isInside(standing(all, point.id))) return null;
    const percent = lane.copy_age === null || lane.copy_age < FRESH_COPY ? 100 : CAUTIOUS_PERCENT;
    return inside * 100 >= limit * percent ? { inside, limit } : null;
  }],
  ["ok_reentry", ({ passes: all, point }) => {
    const before = entry(standing(all, point.id));
    return before && { at: before.at };
  }],
  ["ok_notice", ({ person: { notices } }) => notices.length ? { notices } : null],
  ["ok", () => ({})],
];

/** A lead's word at any point holds at all of them, until it is undone. */
function letInBefore({ passes: all }) {
  return all.some((pass) => pass.verdict === "ok_override" && !pass.undone);
}
