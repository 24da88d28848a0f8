// Somebody on no list: three fields, one tap about photographs, a blank badge.

import { button, choice, complaint, element, field } from "../dom.js";
import { t } from "../language.js";
import { cleanLine } from "../text.js";
import { categoryMark } from "../signs.js";
import { sheet } from "./sheet.js";

/** What has to be there, and the words for it where it is not. */
const NEEDED = { last_name: "walk.last", organisation: "walk.organisation", category: "walk.category", photo: "walk.need_photo" };

/** `blank`: the outcome of a blank badge that was scanned already, or null. */
export function walkInSheet(app, blank = null) {
  const first = field(t("walk.first"), "first_name", { "data-first": true, autocapitalize: "words", maxlength: 80 });
  const last = field(t("walk.last"), "last_name", { autocapitalize: "words", maxlength: 80 });
  const organisation = field(t("walk.organisation"), "organisation", { maxlength: 120 });
  const email = field(t("walk.email"), "email", { type: "email", inputmode: "email", maxlength: 254 });
  const categories = app.phone.copy.categories.map((category) => [String(category.id), ...categoryMark(category)]);
  const given = blank?.shownAs.category;
  const missing = complaint();
  const submit = (event) => {
    event.preventDefault();
    const { fields, lacking } = readForm(new FormData(event.target));
    missing.textContent = lacking.length ? t("walk.need", { what: lacking.map((key) => t(key)).join(", ") }) : "";
    if (!lacking.length) app.walkIn(fields, blank);
  };
  return sheet(app, t("walk.title"), element("form", { onsubmit: submit, novalidate: true },
    element("div", { class: "two" }, first.row, last.row), organisation.row,
    choice(t("walk.category"), "category", categories, given && String(given)),
    choice(t("walk.photo"), "photo", [["yes", t("walk.yes")], ["no", t("walk.no")]]),
    email.row, element("p", { class: "hint" }, t("walk.privacy")), missing,
    button(t(blank ? "walk.do_blank" : "walk.do"), () => {}, { kind: "primary", type: "submit" })));
}

function readForm(data) {
  const text = (name) => cleanLine(data.get(name) ?? "");
  const fields = {
    first_name: text("first_name"), last_name: text("last_name"), organisation: text("organisation"),
    category: Number(data.get("category")) || null, photo: data.get("photo") && data.get("photo") === "yes",
    ...(text("email") && { email: text("email") }),
  };
  const lacking = Object.keys(NEEDED).filter((name) => fields[name] === null || fields[name] === "");
  return { fields, lacking: lacking.map((name) => NEEDED[name]) };
}
