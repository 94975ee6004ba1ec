import type { InboundMessage } from '../conversation/channel-event.ts';
import { keyPart, normalizeAddress } from './address.ts';
import type { TestingEventDto } from './testing-event.dto.ts';

/**
 * A message of the testing shape. Its conversations have keys of their own, so that a test never mixes with a person's
 * real conversation. Without `from` there is nobody to send to: the reply is made and kept.
 */
export function toTestMessage({ data }: TestingEventDto): InboundMessage {
  const { conversationId, message } = data;
  const from = message.from ? normalizeAddress(message.from.address) : null;
  const key = `test:${keyPart(conversationId)}`;
  return {
    kind: 'message',
    name: 'message.created',
    dialect: 'testing',
    eventClass: 'message',
    // Whoever tests counts from one in each conversation; Loop's own ids are unique everywhere.
    externalId: message.id ? `${key}:${keyPart(message.id)}` : null,
    webhookId: null,
    conversation: {
      key: from === null ? key : `${key}:${keyPart(from)}`,
      kind: 'person',
      target: from,
      externalId: conversationId,
    },
    author: from,
    recipient: message.to ? normalizeAddress(message.to.address) : null,
    text: message.text,
    attachments: [],
    form: 'text',
    spoken: false,
    replyToId: null,
    transport: message.from?.channel?.toLowerCase() || null,
  };
}
