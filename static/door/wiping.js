// When the phone forgets the event: by two clocks that agree, never by one.

/** Two clocks that differ by more than this cannot both be believed. */
const DISAGREE = 12 * 3_600_000;

/** keep, wipe or clock-wrong. `wall`: the phone's clock; `server`: the last server time and what has
 *  passed since; `after`: the moment from which nothing is kept; all in milliseconds. */
export function wiping({ wall, server, after, unsent }) {
  if (after === null || unsent > 0) return "keep";
  if (Math.abs(wall - server) > DISAGREE) return wall > after || server > after ? "clock-wrong" : "keep";
  return wall > after && server > after ? "wipe" : "keep";
}
