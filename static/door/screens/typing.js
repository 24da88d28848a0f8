// Type a code that no camera reads. A reference is the lead's affair: others send to the desk.

import { button, complaint, element, field } from "../dom.js";
import { t } from "../language.js";
import { read } from "../reading.js";
import { sheet } from "./sheet.js";

export function typingSheet(app) {
  const { input, row } = field(t("type.field"), "code", { "data-first": true, autocapitalize: "characters", enterkeyhint: "go", class: "code" });
  const said = complaint();
  const submit = (event) => {
    event.preventDefault();
    const { kind } = read(input.value);
    if (kind === "code") app.scanned(input.value);
    else said.textContent = t({ reference: "type.desk", mistyped: "search.mistyped" }[kind] ?? "type.not_code");
  };
  return sheet(app, t("type.title"), element("form", { onsubmit: submit, novalidate: true },
    row, element("p", { class: "hint" }, t("type.hint")), said, button(t("type.do"), () => {}, { kind: "primary", type: "submit" })));
}
