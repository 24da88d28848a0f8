// A part of the page that follows what happens elsewhere: fetched again and again, exchanged where it is another.
// Nothing changes under somebody's finger: while the focus is inside, or the page is hidden, it waits.

const EVERY = 10_000;
const parts = document.querySelectorAll("[data-watch]");

async function look() {
  if (document.hidden) return;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (answer.redirected || !answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const { id } of parts) exchange(document.getElementById(id), page.getElementById(id));
}

function exchange(here, there) {
  if (there && here.innerHTML !== there.innerHTML && !here.contains(document.activeElement)) here.replaceWith(there);
}

setInterval(() => look().catch(() => {}), EVERY);
