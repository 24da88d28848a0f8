// Elements without a template: element("p", {class: "name"}, "Anne", other).

const SVG = "http://www.w3.org/2000/svg";

/** Attributes by name; `on…` is a listener, false, null and undefined are left out, true is empty. */
export function element(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A button that says what happens. `sign` is drawn before its words. */
export function button(words, press, { kind = "", sign = null, after = null, ...more } = {}) {
  return element("button", { type: "button", class: `press ${kind}`, onclick: press, ...more }, sign, element("span", {}, words), after);
}

/** A field with its label; `more` are attributes of the input. */
export function field(label, name, more = {}) {
  const id = `field-${name}`;
  const input = element("input", { id, name, type: "text", autocomplete: "off", spellcheck: "false", ...more });
  return { input, row: element("p", { class: "field" }, element("label", { for: id }, label), input) };
}

/** One of several, as large rows. `options`: [value, label …]. */
export function choice(legend, name, options, chosen = null) {
  const rows = options.map(([value, ...label]) => element("label", { class: "option" },
    element("input", { type: "radio", name, value, checked: value === chosen }), ...label));
  return element("fieldset", { class: "choice" }, element("legend", {}, legend), rows);
}

/** Where a form says what is missing; it is read out. */
export const complaint = () => element("p", { class: "complaint", role: "alert" });
