import type { Settings } from '../settings.ts';
import type { Audience } from './audience.ts';
import type { SendRequest } from './request.ts';
import { isTooSoon } from './windows.ts';

/**
 * Why a send in good order is refused all the same, for what has or has not happened between the two sides. Groups
 * pass: a group id is only ever learnt from somebody who wrote.
 */
export function findGate(audience: Audience, settings: Settings, request: SendRequest): number | undefined {
  if (request.group) return undefined;
  const v1 = request.generation === 'v1';
  if (audience.status(request.to) === 'unsubscribed') return v1 ? 500 : 270;
  if (settings.inboundFirst && audience.heardAt(request.to) === undefined) return v1 ? 520 : 560;
  // The pace is a rule of v1; legacy has a code for it (330) but no published figures.
  return v1 && settings.pacing && isTooSoon(audience, settings, request.to) ? 540 : undefined;
}
