import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../harness.ts';
import type { Json } from '../http.ts';
import { TestBed } from '../test-bed.ts';

const COMPLETIONS = '/openai/v1/chat/completions';
const user = (content: string): Json => ({ messages: [{ role: 'user', content }] });

let bed: TestBed;
beforeAll(async () => {
  bed = await TestBed.start();
});
afterEach(() => bed.reset());
afterAll(() => bed.stop());

describe('the model', () => {
  it('echoes the last text of the user', async () => {
    const { status, headers, body } = await bed.ask(user('Is it on?'));
    expect(status).toBe(200);
    expect(headers.get('x-ratelimit-limit-tokens')).toBe('250000');
    expect(body.choices).toMatchObject([{ message: { content: 'Heard: Is it on?' }, finish_reason: 'stop' }]);
  });

  it('follows its script, then echoes again', async () => {
    const script = [{ content: 'Yes.' }, { status: 429, retryAfter: 1 }];
    await bed.control('PUT', 'faults', { model: { script } });
    expect((await bed.ask(user('a'))).body.choices).toMatchObject([{ message: { content: 'Yes.' } }]);
    const limited = await bed.ask(user('b'));
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await bed.ask(user('c'))).body.choices).toMatchObject([{ message: { content: 'Heard: c' } }]);
    const outcomes = (await bed.journal()).model.map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['ok', 'status:429', 'ok']);
  });

  it.each([
    ['logprobs', { logprobs: true }],
    ['two choices', { n: 2 }],
    ['a name in a message', { messages: [{ role: 'user', content: 'hi', name: 'Ann' }] }],
    ['replayed reasoning', { messages: [{ role: 'assistant', content: 'hi', reasoning_content: 'so' }] }],
    ['a schema in a stream', { response_format: { type: 'json_schema' }, stream: true }],
  ])('refuses %s as Groq does', async (_, body) => {
    const reply = await bed.ask({ ...user('hi'), ...body });
    expect(reply.status).toBe(400);
    expect(reply.body.error).toMatchObject({ type: 'invalid_request_error' });
  });

  it('refuses a model it does not have', async () => {
    const reply = await bed.ask({ ...user('hi'), model: 'nobody/nothing' });
    expect(reply.status).toBe(404);
    expect(reply.body.error).toMatchObject({ code: 'model_not_found' });
  });

  it('streams', async () => {
    const res = await fetch(bed.emulator.url + COMPLETIONS, {
      method: 'POST',
      headers: { authorization: 'Bearer key' },
      body: JSON.stringify({
        model: 'openai/gpt-oss-20b',
        stream: true,
        ...user('Is the workshop still on?'),
      }),
    });
    const events = (await res.text()).trim().split('\n\n');
    expect(events.at(-1)).toBe('data: [DONE]');
    const pieces = events.slice(0, -1).map((line) => {
      const chunk = JSON.parse(line.slice('data: '.length)) as {
        choices: { delta: { content?: string } }[];
      };
      return chunk.choices[0]?.delta.content ?? '';
    });
    expect(pieces.join('')).toBe('Heard: Is the workshop still on?');
  });

  it('notes a call its client gave up', async () => {
    await bed.control('PUT', 'faults', { model: { script: [{ hangMs: 60_000 }] } });
    const leave = new AbortController();
    const call = fetch(bed.emulator.url + COMPLETIONS, {
      method: 'POST',
      headers: { authorization: 'Bearer key' },
      body: JSON.stringify({ model: 'openai/gpt-oss-120b', ...user('hi') }),
      signal: leave.signal,
    }).catch(() => 'gave up');
    await until(async () => (await bed.journal()).model[0]?.outcome === 'pending');
    leave.abort();
    expect(await call).toBe('gave up');
    await until(async () => (await bed.journal()).model[0]?.outcome === 'cancelled');
  });
});
