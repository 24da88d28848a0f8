// A reason in one tap: for letting in all the same, and for undoing a scan that is long past.

import { button, choice, complaint, element, field } from "../dom.js";
import { t } from "../language.js";
import { sheet } from "./sheet.js";

const REASONS = { override: ["speaker", "known", "badge", "same"], undo: ["mistake", "left"] };

/** `kind`: override or undo; `done(why)` gets the reason as it is recorded. */
export function whySheet(app, kind, who, done) {
  const missing = complaint();
  const options = REASONS[kind].map((name) => [t(`${kind}.${name}`), element("span", {}, t(`${kind}.${name}`))]);
  const other = field(t("override.other"), "why-other", { maxlength: 80 });
  const submit = (event) => {
    event.preventDefault();
    const why = other.input.value.trim() || new FormData(event.target).get("why");
    if (why) done(why);
    else missing.textContent = t("override.need");
  };
  return sheet(app, t(`${kind}.title`), who && element("p", { class: "who" }, who),
    element("form", { onsubmit: submit, novalidate: true }, choice(t(`${kind}.why`), "why", options), other.row, missing,
      button(t(`${kind}.do`), () => {}, { kind: "primary", type: "submit" })));
}
