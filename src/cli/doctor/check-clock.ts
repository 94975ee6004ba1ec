import { fail, ok, warn, type Answered, type Finding } from './finding.ts';

/** Date headers know seconds; more than this is not the network. */
const TOLERANCE_MS = 3000;
const MUCH_MS = 60_000;

/** This clock against those of whoever has answered. */
export function checkClock(dates: readonly Answered['date'][]): Finding {
  const known = dates.filter((date) => date !== null);
  // A header is cut to its second: half of one on average.
  const offsets = known.map(({ theirs, ours }) => ours - (theirs + 500)).toSorted((a, b) => a - b);
  const offset = offsets[Math.floor(offsets.length / 2)];
  if (offset === undefined)
    return warn('clock: nobody answered to compare it with', 'mend what is above first');
  const seconds = Math.round(Math.abs(offset) / 1000);
  if (Math.abs(offset) <= TOLERANCE_MS) return ok('clock: right to within 3 s');
  const what = `clock: ${seconds} s ${offset > 0 ? 'fast' : 'slow'}`;
  const mend = 'switch on time synchronisation (timedatectl set-ntp true)';
  return Math.abs(offset) > MUCH_MS ? fail(what, mend) : warn(what, mend);
}
