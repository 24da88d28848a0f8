// The list by keyboard: arrows go from person to person, Enter opens (a name is a link), x ticks the person
// where the focus is. No key does anything while the focus is elsewhere.

const rows = document.querySelector(".people-rows tbody");
const TO = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" };

function go(row, event) {
  const name = row?.querySelector("th a");
  if (!name) return;
  event.preventDefault();
  name.focus();
}

rows?.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const row = event.target.closest("tr");
  if (event.key in TO) go(row[TO[event.key]], event);
  else if (event.key === "x") row.querySelector(".tick")?.click();
});

document.querySelector("#q")?.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") go(rows?.firstElementChild, event);
});
