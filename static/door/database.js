// What the phone keeps, in IndexedDB: few stores, short transactions, promises.
//
// kept    what there is one of, by name: device, epoch, cursor, event, lanes, settings …
// people  the copy, by id
// facts   the queue, by uuid: never dropped before the wipe

const STORES = { kept: null, people: "id", facts: "uuid" };

export async function openDatabase(name = "door") {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    for (const [store, keyPath] of Object.entries(STORES)) {
      if (!request.result.objectStoreNames.contains(store)) request.result.createObjectStore(store, keyPath ? { keyPath } : {});
    }
  };
  return new Database(await done(request));
}

class Database {
  constructor(connection) {
    this.connection = connection;
    this.trouble = null; // why the last write failed: no_room, not_written
  }

  get(store, key) {
    return done(this.connection.transaction(store).objectStore(store).get(key));
  }

  all(store) {
    return done(this.connection.transaction(store).objectStore(store).getAll());
  }

  /** All of `kept` as one object. */
  async kept() {
    const store = this.connection.transaction("kept").objectStore("kept");
    const [names, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
    return Object.fromEntries(names.map((name, place) => [name, values[place]]));
  }

  keep(name, value) {
    return this.write(["kept"], ({ kept }) => kept.put(value, name));
  }

  /** One transaction: `work` gets the stores by name. Resolves once all of it is on the disc. */
  async write(names, work) {
    try {
      await this.transact(names, work);
      this.trouble = null;
    } catch (error) {
      this.trouble = error?.name === "QuotaExceededError" ? "no_room" : "not_written";
      throw error;
    }
  }

  transact(names, work) {
    const transaction = this.connection.transaction(names, "readwrite", { durability: "strict" });
    work(Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)])));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error); // each error that matters ends in this
    });
  }

  /** Forget everything but the settings of the app, such as its language. */
  wipe() {
    return this.write(Object.keys(STORES), (stores) => {
      const settings = stores.kept.get("settings");
      settings.onsuccess = () => {
        for (const store of Object.values(stores)) store.clear();
        if (settings.result) stores.kept.put(settings.result, "settings");
      };
    });
  }
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
