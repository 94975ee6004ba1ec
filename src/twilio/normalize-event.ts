import type { ChannelEvent, QuarantinedEvent } from '../conversation/channel-event.ts';
import { correlationIn } from './correlation.ts';
import { identityOf } from './identity.ts';
import { toInbound } from './normalize-inbound.ts';
import { toDelivery } from './normalize-status.ts';
import type { TwilioEventDto } from './twilio-event.dto.ts';

/** What an inbound message has for a status. */
const INBOUND = new Set(['received', 'receiving']);

/** Turns a validated body into a channel-neutral event. Pure. `query`: that of the address it was posted to. */
export function normalizeEvent(event: TwilioEventDto, query: URLSearchParams): ChannelEvent {
  if (event.CallSid) return ignored('call', event.CallSid, 'calls are not taken');
  if (event.ConversationSid) return ignored('conversation', null, 'an event of Twilio Conversations');
  const sid = event.MessageSid ?? event.SmsSid;
  if (!sid) return quarantined('neither a message nor a status: no MessageSid');
  const status = (event.MessageStatus ?? event.SmsStatus ?? 'received').toLowerCase();
  if (INBOUND.has(status)) return toInbound(event, sid);
  return toDelivery(event, sid, status, correlationIn(query));
}

function ignored(name: string, externalId: string | null, reason: string): ChannelEvent {
  return { kind: 'ignored', ...identityOf(name, name, externalId), reason };
}

function quarantined(reason: string): QuarantinedEvent {
  return { kind: 'quarantined', ...identityOf('unreadable', 'quarantined', null), reason };
}
