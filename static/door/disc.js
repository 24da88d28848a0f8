// What is known here, onto the disc. One that refuses stops nobody: what it missed is written whole with the next
// answer, for a later piece alone would leave a hole in the copy.

export class Disc {
  /** `everything()` gives all that is known, in the shape of what `take` gets. */
  constructor(database, everything) {
    Object.assign(this, { database, everything });
    this.behind = false; // whether it lacks something
  }

  /** Why it took nothing the last time (no_room, not_written), or null. */
  get trouble() {
    return this.database.trouble;
  }

  async keep(values) {
    await this.database.write(["kept"], ({ kept }) => {
      for (const [name, value] of Object.entries(values)) kept.put(value, name);
    }).catch(() => { this.behind = true; });
  }

  /** What came: {kept, facts, fromNothing, people, gone}. Gives the facts that are on it now. */
  async take(came) {
    const { kept, facts, fromNothing, people, gone } = this.behind ? this.everything() : came;
    this.behind = await this.database.write(["kept", "people", "facts"], (stores) => {
      for (const [name, value] of Object.entries(kept)) stores.kept.put(value, name);
      if (fromNothing) stores.people.clear();
      for (const id of gone) stores.people.delete(id);
      for (const person of people) stores.people.put(person);
      for (const fact of facts) stores.facts.put(fact);
    }).then(() => false, () => true);
    return this.behind ? [] : facts;
  }
}
