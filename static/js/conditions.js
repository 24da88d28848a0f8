// A question that another answer leads to shows as soon as that answer is given. Without JavaScript it
// comes back with the page. What is hidden is disabled: it is neither sent nor leads anywhere.

const dependants = [...document.querySelectorAll("[data-if]")].map((element) => [element, Object.entries(JSON.parse(element.dataset.if))]);

const chosen = (form, name) =>
  [...form.querySelectorAll(`[name="${name}"]:checked:enabled`)].map((control) => control.value);

function follow() {
  for (const [element, conditions] of dependants) {
    const leads = conditions.every(([name, values]) => chosen(element.form, name).some((value) => values.includes(value)));
    element.hidden = element.disabled = !leads;
  }
}

addEventListener("change", follow);
addEventListener("pageshow", follow);
follow();
