// What a person's scans at one point amount to: their entry, their last move, whether they are inside.
// The same rules as app/checkin/standing.py. A pass: {point, lane, direction, at, verdict, sure, undone, operator}.

export const passes = (verdict) => verdict.startsWith("ok");

/** Those that let the person through at this point and were not undone. */
export function standing(all, point) {
  return all.filter((pass) => pass.point === point && passes(pass.verdict) && !pass.undone);
}

/** The earliest way in, or null; an unsure time never displaces a sure one. */
export function entry(stands) {
  return first(stands.filter((pass) => pass.direction === "in"), (a, b) => a.sure !== b.sure ? a.sure : earlier(a, b));
}

/** The last move whose time is sure, or null. */
export function lastSure(stands) {
  return first(stands.filter((pass) => pass.sure), later);
}

/** Whether the last move was a way in; unsure times count only where no sure one stands. */
export function isInside(stands) {
  const last = lastSure(stands) ?? first(stands, later);
  return last?.direction === "in";
}

function first(all, before) {
  return all.reduce((best, pass) => best === null || before(pass, best) ? pass : best, null);
}

const earlier = (a, b) => a.at !== b.at ? a.at < b.at : a.lane < b.lane;

function later(a, b) {
  if (a.at !== b.at) return a.at > b.at;
  return a.direction !== b.direction ? a.direction > b.direction : a.lane > b.lane;
}
