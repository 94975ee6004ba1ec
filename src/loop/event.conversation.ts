import type { ConversationRef } from '../conversation/channel-event.ts';
import { keyPart, normalizeAddress } from './address.ts';
import type { LoopEvent } from './loop.event.ts';

/** Where an answer belongs: a group as a whole, never the member who spoke. Undefined when there is nowhere. */
export function conversationOf({ groupId, groupLacksId, contact }: LoopEvent): ConversationRef | undefined {
  if (groupId !== null) {
    return { key: `group:${keyPart(groupId)}`, kind: 'group', target: groupId, externalId: groupId };
  }
  // What was said in a group is not answered in private, even if that is all there is.
  if (contact === null || groupLacksId) return undefined;
  return { key: keyPart(contact), kind: 'person', target: contact, externalId: contact };
}

/** True for an echo of our own: an answer to one would be answered again without end. `ownSender`: as configured. */
export function isOwn({ contact, sender }: LoopEvent, ownSender: string | undefined): boolean {
  return contact !== null && [sender, ownSender && normalizeAddress(ownSender)].includes(contact);
}
