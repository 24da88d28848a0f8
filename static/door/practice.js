// Practice: a phone with made-up people in the place of this one, which goes on sending what it has.

import { Flows } from "./flows.js";
import { PracticePhone } from "./practising.js";
import { practiceSheet } from "./screens/practice.js";

const STRANGE = ["unknown", "unreadable", "other_event"];

export class Practice {
  constructor(app) {
    this.app = app;
    this.real = null; // {phone, flows} that wait meanwhile
  }

  get on() { return this.real !== null; }

  /** This phone itself, practice or not. */
  get own() { return this.real?.phone ?? this.app.phone; }

  async begin() {
    const { app } = this;
    const phone = await PracticePhone.beside(app.phone);
    this.real = { phone: app.phone, flows: app.flows };
    app.exchange(phone, new Flows(app));
    this.show();
  }

  /** The made-up badges. */
  show() {
    this.app.open(practiceSheet(this.app));
  }

  end() {
    if (!this.on) return;
    this.app.exchange(this.real.phone, this.real.flows);
    this.real = null;
    this.app.close();
  }

  /** A badge that the phone's own copy knows is a guest before the door. */
  async endsAt(reading) {
    if (!this.on || reading.kind !== "code") return;
    const { code } = await this.own.door.identify(reading.text);
    if (!STRANGE.includes(code.kind)) this.end();
  }
}
