// Pair: read the organisers' code or type its letters; then two words on both screens, and waiting.

import { button, complaint, element, field } from "../dom.js";
import { t } from "../language.js";
import { sheet } from "./sheet.js";

const LETTERS = 8;

/** The pairing letters in what was scanned or typed: the address of the door with them after “#”. */
export function pairingLetters(text) {
  const letters = text.slice(text.indexOf("#") + 1).replace(/[\s-]/g, "").toUpperCase();
  return /^[A-Z]{8}$/.test(letters) ? letters : null;
}

export function pairingScreen(app) {
  const { input, row } = field(t("pair.field"), "pairing", { "data-first": true, autocapitalize: "characters", class: "code", enterkeyhint: "go", maxlength: LETTERS + 40, value: pairingLetters(location.hash) ?? "" });
  const said = complaint();
  const submit = async (event) => {
    event?.preventDefault();
    const letters = pairingLetters(input.value);
    said.textContent = letters ? "" : t("pair.short");
    if (letters) said.textContent = await app.pair(letters) ?? "";
  };
  const tab = !matchMedia("(display-mode: standalone)").matches && /iPhone|iPad/.test(navigator.userAgent);
  const screen = sheet(app, t("pair.title"), element("p", { class: "lead" }, t("pair.lead")),
    tab && element("p", { class: "notice" }, t("pair.tab")),
    app.camera && button(t("pair.camera"), () => app.scanPairing(), { kind: "primary" }),
    element("form", { onsubmit: submit, novalidate: true }, row, said, button(t("pair.do"), () => {}, { kind: "secondary", type: "submit" })),
    element("p", {}, button(t("menu.language"), () => app.switchLanguage(), { kind: "link" })));
  if (!app.phone.kept.device?.token) screen.querySelector(".back").remove();
  return screen;
}

export function waitingScreen(app, { words }) {
  const screen = sheet(app, t("pair.words"), element("p", { class: "words" }, words.join(" · ")),
    element("p", { class: "lead" }, t("pair.wait")), button(t("pair.cancel"), () => app.startAgain(), { kind: "secondary" }));
  screen.querySelector(".back").remove();
  return screen;
}
