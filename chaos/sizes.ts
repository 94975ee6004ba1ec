import type { LoopOdds } from '../emulator/odds.ts';
import { GRACE_MS } from './scale.ts';
import { USUAL_ODDS } from './weather.ts';

export interface Size {
  messages: number;
  conversations: number;
  /** How long people write and things go wrong. */
  seconds: number;
  odds: LoopOdds;
  /** How long the end of all work is waited for, once the faults are over, before the run is given up. */
  patienceMs: number;
}

const usual = { odds: USUAL_ODDS, patienceMs: 60_000 };

export const SIZES = {
  full: { messages: 5000, conversations: 40, seconds: 120, ...usual },
  restarts: { messages: 2500, conversations: 40, seconds: 110, ...usual },
  short: { messages: 500, conversations: 16, seconds: 14, ...usual },
  /** As small as a run can be in which every broken build has its chance. */
  small: {
    messages: 160,
    conversations: 8,
    seconds: 6,
    odds: { ...USUAL_ODDS, loseAnswer: 0.2, copy: 0.3 },
    patienceMs: 4 * GRACE_MS,
  },
} as const satisfies Record<string, Size>;
