// What is being written, a mail or a badge: its preview follows, a moment after the last key.

const PAUSE = 400;
const form = document.getElementById("preview").closest("form");
let waiting, asked;

form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(draw, PAUSE);
});

async function draw() {
  asked?.abort();
  asked = new AbortController();
  const body = new FormData(form);
  body.set("do", "preview");
  try {
    const answer = await fetch(form.action, { method: "POST", body, signal: asked.signal });
    if (!answer.ok || answer.redirected) return; // the button says why
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const drawn = page.getElementById("preview");
    if (drawn) document.getElementById("preview").replaceWith(drawn);
  } catch (error) {
    if (error.name !== "AbortError") console.warn(error); // no network: the last preview stays
  }
}
