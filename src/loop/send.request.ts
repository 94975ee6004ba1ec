import type { ChipConfig } from '../config/chip.config.ts';
import type { OutboundMessage } from '../conversation/messaging.adapter.ts';
import { toPassthrough } from './correlation.ts';
import type { SendContent } from './send.content.ts';
import { transportName } from './send.transport.ts';

type Body = Record<string, unknown>;
type Content = Exclude<SendContent, { kind: 'nothing' }>;

/** The least `timeout` that legacy takes, in seconds. */
const MIN_TIMEOUT_SECONDS = 5;

/**
 * The body of a send. A field that is undefined is not in its JSON.
 *
 * Sources: https://docs.loopmessage.com/imessage-conversation-api/send-message and the same page of docs-legacy.
 */
export function toSendBody(message: OutboundMessage, content: Content, config: ChipConfig): Body {
  const passthrough = toPassthrough(message.id);
  return config.LOOP_API_GENERATION === 'v1'
    ? { ...v1Body(message, content, config), passthrough }
    : { ...legacyBody(message, content, config), passthrough };
}

function v1Body(message: OutboundMessage, content: Content, { LOOP_SENDER: sender }: ChipConfig): Body {
  const { target, targetKind } = message;
  const to = targetKind === 'group' ? { group: target } : { contact: target };
  switch (content.kind) {
    case 'text':
      return { ...to, ...textFields(content), sender, channel: serviceOf(message, 'v1') };
    case 'voice':
      return { ...to, media_url: content.mediaUrl, sender };
    case 'reaction':
      return { ...to, message_id: content.messageId, reaction: content.name, sender };
    default:
      return content satisfies never;
  }
}

/** Legacy wants a text in everything, also where it shows none. */
function legacyBody(
  message: OutboundMessage,
  content: Content,
  { LOOP_SENDER: sender_name }: ChipConfig,
): Body {
  const { target, targetKind, timeoutSeconds: seconds } = message;
  const to = targetKind === 'group' ? { group: target } : { recipient: target };
  const { text } = content;
  switch (content.kind) {
    case 'text': {
      const timeout = seconds === undefined ? undefined : Math.max(MIN_TIMEOUT_SECONDS, Math.ceil(seconds));
      return { ...to, ...textFields(content), sender_name, service: serviceOf(message, 'legacy'), timeout };
    }
    case 'voice':
      return { ...to, text, media_url: content.mediaUrl, audio_message: true, sender_name };
    case 'reaction':
      return { ...to, text, message_id: content.messageId, reaction: content.name, sender_name };
    default:
      return content satisfies never;
  }
}

function textFields(content: Extract<Content, { kind: 'text' }>): Body {
  const { text, attachments, subject, effect, replyToId, contactCard } = content;
  return {
    text,
    attachments: attachments.length > 0 ? attachments : undefined,
    subject,
    effect,
    reply_to_id: replyToId,
    contact_file: contactCard,
  };
}

/** The transport to ask for. A group has the one it was made on. */
function serviceOf(
  { service, targetKind }: OutboundMessage,
  generation: 'v1' | 'legacy',
): string | undefined {
  return targetKind === 'group' ? undefined : transportName(service, generation);
}
