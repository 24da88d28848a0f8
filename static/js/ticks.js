// The list: says how many are ticked; a click with Shift ticks all between; ticking one leaves “all of the view”.

const form = document.querySelector("#bulk");
const boxes = [...document.querySelectorAll("input.tick[form=bulk]")];
const text = form?.querySelector("b");
let last = null;

function tell() {
  const number = boxes.filter((box) => box.checked).length;
  text.textContent = form.dataset.ticked.replace("…", number);
}

for (const box of boxes) {
  box.addEventListener("click", ({ shiftKey }) => {
    if (shiftKey && last) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
      for (const each of boxes.slice(from, to + 1)) each.checked = box.checked;
    }
    last = box;
    form.querySelector("[name=all]")?.remove();
    tell();
  });
}

if (form && !form.querySelector("[name=all]")) tell();
