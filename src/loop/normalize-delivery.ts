import type { DeliveryUpdate } from '../conversation/channel-event.ts';
import { fromPassthrough } from './correlation.ts';
import { identityOf } from './identity.ts';
import type { LoopEvent } from './loop.event.ts';
import { classOfReportedCode, reportedCode, retryAfterReport } from './send.codes.ts';

type Result = Pick<DeliveryUpdate, 'status' | 'errorCode' | 'optedOut' | 'retryInMs'>;

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
      return failure(event);
    default:
      return undefined;
  }
}

/** `success: false` is the "Not Delivered" on the phone. Legacy has no other proof of delivery than `success: true`. */
function sentResult({ success, dialect }: LoopEvent): Result {
  if (success === false) return { status: 'failed', errorCode: 'not-delivered' };
  return { status: success && dialect === 'legacy' ? 'delivered' : 'sent', errorCode: null };
}

function failure({ errorCode: code, dialect }: LoopEvent): Result {
  if (code === null) return { status: 'failed', errorCode: null };
  const is = classOfReportedCode(dialect, Number(code));
  const retryInMs = retryAfterReport(is);
  return {
    status: 'failed',
    errorCode: reportedCode(dialect, code),
    ...(is === 'opted-out' && { optedOut: true }),
    ...(retryInMs !== undefined && { retryInMs }),
  };
}
