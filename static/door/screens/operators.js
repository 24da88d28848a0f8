// Who scans: a name on each scan, changed without signing out; four digits after a rest.

import { button, complaint, element, field } from "../dom.js";
import { t } from "../language.js";
import { isPin } from "../pin.js";
import { rows, sheet } from "./sheet.js";

export function operatorSheet(app) {
  const all = app.phone.copy.crew().map((operator) => [null, operator.name, () => choose(app, operator)]);
  return sheet(app, t("operator.title"), rows([...all, [null, t("operator.none"), () => app.setOperator(null)]]));
}

function choose(app, operator) {
  if (operator.pin) app.open(pinSheet(app, operator, () => app.setOperator(operator.id)));
  else app.setOperator(operator.id);
}

/** The four digits of `operator`; `done` once they are right. */
export function pinSheet(app, operator, done) {
  const { input, row } = field(t("operator.pin", { name: operator.name }), "pin", { "data-first": true, type: "password", inputmode: "numeric", maxlength: 4, class: "code" });
  const said = complaint();
  const submit = async (event) => {
    event.preventDefault();
    if (await isPin(input.value, operator.pin)) return done();
    said.textContent = t("operator.wrong");
    input.value = "";
  };
  return sheet(app, t("operator.rest"), element("form", { onsubmit: submit, novalidate: true }, row, said,
    button(t("operator.go"), () => {}, { kind: "primary", type: "submit" })),
  button(t("menu.operator"), () => app.openOperators(), { kind: "link" }));
}
