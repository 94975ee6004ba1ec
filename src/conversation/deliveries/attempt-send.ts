import type { Logger } from '@nestjs/common';
import type { MessagingAdapter, OutboundMessage, SendOutcome } from '../messaging.adapter.ts';
import type { HeldSend } from './send.claims.ts';

/** Loop asks for minutes at most; a far end that asks for hours is tried again sooner all the same. */
const MAX_ASKED_MS = 600_000;

/**
 * One try of one text. Before an unknown send is sent again the channel is asked what became of it. Never rejects: an
 * adapter that throws, which it must not, leaves the outcome unknown.
 */
export async function attemptSend(
  adapter: MessagingAdapter,
  send: HeldSend,
  signal: AbortSignal,
  logger: Logger,
): Promise<SendOutcome> {
  const { id, target, targetKind, text, service, sentBefore, heldUntil } = send;
  const message: OutboundMessage = { id, target, targetKind, text, transport: service ?? undefined };
  try {
    const found = sentBefore && (await adapter.findSent(message, sentBefore, signal));
    if (found) return found;
    // Frozen since the claim: by now another server may be sending it.
    if (Date.now() > heldUntil) return { kind: 'later', code: 'lease-over' };
    const outcome = await adapter.sendMessage(message, signal);
    if (outcome.kind !== 'later') return outcome;
    return { ...outcome, retryAfterMs: Math.min(outcome.retryAfterMs ?? 0, MAX_ASKED_MS) };
  } catch (error) {
    logger.error({ sendId: id, channel: send.channel, err: error }, 'the adapter threw instead of answering');
    return { kind: 'unknown', code: 'adapter-error' };
  }
}
