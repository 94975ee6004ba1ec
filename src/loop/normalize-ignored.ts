import type { IgnoredEvent, QuarantinedEvent } from '../conversation/channel-event.ts';
import { ownIdentityOf } from './identity.ts';
import type { LoopEvent } from './loop.event.ts';

/** Asks nothing of us, for a reason that Loop's webhook history shows. */
export function toIgnored(event: LoopEvent, reason: string): IgnoredEvent {
  return { kind: 'ignored', ...ownIdentityOf(event), reason };
}

/** Would have asked for an answer, and lacks what one takes: kept for a human. */
export function toQuarantined(event: LoopEvent, reason: string): QuarantinedEvent {
  return { kind: 'quarantined', ...ownIdentityOf(event), reason };
}
