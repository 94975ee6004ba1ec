/** What Swagger cannot read from the code: bodies are the channel's own and are validated by its adapter. */
const json = (description: string, example: object) => ({
  description,
  content: { 'application/json': { schema: { type: 'object' }, example } },
});

const failure = (statusCode: number, error: string, message: string) =>
  json(message, { statusCode, error, message });

const bodies = {
  v1: {
    summary: 'Loop Message, API v1: a text',
    value: {
      event: 'message_inbound',
      contact: '+12055550123',
      text: 'When is the next meetup?',
      message_id: '59c55Ce8-41d6-43Cc-9116-8cfb2e696D7b',
      webhook_id: 'ab5Ae733-cCFc-4025-9987-7279b26bE71b',
      channel: 'imessage',
    },
  },
  legacy: {
    summary: 'Loop Message, legacy API: a text',
    value: {
      alert_type: 'message_inbound',
      recipient: '+12055550123',
      text: 'When is the next meetup?',
      message_id: '6a1f0c52-3e7d-4c5e-9b0a-2d6a3f1e8c44',
      webhook_id: 'c0d9b6de-83a4-4d55-8a07-5b9d4c0e7f12',
      delivery_type: 'imessage',
    },
  },
  testing: {
    summary: 'For curl and tests; without `from` the reply is made and sent nowhere',
    value: {
      event: 'message.created',
      data: {
        conversationId: 'conv_123',
        message: { id: 'msg_1', text: 'Hello', from: { channel: 'sms', address: '+12055550123' } },
      },
    },
  },
};

/** Twilio: a text. */
const twilio = {
  AccountSid: 'AC00000000000000000000000000000001',
  MessageSid: 'SM00000000000000000000000000000001',
  SmsStatus: 'received',
  From: '+12055550123',
  To: '+12055550100',
  Body: 'When is the next meetup?',
  NumMedia: '0',
};

export const webhookPath = {
  post: {
    tags: ['webhooks'],
    summary: 'Takes one event of a channel',
    description:
      'A 200 means that the event is durably stored (or was already). Send anything again that got no 200; repeating is harmless.',
    security: [{}],
    parameters: [
      { name: 'channel', in: 'path', required: true, schema: { type: 'string' }, example: 'loop' },
      {
        name: 'Authorization',
        in: 'header',
        schema: { type: 'string' },
        description: 'LOOP_WEBHOOK_SECRET, as it is or after "Bearer ". Alternatively X-Loop-Signature.',
      },
      {
        name: 'X-Loop-Signature',
        in: 'header',
        schema: { type: 'string' },
        description: 'HMAC-SHA256 of the raw body with LOOP_WEBHOOK_SECRET, for clients of your own.',
      },
      {
        name: 'X-Twilio-Signature',
        in: 'header',
        schema: { type: 'string' },
        description:
          'On /webhooks/twilio: what Twilio signs with TWILIO_AUTH_TOKEN. The answer there is empty TwiML.',
      },
    ],
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: { type: 'object' }, examples: bodies },
        'application/x-www-form-urlencoded': { schema: { type: 'object' }, example: twilio },
      },
    },
    responses: {
      200: json(
        'Stored. `status` is accepted, duplicate, ignored, recorded or quarantined. With REPLY_MODE=inline also received_text, conversation_id, reply and sent.',
        { ok: true, status: 'accepted', event: 'message_inbound' },
      ),
      400: failure(400, 'Bad Request', 'Not JSON, nested deeper than 64, or a testing shape that is wrong'),
      401: failure(401, 'Unauthorized', 'Missing or wrong secret; nothing was stored'),
      404: failure(404, 'Not Found', 'No such channel'),
      413: failure(413, 'Payload Too Large', 'More than 256 kB'),
      415: failure(415, 'Unsupported Media Type', 'Not a content type of this channel'),
      429: failure(429, 'Too Many Requests', 'More than HTTP_RATE_LIMIT requests a minute from one address'),
      500: failure(500, 'Internal Server Error', 'REPLY_MODE=inline: the agent could not answer'),
      502: failure(502, 'Bad Gateway', 'REPLY_MODE=inline: the reply could not be sent'),
      503: failure(503, 'Service Unavailable', 'Could not be stored within 5 s; send it again'),
    },
  },
};
