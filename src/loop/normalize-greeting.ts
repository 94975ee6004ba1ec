import type { GreetingEvent, IgnoredEvent } from '../conversation/channel-event.ts';
import { conversationOf, isOwn } from './event.conversation.ts';
import { ownIdentityOf } from './identity.ts';
import type { LoopEvent } from './loop.event.ts';
import { toIgnored } from './normalize-ignored.ts';

/** Whom each occasion is about, and what is said where the event does not name them. */
const NEEDS = {
  group: { kind: 'group', otherwise: 'nobody to greet: the group has no id' },
  'opt-in': { kind: 'person', otherwise: 'nobody to greet: an opt-in of no contact' },
} as const;

/** We were put into a group, or somebody has opted in. Nobody has asked anything yet, so nothing is lost without them. */
export function toGreeting(
  event: LoopEvent,
  occasion: GreetingEvent['occasion'],
  ownSender: string | undefined,
): GreetingEvent | IgnoredEvent {
  if (isOwn(event, ownSender)) return toIgnored(event, 'written by our own sender');
  const conversation = conversationOf(event);
  const { kind, otherwise } = NEEDS[occasion];
  if (conversation?.kind !== kind) return toIgnored(event, otherwise);
  return { kind: 'greeting', ...ownIdentityOf(event), conversation, author: event.contact, occasion };
}
