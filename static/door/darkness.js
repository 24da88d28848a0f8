// A covered lens gives pictures like any other, only black ones: nobody would know why no badge is read.

/** No part of a black picture is brighter than this, of 255; what a finger lets through included. */
const DIM = 48;
/** A few points may shine, as a sensor in the dark sees what is not there. */
const STRAY = 0.01;
/** Every so many points one is looked at. */
const STEP = 61;
/** Milliseconds of black after which it is said: a hand that passes is no cover. */
const SAID_AFTER = 3_000;

export class Darkness {
  constructor() {
    this.since = null;
  }

  /** Whether the picture seen at `now` is one of a row that has been black for a while. */
  see(image, now) {
    if (!isBlack(image)) this.since = null;
    else this.since ??= now;
    return this.since !== null && now - this.since >= SAID_AFTER;
  }
}

export function isBlack({ data }) {
  const points = data.length / 4;
  let bright = 0;
  for (let place = 0; place < points; place += STEP) {
    const [red, green, blue] = data.subarray(4 * place, 4 * place + 3);
    if (0.299 * red + 0.587 * green + 0.114 * blue > DIM) bright += 1;
  }
  return bright * STEP < STRAY * points;
}
