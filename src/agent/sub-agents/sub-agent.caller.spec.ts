import { beforeEach, describe, expect, it } from '@jest/globals';
import { AnySubAgent } from '../../../test/support/any.sub-agent.ts';
import { CapturedLog } from '../../../test/support/captured-log.ts';
import { DiceTool } from '../../../test/support/dice.tool.ts';
import { ScriptedLanguageModel } from '../../../test/support/scripted.language-model.ts';
import { answer, callTool, scriptedOpenAi } from '../../../test/support/scripted-openai.ts';
import { turnOf } from '../../../test/support/turn-of.ts';
import { readConfig } from '../../config/read-config.ts';
import type { StagedWrite } from '../../conversation/staged-write.ts';
import type { ClaimedTurn } from '../../conversation/turn.ts';
import type { LanguageModel } from '../../dspy/language-model.ts';
import { NoopTool } from '../../tools/noop.tool.ts';
import { SecretGuard } from '../../tools/secret.guard.ts';
import { ToolRegistry } from '../../tools/tool.registry.ts';
import { Tool, type ToolContext, type ToolDescription } from '../../tools/tool.ts';
import { PromptedSubAgent } from './prompted.sub-agent.ts';
import { SubAgentCaller, type SubAgentAnswer } from './sub-agent.caller.ts';
import type { SubAgent, SubAgentContext } from './sub-agent.ts';

const NUMBER = '+12055550123';
const SECRET = 'gsk_Z7tq93LmPd20Xv81aBcD';

class GamblerSubAgent extends PromptedSubAgent {
  readonly name = 'gambler';
  readonly specialization = 'bets';
  override readonly tools = ['dice'];
  readonly instructions =
    'You are the gambler who was thrown out of every saloon between here and the great river.';
}

/** One of the tools is the gambler's, the other is not. */
class CountingNoop extends NoopTool {
  calls = 0;
  override invoke(...args: Parameters<NoopTool['invoke']>): ReturnType<NoopTool['invoke']> {
    this.calls++;
    return super.invoke(...args);
  }
}

const noop = new CountingNoop();

const WRITE: StagedWrite = {
  kind: 'ask',
  number: 1,
  tool: 'staging',
  arguments: '{}',
  summary: 'do nothing',
  asker: 'ada',
  ttlMs: 1,
};

/** Changes something outside the conversation, so a person has to say yes first. */
class LauncherTool extends Tool {
  readonly name = 'launcher';
  override readonly asks = true;
  launched = 0;
  override describe(): ToolDescription {
    return { description: 'Launches.', parameters: { type: 'object', properties: {} } };
  }
  override invoke(): Promise<unknown> {
    this.launched++;
    return Promise.resolve('Gone.');
  }
}
const launcher = new LauncherTool();

/** Wants something stored with the turn. */
class StagingTool extends Tool {
  readonly name = 'staging';
  override describe(): ToolDescription {
    return { description: 'Stages.', parameters: { type: 'object', properties: {} } };
  }
  override invoke(_: object, context: ToolContext): Promise<unknown> {
    context.stage?.(WRITE);
    return Promise.resolve('Staged.');
  }
}

function ask(
  subAgent: SubAgent,
  {
    lm = new ScriptedLanguageModel(() => 'Hello.') as LanguageModel,
    turn = turnOf('Bet on it') as ClaimedTurn,
    signal = undefined as AbortSignal | undefined,
    deadlineMs = 5_000,
  } = {},
): Promise<SubAgentAnswer> {
  const tools = new ToolRegistry(
    [new DiceTool(), noop, new StagingTool(), launcher],
    new SecretGuard([SECRET]),
  );
  const caller = new SubAgentCaller(lm, readConfig({}), tools);
  return caller.ask(subAgent, turn, { signal, deadlineMs });
}

async function contextOf(turn: ClaimedTurn, tools: string[] = []): Promise<SubAgentContext> {
  const spy = new AnySubAgent(undefined, { tools });
  await ask(spy, { turn });
  return spy.asked[0]!.context;
}

describe('what a sub-agent is given', () => {
  beforeEach(() => {
    new CapturedLog();
    noop.calls = 0;
  });

  it('is the conversation without an address', async () => {
    const line = { id: 'l', author: NUMBER, heard: null, createdAt: 0, settled: true };
    const spy = new AnySubAgent();
    const turn = turnOf(`Call me at ${NUMBER}`, {
      target: NUMBER,
      summary: `Ada, ${NUMBER}, [builds] robots.`,
      history: [
        { ...line, direction: 'in', body: `I am ${NUMBER}` },
        { ...line, direction: 'out', body: 'Hello.' },
      ],
    });
    await ask(spy, { turn });
    const [{ query, context }] = spy.asked as [(typeof spy.asked)[0]];
    expect(query).toBe('Call me at [phone number]');
    expect(context.history).toEqual([
      { role: 'user', content: expect.stringMatching(/^\[Summary .*\(builds\) robots\.\]$/) },
      { role: 'user', content: 'I am [phone number]' },
      { role: 'assistant', content: 'Hello.' },
    ]);
    expect(context.summary).toBe('Ada, [phone number], (builds) robots.');
    expect(context).toMatchObject({ conversationId: 'conversation-1', kind: 'person' });
    expect(context.channelHints).toContain('text messages');
    expect(JSON.stringify({ query, context })).not.toContain(NUMBER);
  });

  it('are the tools that it names, and no other', async () => {
    const { tools } = await contextOf(turnOf('Roll'), ['dice', 'telephone']);
    expect(tools.map(({ name }) => name)).toEqual(['dice']);
    const signal = new AbortController().signal;
    expect(await tools[0]!.invoke({ sides: 2 }, { signal })).toMatch(/^\{"rolled":[12]\}$/);
    expect((await contextOf(turnOf('Roll'))).tools).toEqual([]);
  });

  it('are none that a person has to say yes to: these are Chip’s to call', async () => {
    const { tools } = await contextOf(turnOf('Go'), ['launcher']);
    const { signal } = new AbortController();
    expect(await tools[0]!.invoke({}, { signal })).not.toContain('Gone');
    expect(launcher.launched).toBe(0);
  });

  it('is time that ends', async () => {
    const { signal, deadlineMs } = await contextOf(turnOf('Roll'));
    expect(signal.aborted).toBe(false);
    expect(deadlineMs).toBe(5_000);
  });
});

describe('a sub-agent that is a prompt', () => {
  beforeEach(() => {
    new CapturedLog();
    noop.calls = 0;
  });

  it('calls its tools and answers from them; all rounds are counted', async () => {
    const { lm, bodies } = scriptedOpenAi([callTool(['dice', '{"sides": 2}']), answer('You have won.')]);
    const { outcome, usage, model } = await ask(new GamblerSubAgent(), { lm });
    expect(outcome).toEqual({ reply: 'You have won.' });
    expect({ model, usage }).toMatchObject({ model: 'openai/gpt-oss-120b', usage: { promptTokens: 20 } });
    expect(bodies[0]).toMatchObject({ tools: [{ function: { name: 'dice' } }] });
    expect(bodies[1]!.messages.at(-1)).toMatchObject({
      role: 'tool',
      content: expect.stringMatching(/^\{"rolled":[12]\}$/),
    });
  });

  it('cannot call a tool out of its list, whatever its model asks for', async () => {
    const { lm, bodies } = scriptedOpenAi([callTool(['noop', '{}']), answer('Too bad.')]);
    expect(await ask(new GamblerSubAgent(), { lm })).toMatchObject({ outcome: { reply: 'Too bad.' } });
    expect(noop.calls).toBe(0);
    expect(bodies[1]!.messages.at(-1)).toMatchObject({
      role: 'tool',
      content: 'There is no tool noop. There are: dice.',
    });
  });

  it('answers without tools where none is on', async () => {
    const lm = new ScriptedLanguageModel(() => 'No dice.');
    const caller = new SubAgentCaller(lm, readConfig({}), new ToolRegistry([], new SecretGuard([])));
    const turn = turnOf('Roll');
    const limits = { signal: undefined, deadlineMs: 5_000 };
    const { outcome } = await caller.ask(new GamblerSubAgent(), turn, limits);
    expect(outcome).toEqual({ reply: 'No dice.' });
    expect(lm.requests[0]!.tools).toBeUndefined();
  });
});

describe('a sub-agent that fails', () => {
  beforeEach(() => {
    new CapturedLog();
  });

  it.each([
    ['throws', () => Promise.reject(new TypeError('no')), 'TypeError'],
    [
      'throws at once',
      () => {
        throw new TypeError('no');
      },
      'TypeError',
    ],
    ['answers nothing', () => Promise.resolve(' '), 'ReplyRefusedError'],
    ['answers JSON', () => Promise.resolve('{"reply": "Hello"}'), 'ReplyRefusedError'],
    ['answers no text at all', () => Promise.resolve(undefined as unknown as string), 'TypeError'],
    ['gives away a secret', () => Promise.resolve(`It is ${btoa(SECRET)}`), 'ReplyRefusedError'],
    [
      'quotes what its model is told',
      () => Promise.resolve(`My orders: ${new GamblerSubAgent().instructions}`),
      'ReplyRefusedError',
    ],
  ])('and %s gives no reply, but the error', async (_, respond, name) => {
    const { instructions } = new GamblerSubAgent();
    const { outcome } = await ask(new AnySubAgent(respond, { instructions }));
    expect(outcome).toEqual({ error: expect.objectContaining({ name }) });
  });

  it('by taking too long is left behind, and its model is closed to it', async () => {
    const lm = new ScriptedLanguageModel(() => 'Too late.');
    let late: Promise<unknown> | undefined;
    const slow = new AnySubAgent(async (_, context) => {
      await new Promise((resolve) => context.signal.addEventListener('abort', resolve));
      const request = { messages: [], deadlineMs: 60_000 };
      await (late = context.lm.complete(request).catch((error: unknown) => error));
      return 'Too late.';
    });
    const { outcome, model } = await ask(slow, { lm, deadlineMs: 50 });
    expect({ outcome, model }).toMatchObject({
      outcome: { error: { name: 'TimeLimitError' } },
      model: 'none',
    });
    expect(await late).toMatchObject({ name: 'LanguageModelError', kind: 'timeout' });
    expect(lm.requests).toEqual([]);
  });

  it('has its tokens counted all the same', async () => {
    const spendthrift = new AnySubAgent(async (_, { lm }) => {
      await lm.complete({ messages: [], deadlineMs: 60_000 });
      throw new Error('no');
    });
    const lm = new ScriptedLanguageModel(() => 'Hello.');
    expect((await ask(spendthrift, { lm })).usage).toMatchObject({ promptTokens: 10, completionTokens: 5 });
    expect(lm.requests[0]!.deadlineMs).toBeLessThanOrEqual(5_000);
  });

  it('leaves what its tools did on record, and nothing that they wanted stored', async () => {
    const calling = (after: () => string): AnySubAgent =>
      new AnySubAgent(
        async (_, { tools, signal }) => {
          await tools[0]!.invoke({}, { signal });
          return after();
        },
        { tools: ['staging'] },
      );
    const calls = [expect.objectContaining({ tool: 'staging', outcome: 'ok' })];
    expect(await ask(calling(() => 'Staged.'))).toMatchObject({ calls, staged: [WRITE] });
    const failed = await ask(
      calling(() => {
        throw new Error('no');
      }),
    );
    expect(failed).toMatchObject({ calls, staged: [] });
  });

  it('because the turn ends is no failure of its own', async () => {
    const turn = new AbortController();
    const reason = new Error('a newer text came');
    const answering = ask(new AnySubAgent(() => new Promise(() => undefined)), { signal: turn.signal });
    turn.abort(reason);
    await expect(answering).rejects.toBe(reason);
  });
});
