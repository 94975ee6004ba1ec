import type { DeliveryUpdate } from '../conversation/channel-event.ts';
import { fromPassthrough } from './correlation.ts';
import { identityOf } from './identity.ts';
import type { LoopEvent } from './loop.event.ts';

type Result = Pick<DeliveryUpdate, 'status' | 'errorCode'>;

/** What became of a send (a tapback of ours included), or undefined when the event is about something else. */
export function toDelivery(event: LoopEvent): DeliveryUpdate | undefined {
  const result = resultOf(event);
  return (
    result && {
      kind: 'delivery',
      // A text that is first sent and then delivered has two updates, and each counts.
      ...identityOf(event, `delivery:${result.status}`, event.messageId),
      ...result,
      correlationId: fromPassthrough(event.passthrough),
      target: event.groupId ?? event.contact,
      text: event.text,
    }
  );
}

function resultOf(event: LoopEvent): Result | undefined {
  switch (event.name) {
    case 'message_scheduled':
      return { status: 'sent', errorCode: null };
    case 'message_sent':
      return sentResult(event);
    case 'message_delivered':
      return { status: 'delivered', errorCode: null };
    case 'message_timeout':
      return { status: 'failed', errorCode: 'timeout' };
    case 'message_failed':
      return { status: 'failed', errorCode: errorCode(event) };
    default:
      return undefined;
  }
}

/** `success: false` is the "Not Delivered" on the phone. Legacy has no other proof of delivery than `success: true`. */
function sentResult({ success, dialect }: LoopEvent): Result {
  if (success === false) return { status: 'failed', errorCode: 'not-delivered' };
  return { status: success && dialect === 'legacy' ? 'delivered' : 'sent', errorCode: null };
}

/** Legacy numbers the errors of its webhooks apart from those of its sends, so they must not look alike. */
function errorCode({ errorCode: code, dialect }: LoopEvent): string | null {
  if (code === null) return null;
  return dialect === 'legacy' ? `loop-webhook:${code}` : `loop:${code}`;
}
