// Entry codes and references: 16 letters that survive a mismatched keyboard (app/credentials/codes.py).

export const ALPHABET = "BCDFGHJKLNPRSTVX";
export const LENGTH = 24;
export const REFERENCE_LENGTH = 8;

const EVENT_LETTERS = 3;
const OURS = new RegExp(`^[${ALPHABET}]*$`);
const BASE = ALPHABET.length;

export const isOurs = (letters) => OURS.test(letters);

/** Of whose event a code is, for the event that `letters` name. */
export const isOfEvent = (code, letters) => code.slice(0, EVENT_LETTERS) === letters;

/** Whether the check letter (Luhn modulo 16) agrees with the seven before it. */
export function isReference(letters) {
  return letters.length === REFERENCE_LENGTH && isOurs(letters) && luhnSum(letters) % BASE === 0;
}

/** In fours: “NLRS-GTXB”. */
export const showReference = (letters) => `${letters.slice(0, 4)}-${letters.slice(4)}`;

/** SHA-256 of the code in hexadecimal: what is looked up, sent and kept. */
export async function hashCode(code) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(code));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function luhnSum(letters) {
  const values = [...letters].reverse().map((letter) => ALPHABET.indexOf(letter));
  return values.reduce((sum, value, place) => sum + (place % 2 ? Math.floor(2 * value / BASE) + 2 * value % BASE : value), 0);
}
