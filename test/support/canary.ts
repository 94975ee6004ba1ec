/**
 * What the sweep after the run looks for in every log (P7). Each e2e test writes with these numbers and this word in
 * its texts, so that a leak on any path shows.
 */
export const CANARY = 'canary-5up3r';

/** A number of the range that is reserved for fiction; `n` from 0 to 99. */
export const phone = (n: number): string => `+120555501${String(n).padStart(2, '0')}`;

/** Matches any of the numbers above, with or without plus, and the canary word. */
export const LEAK = new RegExp(`205[-. )]*555[-. ]*01\\d\\d|${CANARY}`, 'i');

/** A text of a test: recognisable in the reply, and a leak where it is logged. */
export const said = (what: string): string => `${what} ${CANARY}`;
