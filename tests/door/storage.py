"""What somebody who finds the phone can read: all that the browser keeps for the door."""

from playwright.sync_api import Page

_EVERYTHING = """async () => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
  const databases = {};
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const stored = database.transaction(store).objectStore(store);
      databases[`${name}/${store}`] = await Promise.all([done(stored.getAllKeys()), done(stored.getAll())]);
    }
    database.close();
  }
  const cached = [];
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) cached.push(url);
  }
  return JSON.stringify([databases, { ...localStorage }, { ...sessionStorage }, document.cookie, cached]);
}"""


def everything(page: Page) -> str:
    """Every record of every store, and the addresses in the cache, as one text."""
    return page.evaluate(_EVERYTHING)
