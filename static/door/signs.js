// What is drawn: the three signs of a verdict, small ones beside words, and the shapes of categories.

import { element, svg } from "./dom.js";
import { pick } from "./language.js";

const FACES = {
  accept: [["circle", { cx: 56, cy: 56, r: 56, fill: "#FFFFFF" }],
    ["path", { d: "m31 58 17 17 33-37", fill: "none", stroke: "#0A6EBD", "stroke-width": 11 }]],
  attention: [["path", { d: "M56 2 111 104H1z", fill: "#0E1B24" }], ["path", { d: "M49 40h14v32H49zm0 40h14v14H49z", fill: "#FFD54F" }]],
  refuse: [["path", { d: "M33 0h46l33 33v46l-33 33H33L0 79V33z", fill: "#FFFFFF" }],
    ["path", { d: "m38 38 36 36M74 38 38 74", fill: "none", stroke: "#8B0000", "stroke-width": 14 }]],
};

/** The disc, the triangle or the octagon. */
export function face(signal) {
  return drawing(112, 112, FACES[signal].map(([tag, attributes]) => svg(tag, attributes)));
}

const LINES = {
  check: "m4.5 12.5 5 5L19.5 7", arrow: "M4 12h16m-6-6 6 6-6 6", undo: "M4 9h10a5.5 5.5 0 0 1 0 11H8M8 4.5 3.5 9 8 13.5",
  search: "M15.5 15.5 21 21M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z", menu: "M3 6h18M3 12h18M3 18h18", back: "m14 5-7 7 7 7",
  person: "M10 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM3 21c0-4 3-6 7-6 1.5 0 3 .3 4 .9M19 15v6m-3-3h6", keys: "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M8 14h8",
  torch: "M8 3h8v4l-2 3v11h-4V10L8 7zM8 7h8M12 13v2", lock: "M6 11h12v9H6zM9 11V7.5a3 3 0 0 1 6 0V11", download: "M12 4v11m-5-5 5 5 5-5M4.5 20h15",
  warn: "M12 3.500 22 20.500H2zM12 10v5M12 17.500h.01", away: "M3 3l18 18M4 10a12 12 0 0 1 4-2.500M20 10a12 12 0 0 0-8.500-3.200M7.500 14a6.500 6.500 0 0 1 4.500-2M12 18h.01", phone: "M7 3h10v18H7zM11 18h2", call: "M6 3h4l1.500 5-2.500 2a12 12 0 0 0 5 5l2-2.500 5 1.500v4c-9 1.500-16.500-6-15-15z",
};

export function sign(name) {
  return drawing(24, 24, [svg("path", { d: LINES[name], fill: "none", stroke: "currentColor", "stroke-width": 2 })], "sign");
}

// As templates/components/category.html draws them.
const SHAPES = {
  "circle": "M9 2a7 7 0 1 1 0 14A7 7 0 0 1 9 2z",
  "triangle-up": "M9 1.8 17 15.6H1z",
  "square": "M3 3h12v12H3z",
  "diamond": "M9 .8 17.2 9 9 17.2.8 9z",
  "star": "M9 0.9 11.2 6.5 17.2 6.8 12.5 10.6 14.1 16.5 9 13.2 3.9 16.5 5.5 10.6 0.8 6.8 6.8 6.5z",
  "ring": "M9 1.7a7.3 7.3 0 1 1 0 14.6A7.3 7.3 0 0 1 9 1.7zM9 5.8a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4z",
  "plus": "M6.3 1.8h5.4v4.5h4.5v5.4h-4.5v4.5H6.3v-4.5H1.8V6.3h4.5z",
  "triangle-down": "M9 16.2 1 2.4h16z",
  "cross": "m4.3 1 4.7 4.7L13.7 1 17 4.3 12.3 9l4.7 4.7-3.3 3.3L9 12.3 4.3 17 1 13.7 5.7 9 1 4.3z",
  "pentagon": "m9 1.2 8.1 5.9-3.1 9.5H4L.9 7.1z",
};

/** A category by its shape, in its colour, and its word. */
export function categoryMark(category, size = 18) {
  const shape = svg("path", { d: SHAPES[category.shape] ?? SHAPES.circle, fill: category.band, "fill-rule": "evenodd", stroke: "#0E1B24", "stroke-width": 1.15 });
  return [drawing(18, size, [shape], "shape"), element("b", {}, pick(category.label))];
}

function drawing(box, size, children, kind = null) {
  return svg("svg", { viewBox: `0 0 ${box} ${box}`, width: size, height: size, class: kind, "aria-hidden": "true", focusable: "false" }, children);
}
