// When the phone forgets the event: by two clocks that agree, never by one.

/** Two clocks that differ by more than this cannot both be believed. */
const DISAGREE = 12 * 3_600_000;
/** So much longer it waits for the server's word where its own date alone says that it is time: somebody may have
 *  set that date. A phone that finds no network any more forgets all the same. */
const ALONE = 7 * 24 * 3_600_000;

/** keep, wipe, clock_wrong or date_unsure. `wall`: the phone's clock; `server`: the last server time and what has
 *  passed since, null where the app was opened since and no clock that nobody can set tells; `after`: the moment
 *  from which nothing is kept; all in milliseconds. */
export function wiping({ wall, server, after, unsent }) {
  if (after === null || unsent > 0) return "keep";
  if (server === null && wall > after) return wall > after + ALONE ? "wipe" : "date_unsure";
  if (server === null) return "keep";
  if (Math.abs(wall - server) > DISAGREE) return wall > after || server > after ? "clock_wrong" : "keep";
  return wall > after && server > after ? "wipe" : "keep";
}
