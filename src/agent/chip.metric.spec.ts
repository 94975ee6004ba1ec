import { describe, expect, it } from '@jest/globals';
import { lastUserOf, ScriptedLanguageModel, systemOf } from '../../test/support/scripted.language-model.ts';
import { LanguageModelError } from '../dspy/errors.ts';
import type { CallTrace } from '../dspy/tracking.ts';
import { ChipRespond } from './chip-respond.program.ts';
import { chipMetric } from './chip.metric.ts';
import { parseExamples, type ChipExample } from './examples.ts';
import { evaluate } from '../dspy/evaluate.ts';

const example = (changes: object = {}): ChipExample =>
  parseExamples(
    JSON.stringify({
      id: 'a',
      category: 'events',
      split: 'test',
      user_message: 'is there a group?',
      history: [
        { role: 'user', content: 'hi' },
        { role: 'assistant', content: 'Hello!' },
      ],
      expect: { must_mention: [['library']] },
      ...changes,
    }),
  )[0]!;

const judge = (score: unknown, feedback = 'Warm enough.'): ScriptedLanguageModel =>
  new ScriptedLanguageModel(() => JSON.stringify({ feedback, score }));

describe('chipMetric', () => {
  it('scores by rules alone where there is no judge', async () => {
    const metric = chipMetric();
    expect(await metric(example(), { reply: 'Ask at the library.' }, [], {})).toEqual({
      score: 1,
      feedback: '',
    });
    const { score, feedback } = await metric(example(), { reply: 'Ask **around**.' }, [], {});
    expect(score).toBe(0.25);
    expect(feedback).toMatch(/what matters here \(library\).* It uses Markdown/);
  });

  it('gives the judge four tenths of the score, and adds what it says', async () => {
    const metric = chipMetric({ judge: judge(5) });
    const good = await metric(example(), { reply: 'Ask at the library.' }, [], {});
    expect(good).toEqual({ score: expect.closeTo(0.8), feedback: 'Warm enough.' });
    const bad = await metric(example(), { reply: 'Ask around.' }, [], {});
    expect(bad.score).toBeCloseTo(0.6 * 0.5 + 0.4 * 0.5);
    expect(bad.feedback).toMatch(/what matters here.* Warm enough\.$/);
  });

  it('shows the judge the conversation, the reply and what matters in this case, and asks for JSON', async () => {
    const lm = judge(10);
    await chipMetric({ judge: lm })(
      example({ notes: 'No calendar here.' }),
      { reply: 'Ask at the library.' },
      [],
      {},
    );
    const [request] = lm.requests;
    for (const part of [
      'member: hi',
      'Chip: Hello!',
      'is there a group?',
      'Ask at the library.',
      'No calendar here.',
    ])
      expect(lastUserOf(request!)).toContain(part);
    expect(systemOf(request!)).toContain('from 0 to 10');
    expect(request!.json!.schema).toMatchObject({ required: ['feedback', 'score'] });
    expect(request!.temperature).toBe(0);
  });

  it.each([
    [12, 1],
    [-3, 0.6],
    ['7.5', 0.9],
  ])('takes a mark of %j as %d in all', async (mark, score) => {
    const result = await chipMetric({ judge: judge(mark) })(example(), { reply: 'The library.' }, [], {});
    expect(result.score).toBeCloseTo(score);
  });

  it('does not ask the judge about a reply that the rules reject', async () => {
    const lm = judge(10);
    const crisis = example({ expect: { crisis: ['988'] } });
    expect(await chipMetric({ judge: lm })(crisis, { reply: 'Cheer up!' }, [], {})).toMatchObject({
      score: 0,
    });
    expect(lm.requests).toHaveLength(0);
  });

  it('keeps to the rules when the judge talks nonsense, and fails when it cannot be had', async () => {
    const nonsense = new ScriptedLanguageModel(() => 'I liked it');
    expect(await chipMetric({ judge: nonsense })(example(), { reply: 'The library.' }, [], {})).toEqual({
      score: 1,
      feedback: '',
    });
    const failing = (kind: 'bad-output' | 'unavailable') =>
      new ScriptedLanguageModel(() => {
        throw new LanguageModelError({ kind, attempts: 1 });
      });
    const ask = (lm: ScriptedLanguageModel) =>
      chipMetric({ judge: lm })(example(), { reply: 'The library.' }, [], {});
    expect(await ask(failing('bad-output'))).toMatchObject({ score: 1 });
    await expect(ask(failing('unavailable'))).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('passes the signal on to the judge', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    const asked = chipMetric({ judge: judge(10) })(example(), { reply: 'The library.' }, [], { signal });
    await expect(asked).rejects.toThrow('enough');
  });

  it('knows the instructions that a reply was written under, not only those in the code', async () => {
    const instructions =
      'You are Chip. Keep a blue notebook of small wins and read one of them aloud to every newcomer.';
    const program = new ChipRespond();
    program.respond.setInstructions(instructions);
    const call = { instance: program.respond } as unknown as CallTrace;
    const reply = { reply: 'Library? I keep a blue notebook of small wins and read one of them aloud.' };
    expect(await chipMetric()(example(), reply, [], {})).toMatchObject({ score: 1 });
    const told = await chipMetric()(example(), reply, [call], {});
    expect(told.score).toBe(0);
    expect(told.feedback).toContain('its own instructions');
  });

  it('fits into an evaluation of the program', async () => {
    const lm = new ScriptedLanguageModel(() => 'Ask at the library.');
    const { mean, rows } = await evaluate(new ChipRespond(), [example()], chipMetric(), { lm });
    expect(mean).toBe(1);
    expect(rows[0]).toMatchObject({ feedback: '', result: { reply: 'Ask at the library.' } });
    expect(systemOf(lm.requests[0]!)).toContain('at most 3 bubbles');
  });
});
