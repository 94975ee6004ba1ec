import { randomUUID } from 'node:crypto';
import type { Emulator } from '../emulator.ts';
import type { LoopFaults } from '../faults.ts';
import type { Json } from '../http.ts';
import type { Generation, SendEntry } from '../journal.ts';
import type { SendRequest } from './request.ts';
import { SENDER, groupOf } from './webhook-body.ts';

type Step = { event: string; status: string; errorCode?: number; success?: boolean };
type Ending = 'delivered' | 'failed' | 'timeout' | 'not-delivered';

const SCHEDULED: Step = { event: 'message_scheduled', status: 'scheduled' };

/** In v1 every bad ending is one event, told apart by its code. Legacy webhooks have a table of codes of their own. */
const STEPS: Record<Generation, Record<Ending, Step[]>> = {
  v1: {
    delivered: [{ event: 'message_delivered', status: 'delivered' }],
    failed: [{ event: 'message_failed', status: 'failed', errorCode: 1020 }],
    'not-delivered': [{ event: 'message_failed', status: 'failed', errorCode: 1020 }],
    timeout: [{ event: 'message_failed', status: 'failed', errorCode: 1030 }],
  },
  legacy: {
    delivered: [SCHEDULED, { event: 'message_sent', status: 'sent', success: true }],
    failed: [SCHEDULED, { event: 'message_failed', status: 'failed', errorCode: 110 }],
    // On the phone it says "Not Delivered".
    'not-delivered': [SCHEDULED, { event: 'message_sent', status: 'sent', success: false }],
    timeout: [SCHEDULED, { event: 'message_timeout', status: 'timeout', errorCode: 130 }],
  },
};

/**
 * Tells what became of an accepted send, by webhook and in the journal. The status moves on even where no
 * webhook is sent: the message does not depend on our hearing of it. Resolves when all was attempted once.
 */
export async function reportStatus(
  emulator: Emulator,
  entry: SendEntry,
  request: SendRequest,
): Promise<void> {
  const { statusWebhooks = 'normal' } = emulator.faults.loop;
  // Taken now: the faults may be replaced before the webhook is due.
  const faults = { ...emulator.faults.loop };
  const attempts: Promise<void>[] = [];
  for (const step of STEPS[request.generation][endingOf(statusWebhooks)]) {
    const wait = statusWebhooks === 'before-answer' ? 0 : emulator.settings.statusDelayMs;
    if (!(await emulator.webhooks.hold(wait))) return;
    const errorCode = step.errorCode === undefined ? undefined : (faults.errorCode ?? step.errorCode);
    if (errorCode !== undefined) entry.error_code = errorCode;
    entry.status = step.status;
    entry.last_update = new Date().toISOString();
    if (statusWebhooks === 'none') continue;
    const body = {
      ...statusBody(step.event, entry, request, channelOf(emulator, request)),
      success: step.success,
      error_code: errorCode,
      passthrough: faults.omitPassthrough ? undefined : request.passthrough,
    };
    // Not awaited one by one: order is not promised, and a slow receiver must not delay the next event.
    const copies = statusWebhooks === 'duplicate' ? 2 : 1;
    attempts.push(emulator.webhooks.deliver(body, copies, request.callback));
  }
  await Promise.all(attempts);
}

/** Who a send went to, in the field names of its generation. */
export function addressOf(request: SendRequest): Json {
  if (request.group) return { group: groupOf(request.generation, request.group) };
  return request.generation === 'v1' ? { contact: request.to } : { recipient: request.to };
}

function endingOf(fault: NonNullable<LoopFaults['statusWebhooks']>): Ending {
  return fault === 'failed' || fault === 'timeout' || fault === 'not-delivered' ? fault : 'delivered';
}

/** Without a wish, a message goes the way the contact last came. */
function channelOf({ audience }: Emulator, { channel, to }: SendRequest): string {
  return channel ?? audience.find(to)?.channel ?? 'imessage';
}

function statusBody(event: string, entry: SendEntry, request: SendRequest, channel: string): Json {
  const v1 = request.generation === 'v1';
  const sender = request.sender ?? SENDER[request.generation];
  const removed = request.reaction?.startsWith('-');
  return {
    [v1 ? 'event' : 'alert_type']: event,
    ...addressOf(request),
    message_id: entry.message_id,
    webhook_id: randomUUID(),
    api_version: '1.0',
    text: request.text ?? '',
    ...(v1 ? { channel, sender } : { delivery_type: channel, sender_name: sender }),
    reaction: request.reaction?.replace(/^-/, ''),
    // Seen with a tapback, though no page of the vendor mentions it.
    reaction_event: v1 || !request.reaction ? undefined : removed ? 'removed' : 'added',
  };
}
