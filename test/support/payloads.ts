import { randomUUID } from 'node:crypto';

export const SECRET = 'e2e-webhook-secret';

type Fields = Record<string, unknown>;

/** A text as Loop's v1 API posts it. */
export const v1 = (contact: string, text: string, more: Fields = {}): Fields => ({
  event: 'message_inbound',
  contact,
  text,
  message_id: randomUUID(),
  webhook_id: randomUUID(),
  channel: 'imessage',
  message_type: 'text',
  api_version: '1.0',
  ...more,
});

/** A text as Loop's legacy API posts it. */
export const legacy = (recipient: string, text: string, more: Fields = {}): Fields => ({
  alert_type: 'message_inbound',
  recipient,
  text,
  message_id: randomUUID(),
  webhook_id: randomUUID(),
  delivery_type: 'imessage',
  message_type: 'text',
  api_version: '1.0',
  ...more,
});

/** The testing shape. */
export const testing = (text: string, address?: string, conversationId = `conv-${randomUUID()}`): Fields => ({
  event: 'message.created',
  data: {
    conversationId,
    message: { id: randomUUID(), text, ...(address && { from: { channel: 'sms', address } }) },
  },
});
