import type { ChannelEvent, InboundMessage } from '../conversation/channel-event.ts';
import { identityOf } from './identity.ts';
import { mediaOf } from './media.fields.ts';
import type { TwilioEventDto } from './twilio-event.dto.ts';

const NAME = 'message.received';
const ANSWERED_AS = new Map<string | undefined, InboundMessage['answeredAs']>([
  ['STOP', 'opt-out'],
  ['START', 'opt-in'],
  ['HELP', 'help'],
]);

/** Somebody wrote. */
export function toInbound(event: TwilioEventDto, sid: string): ChannelEvent {
  const identity = identityOf(NAME, 'message', sid);
  const from = event.From?.trim();
  if (!from) return { kind: 'quarantined', ...identity, reason: 'nobody to answer: no From' };
  if (from === event.To?.trim()) return { kind: 'ignored', ...identity, reason: 'written by our own sender' };
  const transport = transportOf(from);
  // Messenger, RCS and whatever Twilio adds: how each is answered is not known here.
  if (!transport) return { kind: 'ignored', ...identity, reason: 'came over a transport that is not served' };
  return {
    kind: 'message',
    ...identity,
    conversation: { key: from, kind: 'person', target: from, externalId: from },
    author: from,
    recipient: event.To?.trim() || null,
    text: event.Body ?? '',
    ...mediaOf(event),
    transport,
    answeredAs: ANSWERED_AS.get(event.OptOutType?.trim().toUpperCase()),
  };
}

/** Phone numbers and short codes; other transports name themselves before a colon. */
function transportOf(from: string): 'sms' | 'whatsapp' | undefined {
  if (/^\+?\d{3,15}$/.test(from)) return 'sms';
  return /^whatsapp:\+\d{3,15}$/.test(from) ? 'whatsapp' : undefined;
}
