import { describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { LanguageModelError } from '../errors.ts';
import { OpenAiLanguageModel } from './openai.language-model.ts';
import type { OpenAiLanguageModelOptions } from './openai.language-model.ts';
import type { CallRecord } from './openai.record.ts';

type Reply = (signal?: AbortSignal | null) => Response | Promise<Response>;

const KEY = 'key-that-must-not-leak';
const PROMPT = 'prompt-that-must-not-leak';
const BODY = 'body-that-must-not-leak';
const BIG = 'openai/gpt-oss-120b';
const SMALL = 'openai/gpt-oss-20b';

const json = (body: unknown, status = 200, headers = {}) => Response.json(body, { status, headers });
const answer =
  (content: string | null = 'hello', finish_reason: string | null = 'stop'): Reply =>
  () =>
    json({
      choices: [{ finish_reason, message: { role: 'assistant', content } }],
      usage: { prompt_tokens: 10, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 8 } },
    });
const fail =
  (status: number, headers = {}, code = 'some_code'): Reply =>
  () =>
    json({ error: { message: `${BODY} ${PROMPT}`, code } }, status, headers);
const raw =
  (body: string, type = 'application/json'): Reply =>
  () =>
    new Response(body, { headers: { 'content-type': type } });
const refuse: Reply = () =>
  Promise.reject(
    new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) }),
  );
const hang: Reply = (signal) =>
  new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
/** Does not listen to the signal either. */
const deafHang: Reply = () => new Promise(() => {});

/** A real client over a scripted network, one reply per request; the last one repeats. */
function setUp(replies: Reply[], options: Partial<OpenAiLanguageModelOptions> = {}) {
  const bodies: Record<string, unknown>[] = [];
  const records: CallRecord[] = [];
  const client = new OpenAI({
    apiKey: KEY,
    baseURL: 'http://model.test/v1',
    fetch: async (_url, init) => {
      bodies.push(JSON.parse(init?.body as string) as Record<string, unknown>);
      return replies[Math.min(bodies.length, replies.length) - 1]!(init?.signal);
    },
  });
  const lm = new OpenAiLanguageModel({
    client,
    model: BIG,
    fallbackModels: [SMALL],
    defaults: { temperature: 0.7, maxTokens: 800 },
    backoffMs: 1,
    onCall: (record) => records.push(record),
    ...options,
  });
  const ask = (request: { deadlineMs?: number; signal?: AbortSignal; temperature?: number } = {}) =>
    lm.complete({ messages: [{ role: 'user', content: PROMPT }], deadlineMs: 20_000, ...request });
  return { ask, records, bodies, models: () => bodies.map(({ model }) => model) };
}

async function failureOf(promise: Promise<unknown>): Promise<LanguageModelError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(LanguageModelError);
  return error as LanguageModelError;
}

describe('OpenAiLanguageModel, when the model answers', () => {
  it('returns the text with its cost and reports the call', async () => {
    const { ask, records } = setUp([answer()]);
    const usage = { promptTokens: 10, completionTokens: 4, cachedTokens: 8 };
    await expect(ask()).resolves.toEqual({
      text: 'hello',
      finishReason: 'stop',
      model: BIG,
      usage,
      attempts: 1,
    });
    expect(records).toEqual([{ model: BIG, attempt: 1, ms: expect.any(Number), outcome: 'ok', usage }]);
  });

  it('sends nothing but the fields every provider takes', async () => {
    const { ask, bodies } = setUp([fail(503), answer('', 'stop'), answer()], { maxAttemptsPerModel: 3 });
    await ask({ temperature: 0.2 });
    const messages = [{ role: 'user', content: PROMPT }];
    const common = { messages, max_completion_tokens: 800, reasoning_effort: 'low' };
    expect(bodies).toEqual([BIG, BIG, SMALL].map((model) => ({ model, temperature: 0.2, ...common })));
  });

  it('mentions reasoning effort to gpt-oss models only', async () => {
    const { ask, bodies } = setUp([fail(404), answer()], { model: 'qwen/qwen3' });
    await ask();
    expect(bodies.map((body) => body['reasoning_effort'])).toEqual([undefined, 'low']);
  });
});

describe('OpenAiLanguageModel, when a request fails', () => {
  it.each([
    ['408', fail(408)],
    ['409', fail(409)],
    ['429', fail(429)],
    ['429 with a short retry-after', fail(429, { 'retry-after': '0.01' })],
    ['498', fail(498)],
    ['503', fail(503)],
    ['a refused connection', refuse],
    ['truncated JSON', raw('{"choices": [{"finish_reason": "st')],
    ['an empty body', raw('')],
    ['a proxy page', raw('<html></html>', 'text/html')],
    ['no finish_reason', answer('hello', null)],
    ['finish_reason length', answer('hel', 'length')],
    ['finish_reason content_filter', answer('hel', 'content_filter')],
    ['null content', answer(null)],
    ['blank text', answer(' \n')],
  ])('retries %s on the same model', async (_, reply) => {
    const { ask, models } = setUp([reply, answer()]);
    await expect(ask()).resolves.toMatchObject({ text: 'hello', attempts: 2, model: BIG });
    expect(models()).toEqual([BIG, BIG]);
  });

  it.each([
    ['a retry-after that is too long', fail(429, { 'retry-after': '60' })],
    ['404', fail(404)],
    ['a decommissioned model', fail(400, {}, 'model_decommissioned')],
  ])('moves to the next model at once on %s', async (_, reply) => {
    const { ask, models } = setUp([reply, answer()]);
    await expect(ask()).resolves.toMatchObject({ model: SMALL, attempts: 2 });
    expect(models()).toEqual([BIG, SMALL]);
  });

  it.each([429, 498, 500])('moves to the next model when %s persists', async (status) => {
    const { ask, models } = setUp([fail(status), fail(status), answer()]);
    await expect(ask()).resolves.toMatchObject({ model: SMALL, attempts: 3 });
    expect(models()).toEqual([BIG, BIG, SMALL]);
  });

  it.each([400, 401, 403, 413, 422])('neither retries nor moves on after %s', async (status) => {
    const { ask, models } = setUp([fail(status)]);
    const error = await failureOf(ask());
    expect(error).toMatchObject({ kind: 'rejected', status, code: 'some_code', attempts: 1 });
    expect(models()).toEqual([BIG]);
  });

  it('gives up as unavailable when every model stays busy', async () => {
    const { ask, models } = setUp([fail(503)]);
    expect(await failureOf(ask())).toMatchObject({ kind: 'unavailable', status: 503, attempts: 4 });
    expect(models()).toEqual([BIG, BIG, SMALL, SMALL]);
  });

  it('names the cause of a connection failure', async () => {
    const { ask } = setUp([refuse], { fallbackModels: [] });
    expect(await failureOf(ask())).toMatchObject({ kind: 'unavailable', code: 'ECONNREFUSED', attempts: 2 });
  });

  it('gives up on bad output when the answer is empty twice', async () => {
    const { ask } = setUp([answer('')], { fallbackModels: [] });
    expect(await failureOf(ask())).toMatchObject({ kind: 'bad-output', code: 'empty', attempts: 2 });
  });

  it.each([12.5, '12', -1, null, Number.MAX_VALUE])('takes %j tokens for none reported', async (tokens) => {
    const choices = [{ finish_reason: 'stop', message: { role: 'assistant', content: 'hello' } }];
    const { ask } = setUp([() => json({ choices, usage: { prompt_tokens: tokens, completion_tokens: 4 } })]);
    await expect(ask()).resolves.toMatchObject({
      text: 'hello',
      usage: { promptTokens: 0, completionTokens: 4 },
    });
  });

  it('counts the tokens of unusable answers', async () => {
    const { ask, records } = setUp([answer('hel', 'length'), answer()]);
    await expect(ask()).resolves.toMatchObject({ usage: { promptTokens: 20, completionTokens: 8 } });
    expect(records.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['bad-output', 'length'],
      ['ok', undefined],
    ]);
  });

  it.each([fail(401), fail(503), answer(BODY, 'length')])('keeps secrets out of its error', async (reply) => {
    const error = await failureOf(setUp([reply]).ask());
    const printed = `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
    for (const secret of [KEY, PROMPT, BODY]) expect(printed).not.toContain(secret);
  });
});

describe('OpenAiLanguageModel, when time runs out', () => {
  it.each([hang, deafHang])('ends a hang as a timeout within the deadline', async (reply) => {
    const startedAt = performance.now();
    const error = await failureOf(setUp([reply]).ask({ deadlineMs: 200 }));
    expect(error).toMatchObject({ kind: 'timeout', attempts: 1 });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  it('covers an answer whose body never ends', async () => {
    const endless: Reply = () =>
      new Response(new ReadableStream(), { headers: { 'content-type': 'application/json' } });
    expect(await failureOf(setUp([endless]).ask({ deadlineMs: 200 }))).toMatchObject({ kind: 'timeout' });
  });

  it('leaves the next model time after a hang', async () => {
    const { ask } = setUp([hang, answer()]);
    await expect(ask({ deadlineMs: 2_500 })).resolves.toMatchObject({ model: SMALL, attempts: 2 });
  });

  it.each([0, -5, NaN])('sends nothing with a deadline of %s', async (deadlineMs) => {
    const { ask, models } = setUp([answer()]);
    expect(await failureOf(ask({ deadlineMs }))).toMatchObject({ kind: 'timeout', attempts: 0 });
    expect(models()).toEqual([]);
  });
});

describe('OpenAiLanguageModel, when the caller aborts', () => {
  it('rejects with the reason during a request and does not retry', async () => {
    const controller = new AbortController();
    const reason = new Error('they hung up');
    const { ask, models, records } = setUp([
      (signal) => {
        setImmediate(() => controller.abort(reason));
        return hang(signal);
      },
    ]);
    await expect(ask({ signal: controller.signal })).rejects.toBe(reason);
    expect(models()).toEqual([BIG]);
    expect(records).toMatchObject([{ outcome: 'aborted' }]);
  });

  it('rejects with the reason during a wait', async () => {
    const controller = new AbortController();
    const reason = new Error('they hung up');
    const { ask, models } = setUp([fail(503)], {
      backoffMs: 2_000,
      onCall: () => setImmediate(() => controller.abort(reason)),
    });
    await expect(ask({ signal: controller.signal })).rejects.toBe(reason);
    expect(models()).toEqual([BIG]);
  });

  it('sends nothing when the signal was aborted before', async () => {
    const { ask, models } = setUp([answer()]);
    await expect(ask({ signal: AbortSignal.abort('late') })).rejects.toBe('late');
    expect(models()).toEqual([]);
  });
});
