// How many are inside, from the server's counters and what this phone has not had confirmed yet.

import { entry, isInside, standing } from "./standing.js";

const NONE = { inside: 0, entries: 0, arrived: 0, expected: 0 };

/** {inside, entries, arrived, expected} at a point. `pending`: for each person whom this phone has let
 *  through meanwhile, {before, after}: their passes without and with what is not confirmed;
 *  `strangers`: standing moves of badges whose holder the copy does not know, by direction. */
export function count(counters, point, pending, strangers) {
  const figures = { ...NONE, ...counters };
  for (const { before, after } of pending) {
    const were = standing(before, point);
    const are = standing(after, point);
    figures.inside += isInside(are) - isInside(were);
    figures.entries += ways(are) - ways(were);
    figures.arrived += Boolean(entry(are)) - Boolean(entry(were));
  }
  for (const { direction } of strangers) {
    figures.inside += direction === "in" ? 1 : -1;
    figures.entries += direction === "in";
  }
  return { ...figures, inside: Math.max(figures.inside, 0) };
}

const ways = (stands) => stands.filter((pass) => pass.direction === "in").length;
