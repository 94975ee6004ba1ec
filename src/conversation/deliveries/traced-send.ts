import { inTrace, isTracing } from '../../observability/tracing/tracing.ts';
import type { ClaimedSend } from '../delivery.ts';
import type { SendOutcome } from '../messaging.adapter.ts';
import type { TraceStore } from '../trace.store.ts';

/** One send as a span of the trace that its reply belongs to. What is no reply has none. */
export async function tracedSend(
  store: TraceStore,
  { id, channel, origin, attempt }: ClaimedSend,
  send: () => Promise<SendOutcome>,
): Promise<SendOutcome> {
  if (!isTracing() || !origin.startsWith('turn:')) return send();
  const text = await store.firstTextOf(id).catch(() => null);
  const attributes = { 'chip.channel': channel, 'chip.attempt': attempt };
  return inTrace('send', text ?? undefined, attributes, async (span) => {
    const outcome = await send();
    span?.setAttribute('chip.outcome', outcome.kind);
    return outcome;
  });
}
