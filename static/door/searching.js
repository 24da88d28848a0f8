// Find people by any part of their name or organisation: accents, order and particles do not matter.

import { searchText } from "./text.js";

const PARTICLES = new Set("de du des d la le les l van von der den zu y da do dos di del della af av ben bin ibn el al".split(" "));

/** Those who match, best first. `people` have `clear` with `search` and `sort`. */
export function findPeople(people, typed) {
  const words = searchText(typed).split(" ").filter(Boolean);
  const telling = words.filter((word) => !PARTICLES.has(word));
  const wanted = telling.length ? telling : words;
  if (!wanted.length) return [];
  return people
    .filter(({ clear }) => wanted.every((word) => clear.search.includes(word)))
    .map((person) => [wanted.filter((word) => begins(person.clear.search, word)).length, person])
    .sort(([a, one], [b, other]) => b - a || order(one.clear.sort, other.clear.sort))
    .map(([, person]) => person);
}

const begins = (search, word) => search.startsWith(word) || search.includes(` ${word}`);

export const order = (a = "", b = "") => a < b ? -1 : a > b ? 1 : 0;
