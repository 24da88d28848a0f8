// Long work on the server: the part of the page that says how far it is follows it; its end changes the whole page.

const EVERY = 1000;
const SLOWEST = 15000;
let wait = EVERY;

async function follow() {
  const here = document.querySelector("[data-live]");
  if (!here) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (answer.redirected) return location.reload(); // signed out meanwhile
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const there = page.querySelector("[data-live]");
    if (!there) return showEnd(page);
    update(here, there);
    wait = EVERY;
  } catch {
    wait = Math.min(wait * 2, SLOWEST);
  }
  setTimeout(follow, wait);
}

// While it goes on only the bar and its figures change, so that focus stays on the button.
function update(here, there) {
  const [bar, news] = [here, there].map((part) => part.querySelector("progress"));
  bar.value = news.value;
  bar.max = news.max;
  bar.nextElementSibling.replaceWith(news.nextElementSibling);
}

// What came of it stands above and below, too. Whoever was reading is told so by the focus; whoever is at the
// navigation stays there.
function showEnd(page) {
  const main = document.querySelector("main");
  const reads = document.activeElement === document.body || main.contains(document.activeElement);
  main.replaceChildren(...page.querySelector("main").childNodes);
  if (reads) main.focus({ preventScroll: true });
}

setTimeout(follow, wait);
