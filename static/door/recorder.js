// Writes down what happened, in the shape that goes over the wire, and tells whoever waits to send it.

export class Recorder {
  /** `written` is called after each fact; `full` when the phone has no room to keep one. */
  constructor({ queue, clock, appVersion, written, full }) {
    Object.assign(this, { queue, clock, appVersion, written, full });
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

  /** The fact, or null where it could not be kept. */
  async add(uuid, kind, { lane, point, operator }, more, { at = this.clock.now(), walkIn = null } = {}) {
    const where = { point: point.id, lane: lane.id, direction: lane.direction };
    const who = operator ? { operator: operator.id } : {};
    const body = { uuid, kind, ...where, ...who, ...more, ...this.clock.read(), app_version: this.appVersion };
    try {
      return await this.queue.add(body, { at, sure: this.clock.isSure(), walkIn });
    } catch (error) {
      this.full(error);
      return null;
    } finally {
      this.written();
    }
  }
}
