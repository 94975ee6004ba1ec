import type { WireCompletion, WireToolCall, WireUsage } from './openai.answer.ts';
import { withTimeLimit } from '../time-limit.ts';

/** What is read of an event. Groq puts the usage into a field of its own as well. */
interface Chunk {
  readonly choices?: readonly {
    readonly finish_reason?: string | null;
    readonly delta?: {
      readonly content?: string | null;
      readonly tool_calls?: readonly (WireToolCall & { readonly index?: number })[] | null;
    };
  }[];
  readonly usage?: WireUsage | null;
  readonly x_groq?: { readonly usage?: WireUsage | null } | null;
}

/**
 * Puts a streamed completion together. One that ends early has no finish reason, which makes it a failure for whoever
 * reads it. Whoever gave the stream has to end it when this throws.
 *
 * @throws TimeLimitError when nothing comes for `idleMs`.
 */
export async function collect(
  stream: AsyncIterable<unknown>,
  idleMs: number,
  signal: AbortSignal,
): Promise<WireCompletion> {
  let content = '';
  let finishReason: string | null = null;
  let usage: WireUsage | null = null;
  const calls = new Map<number, { id: string; name: string; arguments: string }>();
  const events = stream[Symbol.asyncIterator]();
  for (;;) {
    const event = await withTimeLimit(idleMs, signal, () => events.next());
    if (event.done) break;
    const chunk = event.value as Chunk;
    const choice = chunk.choices?.[0];
    content += choice?.delta?.content ?? '';
    for (const { index = 0, id, function: part } of choice?.delta?.tool_calls ?? []) {
      const call = calls.get(index) ?? { id: '', name: '', arguments: '' };
      calls.set(index, call);
      call.id ||= id ?? '';
      call.name += part?.name ?? '';
      call.arguments += part?.arguments ?? '';
    }
    finishReason = choice?.finish_reason ?? finishReason;
    usage = chunk.usage ?? chunk.x_groq?.usage ?? usage;
  }
  const tool_calls = [...calls.values()].map(({ id, ...called }) => ({ id, function: called }));
  return { choices: [{ finish_reason: finishReason, message: { content, tool_calls } }], usage };
}
