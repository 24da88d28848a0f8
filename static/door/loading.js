// A copy from nothing comes page by page. Until it is whole the one before it decides: half a copy would call
// half of the guests unknown, for as long as the network is away between two pages.

import { PARTS } from "./copy.js";

const NO_NEWS = { kept: {}, people: [], moved: [], gone: [], fromNothing: false };

export class Loading {
  constructor() {
    this.soFar = null; // {kept, people} of the pages that came; on no disc, so that a restart begins anew
  }

  get cursor() {
    return this.soFar?.kept.cursor;
  }

  get people() {
    return this.soFar?.people.length ?? 0;
  }

  /** What an answer changes in the copy, which is of `epoch`: its news, all of a copy with its last page, or nothing. */
  take(answer, epoch) {
    const soFar = answer.reset ? { people: [] } : this.soFar;
    if (!soFar && answer.epoch !== epoch) return NO_NEWS;
    const came = { kept: { ...soFar?.kept, ...lasting(answer) }, people: [...soFar?.people ?? [], ...answer.people] };
    this.soFar = soFar && answer.more ? came : null;
    return this.soFar ? NO_NEWS : { ...came, moved: answer.moved ?? [], gone: answer.gone, fromNothing: Boolean(soFar) };
  }
}

function lasting(answer) {
  const parts = PARTS.filter((name) => answer[name]).map((name) => [name, answer[name]]);
  return { epoch: answer.epoch, cursor: answer.cursor, ...Object.fromEntries(parts) };
}
