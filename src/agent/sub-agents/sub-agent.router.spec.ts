import { describe, expect, it } from '@jest/globals';
import { AnySubAgent } from '../../../test/support/any.sub-agent.ts';
import {
  lastUserOf,
  ScriptedLanguageModel,
  systemOf,
} from '../../../test/support/scripted.language-model.ts';
import { answer, fail, scriptedOpenAi, SMALL } from '../../../test/support/scripted-openai.ts';
import { LanguageModelError } from '../../dspy/errors.ts';
import { SubAgentRouter, type RouterChoice } from './sub-agent.router.ts';

const poet = new AnySubAgent();
const cook = new AnySubAgent(undefined, { name: 'cook', specialization: 'whoever is hungry' });
const input = { earlier: 'Chip: Shall I rhyme?', new_texts: 'Yes, about robots' };

function choose(
  lm: ConstructorParameters<typeof SubAgentRouter>[0],
  { deadlineMs = 20_000, signal = undefined as AbortSignal | undefined } = {},
): Promise<RouterChoice> {
  return new SubAgentRouter(lm).choose(input, [cook, poet], { signal, deadlineMs });
}
const scripted = (text: string): ScriptedLanguageModel => new ScriptedLanguageModel(() => text);
const answered = (text: string): Promise<RouterChoice> => choose(scripted(text));
const picked = (agent: unknown, confidence: unknown): Promise<RouterChoice> =>
  answered(JSON.stringify({ agent, confidence }));

describe('the router', () => {
  it('is told who there is and what was said, and held to a schema', async () => {
    const lm = scripted('{"agent": "poet", "confidence": 0.9}');
    await choose(lm);
    const [request, ...more] = lm.requests;
    expect(more).toEqual([]);
    expect(systemOf(request!)).toContain('- cook: whoever is hungry\n- poet: whoever wants a poem');
    expect(lastUserOf(request!)).toMatch(/Chip: Shall I rhyme\?[^]*Yes, about robots/);
    expect(request!.json?.schema).toMatchObject({
      properties: { agent: { enum: ['chip', 'cook', 'poet'] } },
    });
  });

  it('asks in the same words for the same sub-agents, whatever was said', async () => {
    const lm = scripted('{"agent": "chip", "confidence": 1}');
    await choose(lm);
    await new SubAgentRouter(lm).choose({ earlier: '', new_texts: 'Soup?' }, [cook, poet], {
      signal: undefined,
      deadlineMs: 9_000,
    });
    expect(systemOf(lm.requests[1]!)).toBe(systemOf(lm.requests[0]!));
  });

  it('picks who the model is sure of, and counts what that took', async () => {
    const usage = { promptTokens: 10, completionTokens: 5, cachedTokens: 0 };
    expect(await picked('poet', 0.9)).toEqual({ agent: 'poet', reason: 'model', confidence: 0.9, usage });
    expect(await picked('chip', 0.1)).toEqual({ agent: 'chip', reason: 'model', confidence: 0.1, usage });
  });

  it('is Chip in doubt', async () => {
    expect(await picked('poet', 0.59)).toMatchObject({ agent: 'chip', reason: 'doubt', confidence: 0.59 });
    expect(await picked('poet', 0.6)).toMatchObject({ agent: 'poet' });
  });

  it.each([
    ['words', 'The poet, I think.'],
    ['half of an object', '{"agent": "poet", "conf'],
    ['no confidence', '{"agent": "poet"}'],
    ['a name that is none', '{"agent": "painter", "confidence": 1}'],
    ['a confidence that is none', '{"agent": "poet", "confidence": 95}'],
    ['a negative one', '{"agent": "poet", "confidence": -1}'],
    ['a list', '["poet", 1]'],
  ])('is Chip where the answer is %s; it is paid for and not asked for again', async (_, text) => {
    const lm = scripted(text);
    const choice = await choose(lm);
    expect(choice).toMatchObject({ agent: 'chip', reason: 'unreadable', usage: { promptTokens: 10 } });
    expect(lm.requests).toHaveLength(1);
  });

  it('is Chip when it takes too long: a fifth of what the turn has left, also with a model that does not listen', async () => {
    const deaf = new ScriptedLanguageModel(() => new Promise(() => undefined));
    const startedAt = performance.now();
    expect(await choose(deaf, { deadlineMs: 1_000 })).toMatchObject({ agent: 'chip', reason: 'timeout' });
    expect(performance.now() - startedAt).toBeLessThan(800);
  });

  it('waits no longer than 3 s, however much is left', async () => {
    const lm = scripted('{"agent": "poet", "confidence": 1}');
    await choose(lm, { deadlineMs: 600_000 });
    expect(lm.requests[0]!.deadlineMs).toBeLessThanOrEqual(3_000);
    expect(lm.requests[0]!.maxTokens).toBeLessThanOrEqual(300);
  });

  it('is Chip when the model cannot be asked; asked once, on one model', async () => {
    const once = { model: SMALL, fallbackModels: [], maxAttemptsPerModel: 1, backoffMs: 1 };
    const { lm, bodies } = scriptedOpenAi([fail(503), answer('{"agent": "poet", "confidence": 1}')], once);
    expect(await choose(lm)).toMatchObject({ agent: 'chip', reason: 'failed' });
    expect(bodies.map(({ model }) => model)).toEqual([SMALL]);
  });

  it('counts what a failed choice took', async () => {
    const lm = new ScriptedLanguageModel(() => {
      const usage = { promptTokens: 7, completionTokens: 3, cachedTokens: 0 };
      throw new LanguageModelError({ kind: 'bad-output', attempts: 1, usage });
    });
    expect(await choose(lm)).toMatchObject({ reason: 'unreadable', usage: { promptTokens: 7 } });
  });

  it('ends with the turn, with the turn’s reason', async () => {
    const turn = new AbortController();
    const reason = new Error('a newer text came');
    const choosing = choose(new ScriptedLanguageModel(() => new Promise(() => undefined)), {
      signal: turn.signal,
    });
    turn.abort(reason);
    await expect(choosing).rejects.toBe(reason);
  });
});
