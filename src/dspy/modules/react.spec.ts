import { describe, expect, it } from '@jest/globals';
import {
  answer,
  BIG,
  callTool,
  fail,
  scriptedOpenAi,
  SMALL,
  type Reply,
} from '../../../test/support/scripted-openai.ts';
import { field } from '../fields.ts';
import { Predict } from '../predict.ts';
import { signature } from '../signature.ts';
import { track } from '../tracking.ts';
import { ReAct } from './react.ts';
import type { ToolSpec } from './tool.ts';

const Reply = signature('Reply', 'You are a friend.', {
  inputs: { user_message: field.string('the text they sent') },
  outputs: { reply: field.string('the text to send back') },
});
const Sorted = signature('Sorted', 'Look it up and sort it.', {
  inputs: { user_message: field.string('the text they sent') },
  outputs: { topic: field.oneOf('the topic', ['money', 'time']), note: field.string('a note') },
});
const inputs = { user_message: 'What is on?' };

const tool = (name: string, invoke: ToolSpec['invoke']): ToolSpec => ({
  name,
  description: `does ${name}`,
  parameters: { type: 'object', properties: { day: { type: 'string' } } },
  invoke,
});
const calls: unknown[] = [];
const find = tool('find', async (args) => {
  calls.push(args);
  return { events: ['Python night'], day: args['day'] };
});
const broken = tool('broken', () => Promise.reject(new Error('no such table')));

function setUp(
  replies: Reply[],
  options: { tools?: ToolSpec[]; maxSteps?: number; from?: typeof Reply } = {},
) {
  const { tools = [find, broken], maxSteps, from = Reply } = options;
  const scripted = scriptedOpenAi(replies, { backoffMs: 1 });
  const react = new ReAct(from, { tools, maxSteps });
  const ask = (limits: { signal?: AbortSignal; deadlineMs?: number } = {}) =>
    react.call(inputs, { lm: scripted.lm, ...limits });
  return { ...scripted, react, ask };
}
const observed = (body: { messages: Record<string, unknown>[] } | undefined): unknown[] =>
  body!.messages.flatMap(({ role, content }) => (role === 'tool' ? [content] : []));

describe('ReAct', () => {
  it('answers from what a tool found', async () => {
    const { ask, bodies } = setUp([callTool(['find', '{"day": "Friday"}']), answer('Python night.')]);
    const { outputs, steps, attempts, usage } = await ask();
    expect(outputs).toEqual({ reply: 'Python night.' });
    expect(steps).toEqual([
      {
        tool: 'find',
        arguments: '{"day": "Friday"}',
        observation: '{"events":["Python night"],"day":"Friday"}',
        failed: false,
      },
    ]);
    expect([attempts, usage.promptTokens]).toEqual([2, 20]);
    expect(bodies[0]!['tools']).toMatchObject([
      { type: 'function', function: { name: 'find', description: 'does find' } },
      { function: { name: 'broken' } },
    ]);
  });

  it('builds the assistant message anew: without what the model thought', async () => {
    const { ask, bodies } = setUp([callTool(['find', '{}']), answer('Nothing.')]);
    await ask();
    expect(bodies[1]!.messages.slice(-2)).toEqual([
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'call_0', type: 'function', function: { name: 'find', arguments: '{}' } }],
      },
      { role: 'tool', tool_call_id: 'call_0', content: '{"events":["Python night"]}' },
    ]);
    expect(JSON.stringify(bodies)).not.toContain('reasoning_content');
  });

  it.each([
    ['throws', ['broken', '{}'], 'The tool failed: no such table'],
    ['does not exist', ['fly', '{}'], 'There is no tool fly. There are: find, broken.'],
    ['is given broken JSON', ['find', '{"day": '], 'The arguments must be one JSON object.'],
    ['is given a list', ['find', '[1]'], 'The arguments must be one JSON object.'],
  ] as const)('shows the model what is wrong when a tool %s', async (_, call, observation) => {
    calls.length = 0;
    const { ask, bodies } = setUp([callTool([call[0], call[1]]), answer('Then not.')]);
    const { outputs, steps } = await ask();
    expect(outputs.reply).toBe('Then not.');
    expect(observed(bodies[1])).toEqual([observation]);
    expect(steps).toMatchObject([{ failed: true }]);
    expect(calls).toEqual([]);
  });

  it('takes empty arguments for none', async () => {
    calls.length = 0;
    await setUp([callTool(['find', '']), answer('Fine.')]).ask();
    expect(calls).toEqual([{}]);
  });

  it('does several calls of one answer in their order', async () => {
    const { ask, bodies } = setUp([callTool(['find', '{"day":"1"}'], ['broken', '{}']), answer('Both.')]);
    expect((await ask()).steps!.map(({ tool: name }) => name)).toEqual(['find', 'broken']);
    expect(bodies[1]!.messages.slice(-2).map((message) => message['tool_call_id'])).toEqual([
      'call_0',
      'call_1',
    ]);
  });

  it('has to answer from what it knows once its steps are used up', async () => {
    const again = callTool(['find', '{}']);
    const { ask, bodies } = setUp([again, again, answer('Enough.')], { maxSteps: 2 });
    const { outputs, steps } = await ask();
    expect([outputs.reply, steps!.length, bodies.length]).toEqual(['Enough.', 2, 3]);
    const last = bodies[2]!;
    expect(last).not.toHaveProperty('tools');
    expect(JSON.stringify(last.messages)).not.toContain('tool_call');
    expect(last.messages.at(-1)!['content']).toContain('find {}: {"events":["Python night"]}');
  });

  it('shortens what a tool gives back', async () => {
    const flood = tool('flood', () => Promise.resolve('x'.repeat(100_000)));
    const { ask, bodies } = setUp([callTool(['flood', '{}']), answer('Long.')], { tools: [flood] });
    await ask();
    expect(String(observed(bodies[1])[0])).toMatch(/^x{4000}\n\[96000 more characters left out\]$/);
  });
});

describe('ReAct, when the provider could not use a tool call', () => {
  const failed = fail(400, {}, 'tool_use_failed');

  it('asks the same model once more', async () => {
    const { ask, bodies } = setUp([failed, callTool(['find', '{}']), answer('Found.')]);
    await expect(ask()).resolves.toMatchObject({ outputs: { reply: 'Found.' }, attempts: 3 });
    expect(bodies.map((body) => [body.model, 'tools' in body])).toEqual(Array(3).fill([BIG, true]));
    expect(bodies[1]!['temperature']).not.toBe(bodies[0]!['temperature']);
  });

  it('then answers without tools, with what it found before', async () => {
    const { ask, bodies } = setUp([callTool(['find', '{}']), failed, failed, answer('So far.')]);
    await expect(ask()).resolves.toMatchObject({ outputs: { reply: 'So far.' }, attempts: 4 });
    expect(bodies.map((body) => [body.model, 'tools' in body])).toEqual([
      [BIG, true],
      [BIG, true],
      [BIG, true],
      [BIG, false],
    ]);
    expect(bodies[3]!.messages.at(-1)!['content']).toMatch(/Python night.*Answer now/s);
  });

  it('goes to the fallback model only for other failures', async () => {
    const { ask, bodies } = setUp([fail(404), callTool(['find', '{}']), answer('Found.')]);
    await expect(ask()).resolves.toMatchObject({ model: SMALL });
    // The first model is known to be gone by then.
    expect(bodies.map(({ model }) => model)).toEqual([BIG, SMALL, SMALL]);
  });
});

describe('ReAct, when its answer cannot be read', () => {
  it('has it repaired without tools, then in JSON', async () => {
    const from = Sorted as unknown as typeof Reply;
    const { ask, bodies } = setUp(
      [callTool(['find', '{}']), answer('money'), answer('money!'), answer('{"topic":"money","note":"n"}')],
      { from },
    );
    await expect(ask()).resolves.toMatchObject({ outputs: { topic: 'money', note: 'n' } });
    expect(bodies.map((body) => ['tools' in body, 'response_format' in body])).toEqual([
      [true, false],
      [true, false],
      [false, false],
      [false, true],
    ]);
    expect(JSON.stringify(bodies[3]!.messages)).toContain('Python night');
  });
});

describe('ReAct, with a tool that hangs', () => {
  const hang = tool('hang', () => new Promise(() => undefined));

  it('leaves it behind in time to answer', async () => {
    const { ask, bodies } = setUp([callTool(['hang', '{}']), answer('It is slow.')], { tools: [hang] });
    const startedAt = performance.now();
    await expect(ask({ deadlineMs: 3_000 })).resolves.toMatchObject({ outputs: { reply: 'It is slow.' } });
    expect(observed(bodies[1])).toEqual(['The tool did not answer in time.']);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  it('ends with the reason as soon as the caller aborts, and so does the tool', async () => {
    const controller = new AbortController();
    const reason = new Error('they hung up');
    let seen: unknown;
    const waiting = tool('waiting', (_, { signal }) => {
      setImmediate(() => controller.abort(reason));
      return new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => {
          seen = signal.reason;
          reject(new Error('stopped'));
        }),
      );
    });
    const { ask, bodies } = setUp([callTool(['waiting', '{}'])], { tools: [waiting] });
    await expect(ask({ signal: controller.signal })).rejects.toBe(reason);
    expect([seen, bodies.length]).toEqual([reason, 1]);
  });
});

describe('a ReAct', () => {
  it('is a Predict of the same signature, for savers and trackers', async () => {
    const { ask, react } = setUp([callTool(['find', '{}']), answer('Found.')]);
    const { calls: traced } = await track(() => ask());
    expect(traced).toMatchObject([{ predictor: 'Reply', inputs, outputs: { reply: 'Found.' } }]);
    expect(react).toBeInstanceOf(Predict);
    const copy = react.copy();
    copy.setInstructions('Other.');
    expect(copy.tools).toEqual(react.tools);
    expect(react.signature.instructions).toBe('You are a friend.');
  });

  it('needs tools, with names of their own', () => {
    expect(() => new ReAct(Reply, { tools: [] })).toThrow(TypeError);
    expect(() => new ReAct(Reply, { tools: [find, find] })).toThrow('two tools have one name');
  });
});
