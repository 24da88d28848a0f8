// Search, for the lead: any part of a name, an organisation or a reference; then the person.

import { showReference } from "../codes.js";
import { button, element, field } from "../dom.js";
import { number, pick, t, time } from "../language.js";
import { read } from "../reading.js";
import { findPeople, order } from "../searching.js";
import { categoryMark } from "../signs.js";
import { entry, standing } from "../standing.js";
import { fullName, inSentence } from "../wording.js";
import { sheet } from "./sheet.js";

const MOST = 20;
const WAITING = ["waitlisted", "pending", "unverified"];

export function searchSheet(app) {
  const results = element("div", { "aria-live": "polite" }, element("p", { class: "hint" }, t("search.hint")));
  const { input, row } = field(t("search.field"), "search", { type: "search", "data-first": true, enterkeyhint: "search", autocapitalize: "off" });
  input.addEventListener("input", () => results.replaceChildren(...found(app, input.value)));
  const submit = (event) => {
    event.preventDefault();
    const { kind } = read(input.value);
    if (kind === "code") app.scanned(input.value);
    else results.querySelector("button")?.focus();
  };
  return sheet(app, t("search.title"), element("form", { role: "search", onsubmit: submit }, row), results);
}

function found(app, typed) {
  const { kind, text } = read(typed);
  if (kind === "mistyped") return [element("p", { class: "hint" }, t("search.mistyped"))];
  const { copy } = app.phone;
  const people = kind === "reference" ? [copy.byReference(text)].filter(Boolean) : findPeople(copy.named(), typed);
  if (!people.length) return kind === "nothing" ? [element("p", { class: "hint" }, t("search.hint"))] : [element("p", { class: "hint" }, t("search.none"))];
  const more = people.length - MOST;
  return [list(app, people.slice(0, MOST)), more > 0 && element("p", { class: "hint" }, t("search.more", { n: number(more) }))].filter(Boolean);
}

const entryOf = (phone, person) => entry(standing(phone.door.passesOf(person), phone.place().point?.id));

/** `nth`: the place of each on the waiting list, by id. */
function list(app, people, nth = new Map()) {
  return element("ul", { class: "people" }, people.map((person) => element("li", {},
    element("button", { type: "button", onclick: () => app.open(personSheet(app, person)) }, ...summary(app, person, nth.get(person.id))))));
}

function summary(app, person, nth) {
  const { first_name: first, last_name: last, organisation } = person.clear;
  return [element("span", { class: "person" }, element("b", {}, last), ` ${first}`),
    element("span", { class: "organisation" }, organisation), element("span", { class: "state" }, state(app, person), nth && t("standby.nth", { n: number(nth) }))];
}

/** Where they are with us: in already, or why not yet. */
function state(app, person) {
  const first = entryOf(app.phone, person);
  if (!first) return t(`status.${person.status}`);
  return t("status.in", { time: time(first.at), lane: inSentence(pick(app.phone.copy.lane(first.lane)?.name ?? "")) });
}

export function personSheet(app, person, how = "search") {
  const { clear } = person;
  const category = app.phone.copy.category(person.category);
  const out = app.phone.place().lane?.direction === "out";
  const waits = WAITING.includes(person.status) && !out;
  return sheet(app, fullName(clear),
    element("p", { class: "organisation" }, clear.organisation),
    category && element("p", { class: "mark" }, categoryMark(category)),
    element("dl", { class: "facts" }, element("dt", {}, t("person.reference")), element("dd", { class: "code" }, clear.reference ? showReference(clear.reference.replace("-", "")) : "–"),
      element("dt", {}, state(app, person)), element("dd", {}, clear.note || "")),
    button(t(out ? "person.let_out" : "person.let_in"), () => app.showPerson(person, how), { kind: "primary" }),
    waits && button(t("person.blank"), () => app.letInWithBlank(person, how), { kind: "secondary" }));
}

/** Those who wait for a place, by rank; then those to be approved. */
export function standbySheet(app) {
  const { phone } = app;
  const people = phone.copy.named().filter((person) => WAITING.includes(person.status) && !entryOf(phone, person));
  people.sort((a, b) => WAITING.indexOf(a.status) - WAITING.indexOf(b.status)
    || (a.clear.rank ?? 0) - (b.clear.rank ?? 0) || order(a.clear.sort, b.clear.sort));
  const none = element("p", { class: "hint" }, t("standby.none"));
  return sheet(app, t("standby.title"), people.length ? element("p", { class: "hint" }, t("standby.hint")) : none, people.length && list(app, people, ranks(people)));
}

const ranks = (people) => new Map(people.filter(({ status }) => status === "waitlisted").map(({ id }, place) => [id, place + 1]));
