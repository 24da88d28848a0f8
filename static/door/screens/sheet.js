// A white page over the door: a title, the way back, and what it is about.

import { element } from "../dom.js";
import { t } from "../language.js";
import { sign } from "../signs.js";

export function sheet(app, title, ...content) {
  const back = element("button", { type: "button", class: "back", onclick: () => app.close() }, sign("back"), element("span", {}, t("menu.back")));
  return element("section", { class: "sheet" }, back, element("h1", { tabindex: "-1" }, title), ...content.filter(Boolean));
}

/** Rows to press: [sign, words, act, more …]; rows without act are left out. */
export function rows(list) {
  return element("ul", { class: "rows" }, list.filter(Boolean).map(([drawn, words, act, ...more]) => element("li", {},
    element("button", { type: "button", onclick: act }, drawn, element("span", {}, words, ...more)))));
}
