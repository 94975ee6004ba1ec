import type { IgnoredEvent, QuarantinedEvent } from '../conversation/channel-event.ts';
import { identityOf } from './identity.ts';
import type { LoopEvent } from './loop.event.ts';

const THE_TEXT_COMES_TOO = 'the text itself comes as an inbound message';

/** Known events that ask nothing of us. */
const REASONS: Readonly<Record<string, string>> = {
  conversation_inited: `notice of a first contact; ${THE_TEXT_COMES_TOO}`,
  'opt-in': `notice of an opt-in; ${THE_TEXT_COMES_TOO}`,
  opt_in: `notice of an opt-in; ${THE_TEXT_COMES_TOO}`,
  group_created: 'notice of a group; somebody has to write in it first',
  inbound_call: 'calls are not taken',
  sender_name_updated: 'the state of our own sender has changed',
  unknown: 'Loop does not know what it is either',
};

/** Classes with a meaning of their own, which no event may take by its name. */
const TAKEN = new Set(['message', 'reaction']);

export function toIgnored(event: LoopEvent, reason?: string): IgnoredEvent {
  const known = Object.hasOwn(REASONS, event.name) ? REASONS[event.name] : undefined;
  return { kind: 'ignored', ...ownClass(event), reason: reason ?? known ?? 'an event of an unknown kind' };
}

export function toQuarantined(event: LoopEvent, reason: string): QuarantinedEvent {
  return { kind: 'quarantined', ...ownClass(event), reason };
}

/** The class is the event's own name: a notice that carries the id of a text must not make the text a duplicate. */
function ownClass(event: LoopEvent): ReturnType<typeof identityOf> {
  const eventClass = TAKEN.has(event.name) ? `event:${event.name}` : event.name;
  return identityOf(event, eventClass, event.messageId);
}
