// Who scans: a name on each scan, changed without signing out; four digits after a rest.

import { button, complaint, element, field } from "../dom.js";
import { lasting, t } from "../language.js";
import { isPin } from "../pin.js";
import { rows, sheet } from "./sheet.js";

const FREE_TRIES = 5;
const PAUSE = 30_000;

export function operatorSheet(app) {
  const all = app.phone.copy.crew().map((operator) => [null, operator.name, () => choose(app, operator)]);
  return sheet(app, t("operator.title"), rows([...all, [null, t("operator.none"), () => app.setOperator(null), element("small", {}, t("operator.none_hint"))]]));
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
    const rests = app.pinFrom - performance.now();
    if (rests > 0) said.textContent = t("operator.wait", { time: lasting(rests + 999) });
    else if (await isPin(input.value, operator.pin)) return done();
    else said.textContent = wrong(app);
    input.value = "";
  };
  const screen = sheet(app, t("operator.rest"), element("form", { onsubmit: submit, novalidate: true }, row, said,
    button(t("operator.go"), () => {}, { kind: "primary", type: "submit" })),
  button(t("menu.operator"), () => app.openOperators(), { kind: "link" }));
  if (app.locked) screen.querySelector(".back").remove();
  return screen;
}

/** Ten thousand codes are soon tried by fingers: after five wrong ones each waits. */
function wrong(app) {
  app.wrongPins += 1;
  if (app.wrongPins >= FREE_TRIES) app.pinFrom = performance.now() + PAUSE;
  return t("operator.wrong");
}
