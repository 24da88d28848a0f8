// A verdict in words: the sign's word, the reason for staff, one sentence to say to the guest.

import { day, find, LANGUAGES, pick, t, time } from "./language.js";

export function word({ verdict, signal }) {
  return t(verdict.code === "ok_exit" ? "word.leaving" : `word.${signal}`);
}

/** Why, for staff; undefined where there is nothing to explain. `copy` knows lanes and operators. */
export function reason({ verdict }, copy) {
  return sentence("reason", verdict, gaps(verdict, copy));
}

/** Verdicts for somebody who may not have their badge yet. */
const COMES = new Set(["ok", "ok_notice", "ok_override", "ok_unlisted"]);

/** What to say, as [language, text], French first. */
export function say({ verdict, clear }, copy) {
  return LANGUAGES.map((name) => {
    const tray = COMES.has(verdict.code) && clear?.tray;
    if (tray) return [name, t("guest.tray", { tray: inSentence(pick(tray, name)) }, name)];
    return [name, sentence("guest", verdict, gaps(verdict, copy, name), name) ?? t("guest.ok", {}, name)];
  });
}

/** What else staff should know: VIP, note, where the badge lies, a stale badge. */
export function notices({ verdict, person, clear, corrected, kept, layout }, copy) {
  const told = [];
  if (!kept) told.push(t("notice.not_kept"));
  if (corrected) told.push(t("notice.corrected"));
  if (layout) told.push(t("notice.layout", { layout }));
  if (!clear) return told;
  const vip = clear.notices?.includes("vip"), host = verdict.code !== "ok_exit" && hostOf(person, vip, copy.event?.hosts);
  if (vip) told.push(host ? t("notice.vip_host", { host }) : t("notice.vip"));
  else if (host) told.push(t("notice.host", { host }));
  if (clear.note) told.push(clear.note);
  if (clear.tray && verdict.code !== "ok_exit") told.push(t("notice.tray", { tray: inSentence(pick(clear.tray)) }));
  if (clear.stale) told.push(t("notice.reprint"));
  return told;
}

/** Who follows this arrival: of the person, of every VIP, of the category. */
function hostOf(person, vip, hosts) {
  return hosts?.people[person?.id] || (vip && hosts?.vip) || hosts?.categories[person?.category];
}

const PARTICLES = new Set("de du des la le les von van der den zu y da do dos di del della al el ben bin ibn ó mac mc".split(" "));

/** First name and surname as a screen shows them: a particle stays with its name, and a name is parted
 *  at its blanks alone. */
export function fullName({ first_name: first = "", last_name: last = "" }) {
  const words = `${first} ${last}`.trim().replaceAll("-", "\u2011").split(" ");
  return words.map((word) => word + (PARTICLES.has(word.toLowerCase()) ? "\u00a0" : " ")).join("").trim();
}

/** “Lane A” inside a sentence: “lane A”; an abbreviation stays as it is. */
export function inSentence(label) {
  return /^\p{Lu}\p{Ll}/u.test(label) ? label[0].toLowerCase() + label.slice(1) : label;
}

function sentence(kind, { code, parameters }, found, name) {
  const variant = code === "already_in" ? (!parameters.sure ? "unsure" : found.operator ? "by" : "")
    : code === "ok_override" ? (found.operator ? "by" : "") : parameters.why ?? parameters.status ?? "";
  return find(`${kind}.${code}.${variant}`, found, name) ?? find(`${kind}.${code}`, found, name);
}

function gaps({ code, parameters }, copy, name) {
  const at = parameters.at ?? parameters.opens ?? parameters.closes;
  return {
    ...parameters,
    ...(at != null && { time: time(at, name), day: day(at, name) }),
    lane: inSentence(pick(copy.lane(parameters.lane)?.name ?? "", name)),
    operator: copy.operator(code === "ok_override" ? parameters.who : parameters.operator)?.name ?? null,
  };
}
