import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  answer,
  BIG,
  callTool,
  ending,
  fail,
  piece,
  scriptedOpenAi,
  stream,
  type Body,
  type Reply,
} from '../../../test/support/scripted-openai.ts';
import { field } from '../fields.ts';
import { ChainOfThought } from '../modules/chain-of-thought.ts';
import { ReAct } from '../modules/react.ts';
import { Predict } from '../predict.ts';
import { signature } from '../signature.ts';
import type { OpenAiLanguageModelOptions } from './openai.language-model.ts';

const Reply = signature('Reply', 'You are a friend.', {
  inputs: {
    text: field.string('a text'),
    photo: field.image('a picture'),
    history: field.history('earlier turns'),
    channel: field.hint('how it is read'),
  },
  outputs: { reply: field.string('the answer') },
});
const Sort = signature('Sort', 'Sort it.', {
  inputs: { text: field.string('a text') },
  outputs: {
    topic: field.oneOf('the topic', ['money', 'time']),
    tags: field.list('words', field.string('one')),
  },
});
/** As stored by a careless caller: with what a provider sent and what it does not take back. */
const history = [
  { role: 'user' as const, content: 'one', name: 'Ann' },
  { role: 'assistant' as const, content: 'two', reasoning_content: 'hm', reasoning: 'hm', logprobs: [] },
];
const full = { text: 'hi', photo: { url: 'https://files.example/a.png' }, history, channel: 'as SMS' };
const tools = [
  {
    name: 'find',
    description: 'finds',
    parameters: { type: 'object' },
    invoke: () => Promise.resolve('found'),
  },
];
const failedCall = fail(400, {}, 'tool_use_failed');
const lone = answer('hello');
const sections = answer('[[ ## topic ## ]]\nmoney\n[[ ## tags ## ]]\n[]');
const object = answer('{"topic": "money", "tags": []}');
const streamed = stream([piece('hello'), ending('stop')]);

const bodies: Body[] = [];
async function record(
  replies: Reply[],
  call: (lm: ReturnType<typeof scriptedOpenAi>['lm']) => Promise<unknown>,
  options: Partial<OpenAiLanguageModelOptions> = {},
): Promise<void> {
  const scripted = scriptedOpenAi(replies, { backoffMs: 1, ...options });
  await call(scripted.lm).catch(() => undefined);
  bodies.push(...scripted.bodies);
}

beforeAll(async () => {
  const asked = { text: 'hi' };
  for (const options of [{}, { streamIdleMs: 5_000 }, { model: 'qwen/qwen3.8-27b' }]) {
    const whole = 'streamIdleMs' in options ? streamed : lone;
    await record([whole], (lm) => new Predict(Reply).call(full, { lm }), options);
    await record([fail(503), whole], (lm) => new Predict(Reply).call(full, { lm }), options);
    await record([fail(404), whole], (lm) => new Predict(Reply).call(full, { lm, temperature: 0 }), options);
    await record([sections], (lm) => new ChainOfThought(Sort).forward(asked, { lm }), options);
    await record([lone, lone, object], (lm) => new Predict(Sort).call(asked, { lm }), options);
    await record([object], (lm) => new Predict(Sort, { adapter: 'json' }).call(asked, { lm }), options);
    await record(
      [fail(400, {}, 'json_validate_failed')],
      (lm) => new Predict(Sort, { adapter: 'json' }).call(asked, { lm }),
      options,
    );
    for (const script of [
      [callTool(['find', '{}']), lone],
      [callTool(['find', '{}']), failedCall, failedCall, lone],
      [callTool(['find', '{}'])],
      [callTool(['find', '{'], ['fly', '{}']), lone, lone, object],
    ]) {
      await record(script, (lm) => new ReAct(Reply, { tools }).call(full, { lm }), options);
      await record(script, (lm) => new ReAct(Sort, { tools, maxSteps: 2 }).call(asked, { lm }), options);
    }
  }
});

const keysIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(keysIn)];
};

describe('every request that was recorded', () => {
  it('is one of many kinds', () => {
    expect(bodies.length).toBeGreaterThan(60);
    for (const key of ['tools', 'stream', 'response_format', 'reasoning_effort'])
      expect(bodies.filter((body) => key in body).length).toBeGreaterThan(5);
    const roles = new Set(bodies.flatMap(({ messages }) => messages.map(({ role }) => role)));
    expect(roles).toEqual(new Set(['system', 'user', 'assistant', 'tool']));
  });

  it('asks for JSON only without tools and streams', () => {
    for (const body of bodies.filter((candidate) => 'response_format' in candidate)) {
      expect(body).not.toHaveProperty('tools');
      expect(body).not.toHaveProperty('stream');
    }
  });

  it('asks for a schema only of models that can be held to one, and speaks of JSON to the others', () => {
    const types = bodies.flatMap(({ model, messages, response_format: format }) =>
      format ? [{ model, type: (format as { type: string }).type, prompt: JSON.stringify(messages) }] : [],
    );
    expect(new Set(types.map(({ model, type }) => `${model} ${type}`)).size).toBeGreaterThan(1);
    for (const { model, type, prompt } of types) {
      expect(type).toBe(model === BIG || model.startsWith('openai/') ? 'json_schema' : 'json_object');
      expect(prompt).toContain('JSON');
    }
  });

  it('has only fields that providers take', () => {
    const known = [
      'model',
      'messages',
      'temperature',
      'max_completion_tokens',
      'reasoning_effort',
      'tools',
      'response_format',
      'stream',
      'stream_options',
    ];
    for (const body of bodies) expect(known).toEqual(expect.arrayContaining(Object.keys(body)));
    for (const { model, reasoning_effort: effort } of bodies)
      expect(effort).toBe(model.startsWith('openai/gpt-oss') ? 'low' : undefined);
  });

  it('has only messages of role, content and what belongs to tools, and repeats no reasoning', () => {
    for (const message of bodies.flatMap(({ messages }) => messages)) {
      const allowed = ['role', 'content', 'tool_calls', 'tool_call_id'];
      expect(allowed).toEqual(expect.arrayContaining(Object.keys(message)));
    }
    const keys = new Set(keysIn(bodies.map(({ messages }) => messages)));
    for (const key of ['n', 'logprobs', 'reasoning_content', 'reasoning']) expect(keys).not.toContain(key);
    // A tool call has a name; a message has none.
    expect(bodies.some(({ messages }) => messages.some((message) => 'name' in message))).toBe(false);
  });

  it('answers every tool call of a message before the next message, and has none without tools', () => {
    for (const { messages, tools: offered } of bodies) {
      const open = new Set<unknown>();
      for (const message of messages) {
        if (message['role'] === 'tool') expect(open.delete(message['tool_call_id'])).toBe(true);
        else expect(open.size).toBe(0);
        for (const { id } of (message['tool_calls'] ?? []) as { id: string }[]) open.add(id);
      }
      expect(open.size).toBe(0);
      if (!offered) expect(messages.some(({ role }) => role === 'tool')).toBe(false);
    }
  });
});
