import type { Settings } from '../settings.ts';
import type { Audience } from './audience.ts';

const MINUTE = 60_000;
const TYPING_WINDOW = 5 * MINUTE;
const RECENTLY = 24 * 60 * MINUTE;
const PACE = 2 * MINUTE;

/** Typing is shown in a live conversation only: the other side has written in the last five minutes. */
export function isLive(audience: Audience, settings: Settings, conversation: string): boolean {
  return isWithin(audience.heardAt(conversation), TYPING_WINDOW, settings);
}

/** True for a second message within two minutes to somebody who has not written for a day. */
export function isTooSoon(audience: Audience, settings: Settings, contact: string): boolean {
  if (isWithin(audience.heardAt(contact), RECENTLY, settings)) return false;
  return isWithin(audience.toldAt(contact), PACE, settings);
}

function isWithin(at: number | undefined, window: number, { clockScale }: Settings): boolean {
  return at !== undefined && Date.now() - at < window / clockScale;
}
