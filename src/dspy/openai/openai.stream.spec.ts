import { describe, expect, it } from '@jest/globals';
import {
  answer,
  BIG,
  ending,
  piece,
  scriptedOpenAi,
  SMALL,
  stream,
  type Reply,
} from '../../../test/support/scripted-openai.ts';
import type { CompletionRequest } from '../language-model.ts';

const QUICK = { streamIdleMs: 150, backoffMs: 1 };
const tools = [{ name: 'find', description: 'finds', parameters: { type: 'object' } }];
const whole = stream([piece('Hel'), piece('lo.'), ending('stop')]);

function ask(replies: Reply[], request: Partial<CompletionRequest> = {}, options = {}) {
  const scripted = scriptedOpenAi(replies, { ...QUICK, ...options });
  const messages = [{ role: 'user' as const, content: 'hi' }];
  return { ...scripted, completion: scripted.lm.complete({ messages, deadlineMs: 10_000, ...request }) };
}

describe('a streamed answer', () => {
  it('is put together, with its usage', async () => {
    const { completion, bodies } = ask([whole]);
    await expect(completion).resolves.toMatchObject({
      text: 'Hello.',
      finishReason: 'stop',
      usage: { promptTokens: 10, completionTokens: 4, cachedTokens: 8 },
    });
    expect(bodies[0]).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  });

  it('may be calls of tools, in pieces', async () => {
    const delta = (
      index: number,
      id: string | undefined,
      name: string | undefined,
      args: string,
    ): object => ({
      choices: [{ index: 0, delta: { tool_calls: [{ index, id, function: { name, arguments: args } }] } }],
    });
    const calls = [
      delta(0, 'a', 'find', '{"day'),
      delta(0, undefined, undefined, '":1}'),
      delta(1, 'b', 'find', ''),
    ];
    const { completion } = ask([stream([...calls, ending('tool_calls')])], { tools });
    await expect(completion).resolves.toMatchObject({
      toolCalls: [
        { id: 'a', name: 'find', arguments: '{"day":1}' },
        { id: 'b', name: 'find', arguments: '' },
      ],
    });
  });

  it.each([
    ['ends without a finish reason', stream([piece('Hel')])],
    ['is cut off at its length', stream([piece('Hel'), ending('length')])],
    ['is empty', stream([ending('stop')])],
    ['has no event', stream([])],
    ['breaks off', stream([piece('Hel')], 'break')],
  ])('that %s is a failure like any other', async (_, reply) => {
    const { completion, bodies } = ask([reply, whole]);
    await expect(completion).resolves.toMatchObject({ text: 'Hello.', attempts: 2 });
    expect(bodies.map(({ model }) => model)).toEqual([BIG, BIG]);
  });

  it('whose call of a tool the provider could not use is asked for again, of the same model alone', async () => {
    const refusal = stream([{ error: { message: 'no', code: 'tool_use_failed', failed_generation: 'x' } }]);
    const { completion, bodies, records } = ask([refusal], { tools, temperature: 0.7 });
    await expect(completion).rejects.toMatchObject({
      kind: 'bad-output',
      code: 'tool_use_failed',
      attempts: 2,
    });
    expect(bodies.map(({ model, temperature }) => [model, temperature])).toEqual([
      [BIG, 0.7],
      [BIG, 0.35],
    ]);
    expect(JSON.stringify(records)).not.toContain('failed_generation');
  });

  it('that stands still means the fallback model, long before the deadline', async () => {
    const startedAt = performance.now();
    let connection: AbortSignal | null | undefined;
    const hanging: Reply = (body, signal) => {
      connection = signal;
      return stream([piece('Hel')], 'hang')(body, signal);
    };
    const { completion, records } = ask([hanging, whole]);
    await expect(completion).resolves.toMatchObject({ text: 'Hello.', model: SMALL });
    expect(records[0]).toMatchObject({ model: BIG, outcome: 'timeout' });
    expect(connection!.aborted).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  it('ends at once when the caller aborts', async () => {
    const controller = new AbortController();
    const reason = new Error('they hung up');
    const { completion } = ask(
      [stream([piece('Hel')], 'hang')],
      { signal: controller.signal },
      { streamIdleMs: 60_000 },
    );
    setTimeout(() => controller.abort(reason), 30);
    await expect(completion).rejects.toBe(reason);
  });
});

describe('a request for JSON', () => {
  it('is not streamed: providers refuse schemas in streams', async () => {
    const { completion, bodies } = ask([answer('{}')], { json: { name: 'x', schema: { type: 'object' } } });
    await completion;
    expect(bodies[0]).not.toHaveProperty('stream');
    expect(bodies[0]).toHaveProperty('response_format');
  });
});
