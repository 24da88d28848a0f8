// What the clocks said at each contact, thinned out so that fifty marks tell a whole day.

const MOST = 50;
const APART = 10 * 60_000;

/** The list with one more. A mark that follows another of its run closely takes that one's place. */
export function addMark(marks, mark) {
  const [before, last] = [marks.at(-2), marks.at(-1)];
  const oneRun = before?.run === mark.run && last.run === mark.run;
  const crowded = oneRun && last.server !== null && mark.server !== null && mark.mono - before.mono < APART;
  return [...crowded ? marks.slice(0, -1) : marks, mark].slice(-MOST);
}
