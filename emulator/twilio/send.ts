import type { IncomingMessage, ServerResponse } from 'node:http';
import { dropConnection, isAbandoned, readBody, sendJson, waitFor } from '../http.ts';
import type { MessageEntry } from '../journal.ts';
import { refuse } from './answers.ts';
import { takeFault, takeRefusal, takeTimes } from './faults.ts';
import { newSid, toRecord, type Message } from './messages.ts';
import { findRefusal } from './rules.ts';
import { reportStatuses } from './statuses.ts';
import type { Twilio } from './twilio.ts';

/** `POST .../Messages.json`. Two equal requests are two messages: Twilio has no idempotency key for them. */
export async function createMessage(
  twilio: Twilio,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const { faults, journal, messages, settings } = twilio;
  const form = new URLSearchParams((await readBody(req)).toString('utf8'));
  // The request has arrived, so it is handled even if the client leaves meanwhile.
  if (faults.slowMs) await waitFor(res, faults.slowMs);
  const to = form.get('To');
  const note = (outcome: string, result: Partial<MessageEntry> = {}): MessageEntry =>
    journal.addMessage({
      to,
      from: form.get('MessagingServiceSid') ?? form.get('From'),
      form: { ...Object.fromEntries(form), MediaUrl: form.getAll('MediaUrl') },
      headers_present: Object.keys(req.headers),
      message_id: null,
      outcome,
      answer: 'pending',
      ...result,
    });
  const answer = (entry: MessageEntry, send: () => void): void => {
    entry.answer = isAbandoned(res) ? 'lost' : 'sent';
    if (entry.answer === 'sent') send();
  };

  if (takeTimes(faults, 'dropRequest')) {
    note('dropped', { answer: 'lost' });
    return dropConnection(res);
  }
  const status = takeFault(faults.status);
  if (status) {
    const headers: Record<string, string> = {};
    if (status.retryAfter !== undefined) headers['retry-after'] = String(status.retryAfter);
    const body = status.body ?? { status: status.code, message: 'asked for' };
    return answer(note(`status:${status.code}`), () => sendJson(res, status.code, body, headers));
  }
  const code = findRefusal(twilio, form) ?? takeRefusal(faults, to ?? '');
  if (code !== undefined) return answer(note('refused', { code }), () => refuse(res, 400, code));

  const message = newMessage(twilio, form);
  messages.add(message);
  const entry = note('accepted', { message_id: message.sid, status: message.status });
  // As it is now: the statuses go on while the answer waits.
  const record = toRecord(message, settings.accountSid);
  const reported = reportStatuses(twilio, message, entry, form.get('StatusCallback'));
  const lost = takeTimes(faults, 'loseAnswer');
  if (faults.statusCallbacks === 'before-answer') await reported;
  if (faults.hangMs) await waitFor(res, faults.hangMs);
  if (lost) {
    entry.answer = 'lost';
    return dropConnection(res);
  }
  answer(entry, () => sendJson(res, 201, record));
}

function newMessage({ settings }: Twilio, form: URLSearchParams): Message {
  const mediaUrls = form.getAll('MediaUrl');
  const service = form.get('MessagingServiceSid');
  return {
    sid: newSid(mediaUrls.length > 0 ? 'MM' : 'SM'),
    direction: 'outbound-api',
    from: form.get('From') ?? settings.number,
    to: form.get('To') ?? '',
    service,
    body: form.get('Body') ?? '',
    mediaUrls,
    status: service === null ? 'queued' : 'accepted',
    errorCode: null,
    created: new Date(),
    sent: null,
  };
}
