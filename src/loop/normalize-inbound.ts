import type { ChannelEvent, ConversationRef } from '../conversation/channel-event.ts';
import { keyPart, normalizeAddress } from './address.ts';
import { identityOf } from './identity.ts';
import type { LoopEvent } from './loop.event.ts';
import { toIgnored, toQuarantined } from './normalize-ignored.ts';

/** Legacy's word and v1's for the same tapback. */
const SYNONYMS = new Map([['exclaim', 'emphasize']]);

/**
 * Somebody wrote or reacted. Groups are answered as a group, never to the member who spoke. `ownSender`: our address,
 * whose echoes are ignored; an answer to one would be answered again without end.
 */
export function toInbound(event: LoopEvent, ownSender: string | undefined): ChannelEvent {
  const { contact } = event;
  const own = [event.sender, ownSender && normalizeAddress(ownSender)];
  if (contact !== null && own.includes(contact)) return toIgnored(event, 'written by our own sender');
  const conversation = conversationOf(event);
  if (!conversation) {
    const missing = event.groupLacksId ? 'the group has no id' : 'no contact and no group';
    return toQuarantined(event, `nobody to answer: ${missing}`);
  }
  if (event.name === 'message_reaction' || event.messageType === 'reaction') {
    const reaction = event.reaction ?? 'unknown';
    return {
      kind: 'reaction',
      // The message id is that of the message reacted to, and many reactions share it.
      ...identityOf(event, 'reaction', null),
      conversation,
      author: contact,
      reaction: SYNONYMS.get(reaction) ?? reaction,
    };
  }
  return {
    kind: 'message',
    ...identityOf(event, 'message', event.messageId),
    conversation,
    author: contact,
    recipient: event.sender,
    text: textOf(event),
    attachments: event.attachments,
    transport: event.transport,
  };
}

function conversationOf({ groupId, groupLacksId, contact }: LoopEvent): ConversationRef | undefined {
  if (groupId !== null) {
    return { key: `group:${keyPart(groupId)}`, kind: 'group', target: groupId, externalId: groupId };
  }
  // What was said in a group is not answered in private, even if that is all there is.
  if (contact === null || groupLacksId) return undefined;
  return { key: keyPart(contact), kind: 'person', target: contact, externalId: contact };
}

/** The text; without one the transcript of a voice message, or what was written as the subject alone. */
function textOf({ text, speech, subject }: LoopEvent): string {
  return [text, speech, subject].find((candidate) => candidate?.trim()) ?? text ?? '';
}
