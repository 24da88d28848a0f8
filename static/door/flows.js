// What happens with a guest, from the scanned text to the screen; one after the other, never two at once.

import { read } from "./reading.js";
import { t } from "./language.js";
import { passes } from "./standing.js";
import { signal } from "./verdict.js";
import { fullName } from "./wording.js";
import { personSheet } from "./screens/search.js";
import { UNDO_WITHIN, verdictScreen } from "./screens/verdict.js";
import { whySheet } from "./screens/why.js";

/** Milliseconds after which a lead says why a scan is undone. */
const WHY_AFTER = 120_000;
const REMEMBERED = 30;

export class Flows {
  constructor(app) {
    this.app = app;
    this.recent = [];
    this.line = Promise.resolve();
    this.shown = null; // the outcome on the screen
  }

  /** A text from camera, scanner or field. */
  scanned(text) {
    this.line = this.line.then(() => this.take(text)).catch((error) => console.error(error));
    return this.line;
  }

  async take(text) {
    const { app } = this;
    const reading = read(text);
    if (app.capturing) return app.capturing.take(text, reading);
    await app.practice.endsAt(reading);
    if (this !== app.flows) return app.flows.take(text);
    if (app.locked || reading.kind === "nothing" || !app.phone.place().point) return;
    const { door, copy } = app.phone;
    const lead = app.phone.place().role === "lead";
    const person = reading.kind === "reference" && lead ? copy.byReference(reading.text) : null;
    if (person) return app.open(personSheet(app, person, "reference"));
    const outcome = await door.showCode(reading.kind === "code" ? reading.text : null, text);
    this.present(Object.assign(outcome, { layout: reading.layout }));
  }

  present(outcome) {
    this.app.sound.say(outcome.signal);
    this.shown = outcome;
    if (outcome.uuid) this.recent = [outcome, ...this.recent].slice(0, REMEMBERED);
    this.app.open(verdictScreen(this.app, outcome), "verdict");
  }

  async showPerson(person, how, more) {
    this.present(await this.app.phone.door.showPerson(person, how, more));
  }

  /** The server knew more while this scan is on the screen. */
  correct({ uuid, verdict, parameters }) {
    const outcome = this.recent.find((one) => one.uuid === uuid);
    if (!outcome || outcome.verdict.code === verdict) return;
    outcome.verdict = { code: verdict, parameters };
    Object.assign(outcome, { signal: signal(outcome.verdict), corrected: true });
    if (this.shown !== outcome) return;
    this.app.sound.say(outcome.signal);
    this.app.open(verdictScreen(this.app, outcome), "verdict");
  }

  /** A scan device takes back its own last scan for ten seconds; a lead any. */
  mayUndo(outcome) {
    if (!outcome.uuid || outcome.undone || !passes(outcome.verdict.code)) return false;
    if (this.app.phone.place().role === "lead") return true;
    return outcome === this.recent[0] && this.since(outcome) < UNDO_WITHIN;
  }

  since({ mono }) {
    return this.app.phone.clock.read().mono - mono;
  }

  undo(outcome) {
    if (!this.mayUndo(outcome)) return this.app.close();
    if (this.since(outcome) < WHY_AFTER) return this.undone(outcome, "");
    this.app.open(whySheet(this.app, "undo", this.nameOf(outcome), (why) => this.undone(outcome, why)));
  }

  async undone(outcome, why) {
    await this.app.phone.door.undo(outcome, why);
    this.app.close();
  }

  override(outcome) {
    this.app.open(whySheet(this.app, "override", outcome.clear && this.nameOf(outcome), async (why) => {
      this.present(await this.app.phone.door.override(outcome, why));
    }));
  }

  /** Somebody on the standby list: the lead's word and a blank badge. */
  letInWithBlank(person, how) {
    const { app } = this;
    app.open(whySheet(app, "override", fullName(person.clear), (why) => app.captureBlank(async (hash) => {
      const override = { who: app.phone.place().operator?.id ?? null, why };
      this.present(await app.phone.door.showPerson(person, how, { override, hash }));
    })));
  }

  async walkIn(fields, blank) {
    const finish = async (_hash, letters) => {
      this.present(await this.app.phone.door.walkIn(fields, letters));
    };
    if (blank) await finish(blank.hash, blank.letters);
    else this.app.captureBlank(finish);
  }

  nameOf({ clear }) {
    return clear ? fullName(clear) : t("ready.unnamed");
  }
}
