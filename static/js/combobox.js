// A text field that proposes names while one types, after the combobox pattern of the ARIA guide
// (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/): what is typed stays unless a name is chosen.

const PAUSE = 150;
const FEWEST = 2;

for (const input of document.querySelectorAll("[data-propose]")) equip(input);

function equip(input) {
  const list = make("ul", { id: `${input.id}-names`, className: "proposals", role: "listbox", hidden: true });
  const said = make("p", { className: "visually-hidden", role: "status" });
  list.setAttribute("aria-label", labelOf(input));
  input.after(list, said);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off",
  })) input.setAttribute(name, value);
  hint(input);

  const known = new Map();
  let timer, at = -1, typed = 0;

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden) look();
    else if (step) move(step);
    else if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Enter" && at >= 0) choose(list.children[at]);
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // focus stays in the field
  list.addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    if (option) choose(option);
  });

  async function look() {
    const text = input.value.trim(), mine = ++typed;
    if (text.length < FEWEST) {
      close();
      return;
    }
    const answer = known.get(text) ?? (await ask(input.dataset.propose, { q: text }));
    if (!answer || mine !== typed || document.activeElement !== input) return;
    known.set(text, answer);
    show(answer.names.length === 1 && answer.names[0] === input.value ? { ...answer, names: [] } : answer);
  }

  function show(answer) {
    at = -1;
    list.replaceChildren(...answer.names.map((name, number) => {
      const option = make("li", { id: `${list.id}-${number}`, role: "option", textContent: name, dir: "auto" });
      option.setAttribute("aria-selected", "false");
      return option;
    }));
    said.textContent = answer.said;
    open(answer.names.length > 0);
  }

  function move(step) {
    list.children[at]?.setAttribute("aria-selected", "false");
    const places = list.children.length + 1; // one of them is the field itself
    at = ((at + 1 + step + places) % places) - 1;
    const option = list.children[at];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function choose(option) {
    input.value = option.textContent;
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function close() {
    typed++;
    at = -1;
    said.textContent = "";
    open(false);
  }

  function open(wide) {
    list.hidden = !wide;
    input.setAttribute("aria-expanded", String(wide));
    if (!wide) input.removeAttribute("aria-activedescendant");
  }
}

function labelOf(input) {
  return input.labels[0]?.firstChild.textContent.trim() ?? "";
}

// Without a script nothing is proposed, so only the script says that something is.
function hint(input) {
  const there = document.getElementById(`${input.id}-hint`);
  if (there && input.dataset.hint) there.textContent = `${input.dataset.hint} ${there.textContent}`;
}

function make(tag, what) {
  const { role, ...rest } = what;
  const element = Object.assign(document.createElement(tag), rest);
  if (role) element.setAttribute("role", role);
  return element;
}

export async function ask(address, what) {
  try {
    const answer = await fetch(`${address}?${new URLSearchParams(what)}`);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null; // without a network one types the name
  }
}
