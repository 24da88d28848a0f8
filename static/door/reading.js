// What came through a scanner, a camera or a keyboard: a code, a reference, or a name to search for.
// As app/checkin/reading.py; readings.json there holds both to the same answers.

import { ALPHABET, isOurs, isReference, LENGTH, REFERENCE_LENGTH } from "./codes.js";
import { cleanLine } from "./text.js";

// What the keys of ALPHABET give, in its order: plain, with Shift, and as newer versions have it.
const LAYOUTS = {
  "BÉPO": ["kxie,ctsr'jouè.y", "KXIE;CTSR?JOUÈ:Y", "kxie,ctsr’jouè.y"],
  "Dvorak": ["xjeuidhtnblpoykq", "XJEUIDHTNBLPOYKQ"],
  "Colemak": ["bcstdhneik;prgvx", "BCSTDHNEIK:PRGVX"],
  "ЙЦУКЕН": ["исвапролдтзкыемч", "ИСВАПРОЛДТЗКЫЕМЧ"],
  "Ελληνικά": ["βψδφγηξκλνπρστωχ", "ΒΨΔΦΓΗΞΚΛΝΠΡΣΤΩΧ"],
};
const KEYS = Object.entries(LAYOUTS).map(([layout, rows]) =>
  [layout, new Map(rows.flatMap((row) => [...row].map((given, key) => [given, ALPHABET[key]])))]);

const SEPARATORS = /[\s\-‐‑‒–—]+/gu;
const READER_PREFIX = /^\][A-Za-z][0-9A-Za-z]/;
const PREFIX_LENGTH = 3;
const NO_NAME_WITHOUT_VOWELS = 12;
const NO_NAME_IN_ONE_WORD = 20;

/** Say what `text` is: {kind, text, layout}. A search keeps the words as they were typed.
 *  kind: nothing, code, reference, mistyped (its check letter disagrees), search, unreadable. */
export function read(text) {
  const typed = cleanLine(text);
  if (!typed) return reading("nothing");
  const word = typed.replace(SEPARATORS, "");
  const letters = word.toUpperCase();
  const code = codeIn(letters);
  if (code) return reading("code", code);
  if (letters.length === REFERENCE_LENGTH && isOurs(letters)) {
    return reading(isReference(letters) ? "reference" : "mistyped", letters);
  }
  const repaired = typed.includes(" ") ? null : putRight([...word]);
  return repaired ?? reading(wasScanned(typed, letters) ? "unreadable" : "search", typed);
}

const reading = (kind, text = "", layout = null) => ({ kind, text, layout });

/** The code in it: bare, behind a reader's prefix, or several times over (a badge held still). */
function codeIn(letters) {
  const bare = letters && isOurs(letters[0]) ? letters : letters.slice(PREFIX_LENGTH);
  const code = bare.slice(0, LENGTH);
  const whole = code.length === LENGTH && isOurs(code) && bare === code.repeat(Math.floor(bare.length / LENGTH));
  return whole ? code : null;
}

/** The code behind what a scanner typed through another layout. */
function putRight(signs) {
  if (signs.length !== LENGTH && signs.length !== LENGTH + PREFIX_LENGTH) return null;
  const body = signs.slice(-LENGTH);
  const found = KEYS.find(([, keys]) => body.every((sign) => keys.has(sign)));
  return found ? reading("code", body.map((sign) => found[1].get(sign)).join(""), found[0]) : null;
}

/** Whether no person would type it to find somebody: another barcode, an address, half a code. */
function wasScanned(typed, letters) {
  const length = [...letters].length;
  const halfACode = length >= NO_NAME_WITHOUT_VOWELS && isOurs(letters);
  const oneLongWord = !typed.includes(" ") && !typed.includes("@") && length >= NO_NAME_IN_ONE_WORD;
  return READER_PREFIX.test(typed) || typed.includes("://") || halfACode || oneLongWord;
}
