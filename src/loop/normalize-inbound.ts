import type { ChannelEvent } from '../conversation/channel-event.ts';
import { conversationOf, isOwn } from './event.conversation.ts';
import { identityOf } from './identity.ts';
import type { LoopEvent } from './loop.event.ts';
import { contentOf } from './message.content.ts';
import { toIgnored, toQuarantined } from './normalize-ignored.ts';

/** Legacy's word and v1's for the same tapback. */
const SYNONYMS = new Map([['exclaim', 'emphasize']]);

/** Somebody wrote or reacted. */
export function toInbound(
  event: LoopEvent,
  as: 'message' | 'reaction',
  ownSender: string | undefined,
): ChannelEvent {
  if (isOwn(event, ownSender)) return toIgnored(event, 'written by our own sender');
  const conversation = conversationOf(event);
  if (!conversation) {
    const missing = event.groupLacksId ? 'the group has no id' : 'no contact and no group';
    return toQuarantined(event, `nobody to answer: ${missing}`);
  }
  if (as === 'reaction' || event.messageType === 'reaction') {
    const reaction = event.reaction ?? 'unknown';
    return {
      kind: 'reaction',
      // The message id is that of the message reacted to, and many reactions share it.
      ...identityOf(event, 'reaction', null),
      conversation,
      author: event.contact,
      reaction: SYNONYMS.get(reaction) ?? reaction,
    };
  }
  return {
    kind: 'message',
    ...identityOf(event, 'message', event.messageId),
    conversation,
    author: event.contact,
    recipient: event.sender,
    ...contentOf(event),
    transport: event.transport,
  };
}
