import type { ChipConfig } from '../config/chip.config.ts';
import type { OutboundMessage } from '../conversation/messaging.adapter.ts';
import { toPassthrough } from './correlation.ts';

export interface SendRequest {
  url: string;
  /** Hold secrets: never log them. */
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

const BASE_URLS = {
  v1: 'https://a.loopmessage.com/api/v1',
  legacy: 'https://server.loopmessage.com/api/v1',
} as const;

/** The least `timeout` that legacy takes, in seconds. */
const MIN_TIMEOUT_SECONDS = 5;

/**
 * One text as Loop's API wants it.
 *
 * Sources: https://docs.loopmessage.com/imessage-conversation-api/send-message and the same page of docs-legacy.
 */
export function toSendRequest(message: OutboundMessage, config: ChipConfig): SendRequest {
  const { LOOP_API_GENERATION: generation, LOOP_API_BASE_URL: base = BASE_URLS[generation] } = config;
  return {
    url: `${base}/message/send/`,
    headers: headersOf(config),
    body: generation === 'v1' ? v1Body(message, config) : legacyBody(message, config),
  };
}

/** The key goes without a scheme: to Loop, `Bearer <key>` is a wrong key. */
function headersOf({
  LOOP_API_GENERATION,
  LOOP_API_KEY,
  LOOP_SECRET_KEY,
}: ChipConfig): Record<string, string> {
  const headers = { Authorization: LOOP_API_KEY ?? '', 'Content-Type': 'application/json' };
  if (LOOP_API_GENERATION === 'v1' || LOOP_SECRET_KEY === undefined) return headers;
  return { ...headers, 'Loop-Secret-Key': LOOP_SECRET_KEY };
}

function v1Body(message: OutboundMessage, { LOOP_SENDER }: ChipConfig): Record<string, unknown> {
  return {
    ...(message.targetKind === 'group' ? { group: message.target } : { contact: message.target }),
    ...commonFields(message),
    ...(LOOP_SENDER !== undefined && { sender: LOOP_SENDER }),
    ...(serviceOf(message) !== undefined && { channel: serviceOf(message) }),
  };
}

function legacyBody(message: OutboundMessage, { LOOP_SENDER }: ChipConfig): Record<string, unknown> {
  const { timeoutSeconds: seconds } = message;
  return {
    ...(message.targetKind === 'group' ? { group: message.target } : { recipient: message.target }),
    ...commonFields(message),
    ...(LOOP_SENDER !== undefined && { sender_name: LOOP_SENDER }),
    ...(serviceOf(message) !== undefined && { service: serviceOf(message) }),
    ...(seconds !== undefined && { timeout: Math.max(MIN_TIMEOUT_SECONDS, Math.ceil(seconds)) }),
  };
}

function commonFields(message: OutboundMessage): Record<string, unknown> {
  const { id, text, replyToId } = message;
  // An inline reply exists on iMessage only; elsewhere the field makes Loop refuse the text.
  const inline = replyToId !== undefined && [undefined, 'imessage'].includes(serviceOf(message));
  return { text, passthrough: toPassthrough(id), ...(inline && { reply_to_id: replyToId }) };
}

/** The transport to ask for. A group has the one it was made on. */
function serviceOf({ service, targetKind }: OutboundMessage): string | undefined {
  return targetKind === 'group' ? undefined : service?.toLowerCase();
}
