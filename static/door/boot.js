// The first lines that run: texts, one tab at a time, what was kept, then the app.

import { App } from "./app.js";
import { button, element } from "./dom.js";
import { loadTexts, speak, t } from "./language.js";
import { Phone } from "./phone.js";

const root = document.getElementById("main");

async function boot(mine = alone()) {
  await loadTexts();
  speak(document.documentElement.lang);
  if (!isSecureContext) return say("trouble.insecure", element("a", { class: "press primary", href: root.dataset.desk }, t("trouble.desk")));
  if (!await mine) return say("trouble.elsewhere", button(t("trouble.here"), takeOver, { kind: "primary" }));
  const phone = await Phone.wake();
  if (phone.wiping() === "wipe") await phone.database.wipe().then(() => location.reload());
  speak(phone.kept.settings.language ?? document.documentElement.lang);
  const app = new App(phone, root);
  globalThis.door = app;
  app.start();
  app.lock();
  navigator.storage?.persist?.();
  await keepShell(app);
}

function say(key, action) {
  root.replaceChildren(element("section", { class: "sheet" }, element("h1", {}, t("app.title")), element("p", { class: "lead" }, t(key)), action));
}

/** One tab writes. Whether it is this one; the lock is held for as long as the tab lives. */
function alone(options = { ifAvailable: true }) {
  if (!navigator.locks) return true;
  return new Promise((resolve) => {
    navigator.locks.request("door", options, (lock) => {
      resolve(Boolean(lock));
      return lock && new Promise(() => {});
    }).catch(() => location.reload()); // another tab took over
  });
}

async function takeOver() {
  await boot(alone({ steal: true }));
}

/** The service worker keeps the app for a day without network; a newer version waits to be asked in. */
async function keepShell(app) {
  const registration = await navigator.serviceWorker?.register("/door/sw.js", { scope: "/door" }).catch(() => null);
  if (!registration) return;
  const offer = (worker) => {
    app.update = () => worker.postMessage("take over");
    if (app.wanted) app.update();
    app.redraw();
  };
  const watch = (worker) => worker?.addEventListener("statechange", () =>
    worker.state === "installed" && navigator.serviceWorker.controller && offer(worker));
  if (registration.waiting) offer(registration.waiting);
  registration.addEventListener("updatefound", () => watch(registration.installing));
  let controlled = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => controlled ? location.reload() : (controlled = true));
  /** Whether there is a newer version: one that waits, or is on its way here. */
  app.lookForUpdate = async () => {
    const { installing, waiting } = await registration.update().catch(() => registration);
    return Boolean(installing ?? waiting);
  };
  setInterval(app.lookForUpdate, 15 * 60_000);
}

boot().catch((error) => {
  console.error(error);
  say("trouble.not_opened", button(t("trouble.reload"), () => location.reload(), { kind: "primary" }));
});
