// On a phone the call follows the reader, once the first one has left the screen and until the last one comes.

const bar = document.querySelector(".sticky-call");
const seen = new Set();

const watch = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) isIntersecting ? seen.add(target) : seen.delete(target);
  bar.hidden = seen.size > 0;
});

if (bar) for (const call of document.querySelectorAll(".hero .primary, .call .primary")) watch.observe(call);
