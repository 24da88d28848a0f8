// Long work on the server: the part of the page that says how far it is follows it until it ends.

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
    update(here, new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(here.id));
    wait = EVERY;
  } catch {
    wait = Math.min(wait * 2, SLOWEST);
  }
  setTimeout(follow, wait);
}

// While it goes on only the bar and its figures change, so that focus stays on the button.
function update(here, there) {
  if (!there?.hasAttribute("data-live")) return there ? here.replaceWith(there) : location.reload();
  const [bar, news] = [here, there].map((part) => part.querySelector("progress"));
  bar.value = news.value;
  bar.max = news.max;
  bar.nextElementSibling.replaceWith(news.nextElementSibling);
}

setTimeout(follow, wait);
