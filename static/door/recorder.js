// Writes down what happened, in the shape that goes over the wire, and tells whoever waits to send it.

export class Recorder {
  /** `written` is called after each fact. */
  constructor({ queue, clock, appVersion, written }) {
    Object.assign(this, { queue, clock, appVersion, written });
  }

  scan({ uuid, how, hash, person, verdict, override, at }, place) {
    return this.add(uuid, "scan", place, {
      how,
      ...(hash && { code_hash: hash }),
      ...(person && typeof person.id === "number" && { person: person.id }),
      verdict: verdict.code,
      parameters: verdict.parameters,
      ...(override && { override }),
    }, { at });
  }

  undo({ uuid }, why, place) {
    return this.add(crypto.randomUUID(), "undo", place, { undone: uuid, ...(why && { why }) });
  }

  walkIn(fields, place) {
    return this.add(crypto.randomUUID(), "walk-in", place, {}, { walkIn: fields });
  }

  /** {uuid, kept}: whether the disc has it. It goes out in either case. */
  async add(uuid, kind, { lane, point, operator }, more, { at = this.clock.now(), walkIn = null } = {}) {
    const where = { point: point.id, lane: lane.id, direction: lane.direction };
    const who = operator ? { operator: operator.id } : {};
    const body = { uuid, kind, ...where, ...who, ...more, ...this.clock.read(), app_version: this.appVersion };
    const kept = await this.queue.add(body, { at, sure: this.clock.isSure(), walkIn }).then(() => true, () => false);
    this.written();
    return { uuid, kept };
  }
}
