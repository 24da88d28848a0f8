// Forms: focus goes to what is wrong; a double click sends once; a sent form says so and keeps its button's width.

/** Milliseconds within which the same button pressed again is the same press. */
const TWICE = 1_000;

const summary = document.querySelector(".error-summary");
summary?.focus();

if (document.querySelector("[data-if]")) import("./conditions.js");
if (document.querySelector("[data-most]")) import("./files.js");
if (document.querySelector("[data-propose]")) import("./combobox.js");
if (document.querySelector("[data-recognise]")) import("./recognition.js");

// Heard above all forms, because the end of long work brings new ones.
let last = { submitter: null, timeStamp: -TWICE };
document.addEventListener("submit", (event) => {
  const { submitter, timeStamp } = event;
  if (event.target.method !== "post") return;
  if (submitter === last.submitter && timeStamp - last.timeStamp < TWICE) return event.preventDefault();
  last = { submitter, timeStamp };
  if (!submitter?.dataset.busy) return;
  submitter.style.minWidth = `${submitter.offsetWidth}px`;
  submitter.dataset.label = submitter.textContent;
  submitter.textContent = submitter.dataset.busy;
});

// Coming back with the browser's button shows the page as it was left.
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  for (const button of document.querySelectorAll("[data-label]")) button.textContent = button.dataset.label;
});
