import type { MessageEntry } from '../journal.ts';
import type { TwilioFaults } from './faults.ts';
import type { Message } from './messages.ts';
import type { Twilio } from './twilio.ts';
import type { Form } from './webhooks.ts';

const USUAL_ERROR = { failed: 30_001, undelivered: 30_003 };

/**
 * Tells what became of a message, by callbacks and in the journal. The first status is in the answer to the send and is
 * not told. Resolves when all has been attempted once.
 */
export async function reportStatuses(
  twilio: Twilio,
  message: Message,
  entry: MessageEntry,
  callback: string | null,
): Promise<void> {
  // Taken now: the faults may be replaced before the callback is due.
  const faults = { ...twilio.faults };
  const { statusCallbacks = 'normal' } = faults;
  const attempts: Promise<boolean>[] = [];
  for (const status of stepsOf(message, statusCallbacks)) {
    const wait = statusCallbacks === 'before-answer' ? 0 : twilio.shared.statusDelayMs;
    if (!(await twilio.webhooks.hold(wait))) return;
    move(message, status, faults);
    entry.status = status;
    if (message.errorCode !== null) entry.error_code = message.errorCode;
    if (callback === null || statusCallbacks === 'none') continue;
    const form = statusForm(twilio, message);
    for (let copy = 1; copy <= (statusCallbacks === 'duplicate' ? 2 : 1); copy++)
      attempts.push(twilio.webhooks.deliver({ address: callback, form, event: `message.${status}`, copy }));
  }
  await Promise.all(attempts);
}

function stepsOf({ service }: Message, fault: NonNullable<TwilioFaults['statusCallbacks']>): string[] {
  // A messaging service has accepted it first and chosen a number then.
  const begun = service === null ? [] : ['queued'];
  if (fault === 'failed') return [...begun, 'failed'];
  return [...begun, 'sent', fault === 'undelivered' ? 'undelivered' : 'delivered'];
}

function move(message: Message, status: string, faults: TwilioFaults): void {
  message.status = status;
  if (status === 'sent') message.sent = new Date();
  if (status === 'failed' || status === 'undelivered')
    message.errorCode = faults.errorCode ?? USUAL_ERROR[status];
}

function statusForm({ settings }: Twilio, message: Message): Form {
  const { sid, status, from, to, service, errorCode } = message;
  return {
    AccountSid: settings.accountSid,
    ApiVersion: '2010-04-01',
    From: from,
    To: to,
    MessageSid: sid,
    MessageStatus: status,
    SmsSid: sid,
    SmsStatus: status,
    ...(service !== null && { MessagingServiceSid: service }),
    ...(errorCode !== null && { ErrorCode: String(errorCode) }),
  };
}
