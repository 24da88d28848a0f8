// The app's two languages, and how each writes times. The texts are loaded once and stay in the cache.

export const LANGUAGES = ["fr", "en"];
const texts = {};
let current = "fr";
let zone = "Europe/Paris";

/** Load both: what is said to a guest always stands there in French and English. */
export async function loadTexts() {
  await Promise.all(LANGUAGES.map(async (name) => {
    texts[name] = await (await fetch(new URL(`./text.${name}.json`, import.meta.url))).json();
  }));
}

export const language = () => current;

export function speak(name) {
  current = LANGUAGES.includes(name) ? name : LANGUAGES[0];
  document.documentElement.lang = current;
}

/** Times are told as they are where the event is. */
export function setZone(name) {
  zone = name || zone;
}

/** The text of that key, its gaps filled; undefined where there is none. */
export function find(key, gaps = {}, name = current) {
  return texts[name][key]?.replace(/\{(\w+)\}/g, (whole, gap) => gaps[gap] ?? whole);
}

export function t(key, gaps, name) {
  return find(key, gaps, name) ?? key;
}

/** One or many: “key.one” stands for 1. */
export const plural = (key, n) => t(n === 1 ? `${key}.one` : key, { n: number(n) });

export const number = (n) => new Intl.NumberFormat(current).format(n);

/** An organiser's text: {fr: …, en: …} or plain. */
export function pick(text, name = current) {
  if (text === null || typeof text !== "object") return text ?? "";
  return text[name] || text.fr || Object.values(text)[0] || "";
}

/** « 9 h 12 », “9:12”. */
export function time(at, name = current) {
  const options = { hour: "numeric", minute: "2-digit", hourCycle: "h23", timeZone: zone };
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en-GB", options).formatToParts(at).map((part) => [part.type, part.value]));
  const hour = String(Number(parts.hour));
  return name === "fr" ? `${hour}\u00a0h\u00a0${parts.minute}` : `${hour}:${parts.minute}`;
}

/** « 16 mars », “16 March”. */
export function day(at, name = current) {
  return new Intl.DateTimeFormat(name === "en" ? "en-GB" : name, { day: "numeric", month: "long", timeZone: zone }).format(at).replace(" ", "\u00a0");
}

/** A stretch of time in words: {key} is "age" (of a copy) or "for". */
export function lasting(milliseconds, key = "for") {
  const seconds = Math.floor(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return key === "age" ? t("age.now") : t("for.seconds", { n: seconds });
  if (minutes < 60) return t(`${key}.minutes`, { n: minutes });
  return t(`${key}.hours`, { h: Math.floor(minutes / 60), m: String(minutes % 60).padStart(2, "0") });
}
