// Keeps the app on the phone: the shell of one version, whole or not at all. Data is none of its business.
// The answer begins with a line that says SHELL = {version, files}.

const CACHE = `door-${SHELL.version}`;

addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(SHELL.files)));
});

addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => clients.claim()));
});

/** A newer version waits until somebody asks it in: nobody is interrupted at the door. */
addEventListener("message", ({ data }) => {
  if (data === "take over") skipWaiting();
});

addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  const page = event.request.mode === "navigate" && pathname === "/door";
  if (event.request.method === "GET" && (page || SHELL.files.includes(pathname))) {
    event.respondWith(fromCache(page ? "/door" : event.request));
  }
});

async function fromCache(request) {
  const cache = await caches.open(CACHE);
  return await cache.match(request) ?? fetch(request);
}

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("door-") && name !== CACHE).map((name) => caches.delete(name)));
}
