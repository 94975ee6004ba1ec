import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { CapturedLog } from '../../test/support/captured-log.ts';
import { toolContext } from '../../test/support/tool-context.ts';
import { NoopTool } from './noop.tool.ts';
import { NothingFound } from './nothing-found.ts';
import { SecretGuard } from './secret.guard.ts';
import { ToolRegistry } from './tool.registry.ts';
import { Tool, type ToolContext, type ToolDescription, type ToolParameters } from './tool.ts';

/** Whatever a test wants it to be. */
class AnyTool extends Tool {
  readonly name: string;
  override readonly timeoutMs: number;
  override readonly allowedHosts: readonly string[] | undefined;
  readonly seen: { input: unknown; context: ToolContext }[] = [];
  private readonly parameters: ToolParameters;
  private readonly act: (input: Record<string, unknown>, context: ToolContext) => unknown;

  constructor(
    act: (input: Record<string, unknown>, context: ToolContext) => unknown = () => 'Done.',
    {
      name = 'search',
      timeoutMs = 5000,
      hosts = undefined as string[] | undefined,
      parameters = {
        type: 'object',
        properties: { query: { type: 'string', maxLength: 20 } },
        required: ['query'],
      } as ToolParameters,
    } = {},
  ) {
    super();
    this.name = name;
    this.timeoutMs = timeoutMs;
    this.allowedHosts = hosts;
    this.parameters = parameters;
    this.act = act;
  }
  override describe(): ToolDescription {
    return { description: 'Searches.', parameters: this.parameters };
  }
  // oxlint-disable-next-line require-await -- what it does may throw at once or later
  override async invoke(input: Record<string, unknown>, context: ToolContext): Promise<unknown> {
    this.seen.push({ input, context });
    return this.act(input, context);
  }
}

const SECRET = 'gsk_Z7tq93LmPd20Xv81';
const registryOf = (...tools: Tool[]): ToolRegistry => new ToolRegistry(tools, new SecretGuard([SECRET]));
const call = (tool: Tool, input: unknown, context = toolContext(), limitMs = 5000) =>
  registryOf(tool).call(tool.name, input, context, limitMs);

let log: CapturedLog;
beforeEach(() => {
  log = new CapturedLog();
});

describe('a call of a tool', () => {
  it('gives the tool its arguments and the conversation, and the model what came of it', async () => {
    const tool = new AnyTool(({ query }) => ({ found: query }));
    const before = Date.now();
    const { ms, at, ...rest } = await call(tool, { query: 'parking' });
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now());
    expect(rest).toEqual({
      tool: 'search',
      arguments: '{"query":"parking"}',
      observation: '{"found":"parking"}',
      outcome: 'ok',
    });
    expect(ms).toBeGreaterThanOrEqual(0);
    expect(tool.seen[0]).toMatchObject({
      input: { query: 'parking' },
      context: { conversationId: 'conversation-1', kind: 'person', timeZone: 'America/Chicago' },
    });
  });

  it('leaves one line in the log, without arguments and results', async () => {
    await call(new AnyTool(() => 'the secret garden'), { query: 'parking' });
    expect(log.with('tool called')).toEqual([
      { conversationId: 'conversation-1', tool: 'search', outcome: 'ok', ms: expect.any(Number) },
    ]);
    expect(log.text).not.toMatch(/parking|garden/);
  });

  it('tells a result of nothing from nothing that was found', async () => {
    const input = { query: 'x' };
    expect(await call(new AnyTool(() => undefined), input)).toMatchObject({
      observation: 'Done.',
      outcome: 'ok',
    });
    expect(await call(new AnyTool(() => new NothingFound('No page.')), input)).toMatchObject({
      observation: 'No page.',
      outcome: 'empty',
    });
  });

  it('cuts results that are too long, and never through the middle of a sign', async () => {
    const { observation } = await call(new AnyTool(() => `${'a'.repeat(3999)}😀${'b'.repeat(5000)}`), {
      query: 'x',
    });
    expect(observation.length).toBeLessThan(4100);
    expect(observation).toContain('[5001 more characters left out]');
    expect(observation.isWellFormed()).toBe(true);
  });

  it('records arguments within bounds', async () => {
    const parameters = { type: 'object', properties: { query: { type: 'string' } } } as const;
    const done = await call(new AnyTool(undefined, { parameters }), { query: 'x'.repeat(10_000) });
    expect(done.arguments.length).toBeLessThan(2100);
  });
});

describe('wrong calls', () => {
  it('of a tool that is none are told which there are', async () => {
    const registry = registryOf(new AnyTool(), new NoopTool());
    expect(await registry.call('send_message', { to: '+12055550123' }, toolContext(), 5000)).toMatchObject({
      outcome: 'refused',
      observation: 'There is no such tool. There are: search, noop.',
    });
    expect(log.text).not.toContain('send_message');
  });

  it.each([
    ['a missing argument', {}, /required property 'query'/],
    ['a wrong kind of value', { query: 7 }, /query must be string/],
    ['a value out of bounds', { query: 'x'.repeat(21) }, /query must NOT have more than 20 characters/],
    ['a recipient', { query: 'x', to: '+12055550123' }, /additional properties \(to\)/],
    ['another conversation', { query: 'x', conversation: 'other' }, /\(conversation\)/],
    ['a prototype', JSON.parse('{"query": "x", "__proto__": {"to": "y"}}'), /\(__proto__\)/],
    ['a constructor', { query: 'x', constructor: {} }, /\(constructor\)/],
    ['an inherited argument', Object.create({ query: 'x' }), /required property 'query'/],
    ['no object', 'query', /must be object/],
    ['a list', [{ query: 'x' }], /must be object/],
    ['nothing', null, /must be object/],
    ['what is no JSON', 10n, /must be object/],
  ])('with %s are refused and not done', async (_what, input, problem) => {
    const tool = new AnyTool();
    const done = await call(tool, input);
    expect(done.outcome).toBe('refused');
    expect(done.observation).toMatch(problem);
    expect(tool.seen).toEqual([]);
  });

  it('with something smuggled into an object inside are refused as well', async () => {
    const person = { type: 'object', properties: { name: { type: 'string' } } };
    const parameters: ToolParameters = {
      type: 'object',
      properties: { people: { type: 'array', items: person } },
    };
    const tool = new AnyTool(undefined, { parameters });
    expect((await call(tool, { people: [{ name: 'Ada' }] })).outcome).toBe('ok');
    const done = await call(tool, { people: [{ name: 'Ada', to: 'x' }] });
    expect(done).toMatchObject({ outcome: 'refused', observation: expect.stringContaining('(to)') });
  });

  it('with addresses at hosts that the tool does not go to are refused', async () => {
    const tool = new AnyTool(undefined, {
      hosts: ['example.org'],
      parameters: { type: 'object', properties: { page: { type: 'string' } } },
    });
    expect((await call(tool, { page: 'https://example.org/a' })).outcome).toBe('ok');
    expect(await call(tool, { page: 'see https://example.com/a' })).toMatchObject({
      outcome: 'refused',
      observation: expect.stringContaining('only addresses at example.org are'),
    });
    expect(tool.seen).toHaveLength(1);
  });
});

describe('failures', () => {
  it('become observations, in the words of whoever failed, cut', async () => {
    const fail = (error: unknown) => () => {
      throw error;
    };
    const input = { query: 'x' };
    expect(await call(new AnyTool(fail(new Error('no such page'))), input)).toMatchObject({
      outcome: 'failed',
      observation: 'The tool failed: no such page',
    });
    expect((await call(new AnyTool(fail('text')), input)).observation).toBe('The tool failed: unknown error');
    const long = await call(new AnyTool(fail(new Error('x'.repeat(9000)))), input);
    expect(long.observation.length).toBeLessThan(600);
  });

  it('of a result that cannot be told are failures', async () => {
    const round: Record<string, unknown> = {};
    round.self = round;
    expect((await call(new AnyTool(() => round), { query: 'x' })).outcome).toBe('failed');
    expect((await call(new AnyTool(() => 10n), { query: 'x' })).outcome).toBe('failed');
  });

  it('to answer in time end the call, also of a tool that does not listen, and tell it', async () => {
    const tool = new AnyTool(() => new Promise(() => undefined), { timeoutMs: 30 });
    const done = await call(tool, { query: 'x' });
    expect(done).toMatchObject({ outcome: 'timeout', observation: 'The tool did not answer in time.' });
    expect(done.ms).toBeLessThan(3000);
    expect(tool.seen[0]?.context.signal.aborted).toBe(true);
  });

  it('to answer within what the turn has left are the same', async () => {
    const tool = new AnyTool(() => new Promise(() => undefined), { timeoutMs: 60_000 });
    expect((await call(tool, { query: 'x' }, toolContext(), 20)).outcome).toBe('timeout');
    expect((await call(tool, { query: 'x' }, toolContext(), 0)).outcome).toBe('timeout');
  });

  it('after the call has ended harm nobody', async () => {
    const end = Promise.withResolvers<void>();
    const tool = new AnyTool(() => end.promise, { timeoutMs: 10 });
    expect((await call(tool, { query: 'x' })).outcome).toBe('timeout');
    end.reject(new Error('too late'));
    // A rejection that nobody handles fails this test, and would end a real Chip.
    await delay(5);
  });
});

describe('the end of a turn', () => {
  it('ends a call with its reason, also of a tool that does not listen', async () => {
    const turn = new AbortController();
    const tool = new AnyTool(() => new Promise(() => undefined));
    const calling = call(tool, { query: 'x' }, toolContext({ signal: turn.signal }));
    const startedAt = performance.now();
    turn.abort(new Error('a newer text'));
    await expect(calling).rejects.toThrow('a newer text');
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect(tool.seen[0]?.context.signal.aborted).toBe(true);
  });

  it('starts no call any more', async () => {
    const tool = new AnyTool();
    const signal = AbortSignal.abort(new Error('over'));
    await expect(call(tool, { query: 'x' }, toolContext({ signal }))).rejects.toThrow('over');
    expect(tool.seen).toEqual([]);
  });
});

describe('secrets of the server', () => {
  const hidden = Buffer.from(`key: ${SECRET}`).toString('base64');

  it('leave in no argument: the call is not made, and neither the record nor the log names it', async () => {
    const tool = new AnyTool(undefined, {
      parameters: { type: 'object', properties: { query: { type: 'string' } } },
    });
    const done = await call(tool, { query: `what is ${hidden}` });
    expect(done).toMatchObject({ outcome: 'refused', arguments: '[withheld]' });
    expect(tool.seen).toEqual([]);
    expect(JSON.stringify(done) + log.text).not.toContain(hidden);
    expect(log.with('hand out')).toEqual([{ tool: 'search', alert: true }]);
  });

  it('leave neither in the name of a tool nor in wrong arguments', async () => {
    const registry = registryOf(new AnyTool());
    const asName = await registry.call(SECRET, {}, toolContext(), 5000);
    const asWrong = await registry.call('search', { [SECRET]: 1 }, toolContext(), 5000);
    expect(JSON.stringify([asName, asWrong])).not.toContain(SECRET);
  });

  it('come back in no result and in no failure', async () => {
    for (const act of [
      () => `the key is ${SECRET}`,
      () => ({ env: { KEY: hidden } }),
      () => {
        throw new Error(`refused: ${SECRET}`);
      },
    ]) {
      const done = await call(new AnyTool(act), { query: 'x' });
      expect(done).toMatchObject({ outcome: 'refused', observation: expect.stringContaining('withheld') });
      expect(JSON.stringify(done)).not.toMatch(new RegExp(`${SECRET}|${hidden}`));
    }
  });
});

describe('the registry', () => {
  it('lists tools by name, whatever the order in which they came', () => {
    const registry = registryOf(new AnyTool(undefined, { name: 'zoo' }), new NoopTool());
    registry.register(new AnyTool());
    expect(registry.list().map(({ name }) => name)).toEqual(['noop', 'search', 'zoo']);
    expect(registry.list()[1]).toMatchObject({ description: 'Searches.', parameters: { type: 'object' } });
  });

  it('takes no second tool of a name, and none whose name no provider takes', () => {
    expect(() => registryOf(new NoopTool(), new NoopTool())).toThrow('tool "noop" is registered twice');
    for (const name of ['', 'Search', 'a-b', '1st', 'a'.repeat(65), 'a b']) {
      expect(() => registryOf(new AnyTool(undefined, { name }))).toThrow(/a name is lower case/);
    }
  });

  it.each([
    ['an unknown type', { type: 'object', properties: { a: { type: 'text' } } }],
    ['a misspelt keyword', { type: 'object', properties: { a: { type: 'string', maxlength: 3 } } }],
    ['a property required that is none', { type: 'object', properties: {}, required: ['a'] }],
    ['no object', { type: 'string', properties: {} }],
  ])('takes no schema with %s, and names the tool', (_what, parameters) => {
    const tool = new AnyTool(undefined, { parameters: parameters as unknown as ToolParameters });
    expect(() => registryOf(tool)).toThrow(/^tool "search": /);
  });

  it('forgets a tool that is taken out', async () => {
    const registry = registryOf(new NoopTool());
    expect(registry.unregister('noop')).toBe(true);
    expect(registry.unregister('noop')).toBe(false);
    const { observation } = await registry.call('noop', {}, toolContext(), 5000);
    expect(observation).toContain('There are: none.');
  });
});
