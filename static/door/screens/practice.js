// Practice: made-up badges, to be tapped or printed and scanned; every kind of answer, nothing recorded.

import { button, element } from "../dom.js";
import { t } from "../language.js";
import { fullName } from "../wording.js";
import { sign } from "../signs.js";
import { rows, sheet } from "./sheet.js";

export function practiceSheet(app) {
  const shown = app.phone.badges.map((badge) => [sign("person"), nameOf(badge), () => app.scanned(badge.code), element("small", {}, t(`practice.${badge.kind}`))]);
  return sheet(app, t("practice.title"), element("p", { class: "lead" }, t("practice.lead")), rows(shown),
    button(t("practice.end"), () => app.practice.end(), { kind: "secondary" }));
}

const nameOf = (badge) => badge.status ? fullName(badge) : t(`practice.${badge.kind}.name`);
