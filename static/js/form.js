// Forms: focus goes to what is wrong; a sent form says so and keeps its button's width.

const summary = document.querySelector(".error-summary");
summary?.focus();

if (document.querySelector("[data-if]")) import("./conditions.js");
if (document.querySelector("[data-most]")) import("./files.js");
if (document.querySelector("[data-propose]")) import("./combobox.js");
if (document.querySelector("[data-recognise]")) import("./recognition.js");

for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", ({ submitter }) => {
    if (!submitter?.dataset.busy) return;
    submitter.style.minWidth = `${submitter.offsetWidth}px`;
    submitter.dataset.label = submitter.textContent;
    submitter.textContent = submitter.dataset.busy;
  });
}

// Coming back with the browser's button shows the page as it was left.
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  for (const button of document.querySelectorAll("[data-label]")) button.textContent = button.dataset.label;
});
