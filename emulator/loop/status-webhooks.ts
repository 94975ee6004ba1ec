import { randomUUID } from 'node:crypto';
import type { Emulator } from '../emulator.ts';
import type { Json } from '../http.ts';
import type { Generation, SendEntry } from '../journal.ts';
import type { SendRequest } from './request.ts';
import { SENDER, groupOf } from './webhook-body.ts';

type Step = { event: string; status: string; extra?: Json };

const STEPS: Record<Generation, { delivered: Step[]; failed: Step[] }> = {
  v1: {
    delivered: [{ event: 'message_delivered', status: 'delivered' }],
    failed: [{ event: 'message_failed', status: 'failed', extra: { error_code: 1020 } }],
  },
  legacy: {
    delivered: [
      { event: 'message_scheduled', status: 'scheduled' },
      { event: 'message_sent', status: 'sent', extra: { success: true } },
    ],
    failed: [
      { event: 'message_scheduled', status: 'scheduled' },
      { event: 'message_failed', status: 'failed', extra: { error_code: 110 } },
    ],
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
  const { statusWebhooks = 'normal', omitPassthrough = false } = emulator.faults.loop;
  const steps = STEPS[request.generation][statusWebhooks === 'failed' ? 'failed' : 'delivered'];
  const attempts: Promise<void>[] = [];
  for (const step of steps) {
    const wait = statusWebhooks === 'before-answer' ? 0 : emulator.settings.statusDelayMs;
    if (!(await emulator.webhooks.hold(wait))) return;
    entry.status = step.status;
    entry.last_update = new Date().toISOString();
    if (typeof step.extra?.error_code === 'number') entry.error_code = step.extra.error_code;
    if (statusWebhooks === 'none') continue;
    const body = statusBody(step, entry, request, omitPassthrough);
    // Not awaited one by one: order is not promised, and a slow receiver must not delay the next event.
    attempts.push(emulator.webhooks.deliver(body, statusWebhooks === 'duplicate' ? 2 : 1));
  }
  await Promise.all(attempts);
}

/** Who a send went to, in the field names of its generation. */
export function addressOf(request: SendRequest): Json {
  if (request.group) return { group: groupOf(request.generation, request.group) };
  return request.generation === 'v1' ? { contact: request.to } : { recipient: request.to };
}

function statusBody(step: Step, entry: SendEntry, request: SendRequest, omitPassthrough: boolean): Json {
  const v1 = request.generation === 'v1';
  const sender = request.sender ?? SENDER[request.generation];
  return {
    [v1 ? 'event' : 'alert_type']: step.event,
    ...addressOf(request),
    message_id: entry.message_id,
    webhook_id: randomUUID(),
    api_version: '1.0',
    text: request.text ?? '',
    ...(v1 ? { channel: 'imessage', sender } : { delivery_type: 'imessage', sender_name: sender }),
    ...step.extra,
    passthrough: omitPassthrough ? undefined : request.passthrough,
  };
}
