// The list: says how many are ticked; a click with Shift ticks all between; the box above ticks the page; ticking
// leaves “all of the view”.

const form = document.querySelector("#bulk");
const boxes = [...document.querySelectorAll("input.tick[form=bulk]")];
const text = form?.querySelector("b");
const mark = form?.querySelector(".bulk-mark");
const whole = Object.assign(document.createElement("input"), { type: "checkbox", className: "tick", ariaLabel: mark?.dataset.label });
let last = null;

function tell() {
  const number = boxes.filter((box) => box.checked).length;
  whole.checked = number === boxes.length;
  whole.indeterminate = number > 0 && !whole.checked;
  text.textContent = form.dataset.ticked.replace("…", number);
}

function choose() {
  form.querySelector("[name=all]")?.remove();
  tell();
}

mark?.replaceWith(whole);
whole.addEventListener("change", () => {
  for (const each of boxes) each.checked = whole.checked;
  choose();
});

for (const box of boxes) {
  box.addEventListener("click", ({ shiftKey }) => {
    if (shiftKey && last) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
      for (const each of boxes.slice(from, to + 1)) each.checked = box.checked;
    }
    last = box;
    choose();
  });
}

// Coming back with the browser's button ticks again who was ticked, after this has run; whoever was left out of “all
// of the view” stays left out.
addEventListener("pageshow", () => {
  if (!form) return;
  if (form.querySelector("[name=all]") && boxes.every((box) => box.checked)) whole.checked = true;
  else choose();
});
