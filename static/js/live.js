// The dashboard on the day: asks every few seconds whether anything happened, and shows it.

const EVERY = 5000;
const SLOWEST = 60000;
let wait = EVERY;
let known = "";

async function follow() {
  const board = document.getElementById("board");
  if (!document.hidden) {
    try {
      const headers = { Accept: "application/json", ...(known && { "If-None-Match": known }) };
      const answer = await fetch(board.dataset.live, { headers, cache: "no-store" });
      if (answer.redirected) return location.reload(); // signed out meanwhile
      if (answer.status !== 304) {
        if (!answer.ok) throw new Error(answer.status);
        show(board, (await answer.json()).html);
        known = answer.headers.get("ETag") ?? "";
      }
      wait = EVERY;
    } catch {
      wait = Math.min(wait * 2, SLOWEST);
    }
  }
  setTimeout(follow, wait);
}

// Whoever reads the table behind the chart, or stands on a button with the keyboard, stays there.
function show(board, html) {
  const open = board.querySelector("details")?.open;
  const focused = [...board.querySelectorAll("a, summary, button")].indexOf(document.activeElement);
  board.innerHTML = html;
  if (open) board.querySelector("details")?.setAttribute("open", "");
  if (focused >= 0) board.querySelectorAll("a, summary, button")[focused]?.focus({ preventScroll: true });
}

setTimeout(follow, wait);
