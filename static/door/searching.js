// Find people by any part of their name or organisation: accents, order and particles do not matter.

import { searchText } from "./text.js";

const PARTICLES = new Set("de du des d la le les l van von der den zu y da do dos di del della af av ben bin ibn el al".split(" "));

/** Those who match, of `people` in name order: first where every word begins a name, then the rest. */
export function findPeople(people, typed) {
  const words = searchText(typed).split(" ").filter(Boolean);
  const telling = words.filter((word) => !PARTICLES.has(word));
  const wanted = telling.length ? telling : words;
  if (!wanted.length) return [];
  const found = people.filter(({ clear }) => wanted.every((word) => clear.search.includes(word)));
  const first = found.filter(({ clear }) => wanted.every((word) => begins(clear.search, word)));
  const best = new Set(first);
  return [...first, ...found.filter((person) => !best.has(person))];
}

const begins = (search, word) => search.startsWith(word) || search.includes(` ${word}`);

export const order = (a = "", b = "") => a < b ? -1 : a > b ? 1 : 0;
