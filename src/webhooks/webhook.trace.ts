import { Injectable } from '@nestjs/common';
import type { Admission } from '../conversation/admission.ts';
import { ConversationStore } from '../conversation/conversation.store.ts';
import { isTracing, traceMoment, traceWebhook } from '../observability/tracing/tracing.ts';
import type { IncomingEvent } from './read-event.pipe.ts';

/** The first and the last span of a text's trace: its webhook, and the status of what it was answered with. */
@Injectable()
export class WebhookTrace {
  constructor(private readonly store: ConversationStore) {}

  admitted({ adapter, event }: IncomingEvent, { status, messageId }: Admission, ms: number): void {
    if (!isTracing() || messageId === null) return;
    const attributes = { 'chip.channel': adapter.channel, 'chip.status': status };
    // A copy is no second root.
    if (event.kind === 'message' && status !== 'duplicate') traceWebhook(messageId, ms, attributes);
    if (event.kind !== 'delivery') return;
    const delivery = { ...attributes, 'chip.delivery': event.status };
    this.store.watch
      .firstTextOf(messageId)
      .then((text) => text !== null && traceMoment('status', text, ms, delivery))
      // A trace without its last span is no reason for a failed webhook.
      .catch(() => undefined);
  }
}
