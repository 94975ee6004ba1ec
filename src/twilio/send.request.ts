import type { ChipConfig } from '../config/chip.config.ts';
import type { OutboundMessage } from '../conversation/messaging.adapter.ts';
import { statusCallback } from './correlation.ts';
import type { SendContent } from './send.content.ts';

type Content = Extract<SendContent, { kind: 'message' }>;
type Settings = Pick<ChipConfig, 'TWILIO_SENDER' | 'PUBLIC_URL'>;

/** The form of a new message. Somebody who writes by WhatsApp is answered by WhatsApp, from the same number. */
export function toSendForm(
  { id, target }: OutboundMessage,
  { text, mediaUrls }: Content,
  { TWILIO_SENDER: sender = '', PUBLIC_URL: publicUrl = '' }: Settings,
): string {
  const transport = /^\w+:/.exec(target)?.[0] ?? '';
  const form = new URLSearchParams({ To: target });
  if (isService(sender)) form.set('MessagingServiceSid', sender);
  else form.set('From', transport + sender);
  if (text.trim()) form.set('Body', text);
  for (const url of mediaUrls) form.append('MediaUrl', url);
  form.set('StatusCallback', statusCallback(publicUrl, id));
  return form.toString();
}

/** A messaging service chooses among its numbers itself. */
function isService(sender: string): boolean {
  return sender.startsWith('MG');
}
