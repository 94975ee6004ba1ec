import { context, SpanKind, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api';
import type { Attributes, Context, Span } from '@opentelemetry/api';
import { idsOf, withIds } from './trace-ids.ts';

let on = false;

/** Whether spans go anywhere: for what costs more than a call. Set by whoever loads the SDK. */
export const isTracing = (): boolean => on;
export const setTracing = (tracing: boolean): void => void (on = tracing);

const tracer = () => trace.getTracer('chip');

/** The root of a text's trace: its webhook, which has just ended after `ms`. */
export function traceWebhook(messageId: string, ms: number, attributes: Attributes): void {
  if (!on) return;
  const startTime = Date.now() - ms;
  const options = { root: true, kind: SpanKind.SERVER, startTime, attributes };
  withIds(idsOf(messageId), () => tracer().startSpan('webhook', options)).end();
}

/** Something in the trace of a text that has just ended after `ms`. */
export function traceMoment(name: string, messageId: string, ms: number, attributes: Attributes): void {
  if (!on) return;
  const options = { startTime: Date.now() - ms, attributes };
  tracer().startSpan(name, options, contextOf(messageId)).end();
}

/** A request to somebody else, inside the span that the caller works in, which has just ended after `ms`. */
export function traceCall(name: string, ms: number, attributes: Attributes): void {
  if (!on || !trace.getActiveSpan()) return;
  tracer()
    .startSpan(name, { kind: SpanKind.CLIENT, startTime: Date.now() - ms, attributes })
    .end();
}

/** Does work in a span of a text's trace. Of an error its name alone is kept: messages may hold what was said. */
export async function inTrace<T>(
  name: string,
  messageId: string | undefined,
  attributes: Attributes,
  work: (span: Span | undefined) => Promise<T>,
): Promise<T> {
  if (!on || messageId === undefined) return work(undefined);
  const parent = contextOf(messageId);
  const span = tracer().startSpan(name, { attributes }, parent);
  try {
    return await context.with(trace.setSpan(parent, span), () => work(span));
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' });
    throw error;
  } finally {
    span.end();
  }
}

function contextOf(messageId: string): Context {
  const parent = { ...idsOf(messageId), traceFlags: TraceFlags.SAMPLED, isRemote: true };
  return trace.setSpanContext(context.active(), parent);
}
