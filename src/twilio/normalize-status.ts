import type { DeliveryUpdate, IgnoredEvent } from '../conversation/channel-event.ts';
import { classOfCode, readCode } from './codes.ts';
import { identityOf } from './identity.ts';
import { ARRIVED, FAILED, UNDER_WAY } from './message.record.ts';
import type { TwilioEventDto } from './twilio-event.dto.ts';

/**
 * What became of a message of ours. Each status counts once; they may overtake one another.
 * @param status lower case
 */
export function toDelivery(
  event: TwilioEventDto,
  sid: string,
  status: string,
  correlationId: string | null,
): DeliveryUpdate | IgnoredEvent {
  const result = resultOf(status);
  if (!result) {
    // Names are logged: a status that Twilio adds is not repeated.
    const identity = identityOf('message.unknown-status', `status:${status.slice(0, 64)}`, sid);
    return { kind: 'ignored', ...identity, reason: 'a status of an unknown kind' };
  }
  const code = readCode(event.ErrorCode);
  const failed = result === 'failed';
  return {
    kind: 'delivery',
    ...identityOf(`message.${status}`, `delivery:${status}`, sid),
    status: result,
    correlationId,
    target: event.To?.trim() || null,
    // A status does not say what was sent.
    text: null,
    errorCode: failed ? `twilio:${code ?? status}` : null,
    ...(failed && classOfCode(code) === 'opted-out' && { optedOut: true }),
  };
}

/** `queued` already proves that Twilio has it, which is what an unknown send waits for. */
function resultOf(status: string): DeliveryUpdate['status'] | undefined {
  if (UNDER_WAY.has(status)) return 'sent';
  if (ARRIVED.has(status)) return 'delivered';
  return FAILED.has(status) ? 'failed' : undefined;
}
