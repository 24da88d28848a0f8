// What the domain of an address tells of the organisation: said below its name, or asked where several
// share the domain. Only the domain leaves the page.

import { ask } from "./combobox.js";

const box = document.querySelector("[data-recognise]");
const name = box.querySelector("[data-propose]");
const email = name.form.elements.namedItem("email");
const owners = box.querySelector(".owners");
const advice = box.querySelector("[aria-live]");

name.addEventListener("change", look);
email?.addEventListener("change", look);
owners.addEventListener("change", ({ target }) => {
  if (target.value) name.value = target.value;
  name.focus();
});
name.addEventListener("input", () => {
  for (const radio of owners.querySelectorAll("input")) radio.checked = false;
});

async function look() {
  const domain = email ? email.value.trim().split("@")[1] : box.dataset.domain;
  const told = domain && (await ask(box.dataset.recognise, { at: domain, typed: name.value }));
  show(told || { advice: null, question: null, names: [] });
}

function show({ advice: sentence, question, names }) {
  box.querySelector(".field > .advice")?.remove(); // what the server said before
  advice.querySelector("span").textContent = sentence ?? "";
  advice.classList.toggle("none", !sentence);
  owners.hidden = !question;
  owners.querySelector("legend").textContent = question ?? "";
  const another = box.querySelector("template").content;
  const choices = question ? [...names, ""] : [];
  owners.querySelector(".choices").replaceChildren(...choices.map((value, number) => choice(another, value, number)));
}

function choice(another, value, number) {
  const made = another.cloneNode(true);
  const radio = made.querySelector("input");
  radio.value = value;
  radio.id = `owner-${number + 1}`;
  if (value) made.querySelector("span").textContent = value;
  return made;
}
