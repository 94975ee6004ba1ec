import { describe, expect, it } from '@jest/globals';
import type { TurnMessage } from '../../conversation/turn.ts';
import { questionOf } from './question.ts';
import { summaryOf, summaryProblem } from './summary.ts';
import { tell } from './tell.ts';
import { TurnAsks } from './turn.asks.ts';

const text = (author: string | null, words = 'x'): TurnMessage => ({
  id: words,
  externalId: null,
  author,
  text: words,
  attachments: [],
  form: 'text',
  spoken: false,
  createdAt: 0,
});
const asksOf = (kind: 'person' | 'group', ...messages: TurnMessage[]): TurnAsks =>
  new TurnAsks({ kind, messages }, () => Promise.resolve(4));
const wanted = (note: unknown = 'hi') => ({
  tool: 'board',
  input: { note },
  summary: `board (${String(note)})`,
});

describe('what is asked', () => {
  it('names the tool and every argument, whole', () => {
    expect(summaryOf('notes_write', { title: 'A "b"', due_day: 3, tags: ['x'] })).toBe(
      'notes write (title: "A \\"b\\"", due day: 3, tags: ["x"])',
    );
    expect(summaryOf('ping', {})).toBe('ping');
  });

  it.each([
    ['is empty', ' '],
    ['is too long to be read', 'x'.repeat(401)],
    ['turns the direction of writing around', 'pay \u202e001'],
    ['holds what cannot be seen', 'a\u200bb'],
    ['goes over several lines', 'a\nb'],
    ['uses a line separator', 'a\u2028b'],
  ])('is not asked when it %s', (_what, summary) => {
    expect(summaryProblem(summary)).toEqual(expect.any(String));
  });

  it('may hold emoji that are joined, and other scripts', () => {
    expect(summaryProblem('note: "👩‍🚀 ¿mañana? 明日"')).toBeUndefined();
  });

  it('is put as one text that says how to agree, with Chip named in a group', async () => {
    const asks = asksOf('person', text('a'));
    await asks.ask(wanted('one'));
    await asks.ask(wanted('two'));
    expect(questionOf(asks.staged, 'person')).toBe(
      'Shall I do these?\n5: board (one)\n6: board (two)\nTo agree, write "yes, do 5" or "yes, do 6" within 10 minutes. Otherwise nothing is done.',
    );
    expect(questionOf(asks.staged.slice(0, 1), 'group')).toContain('writes "Chip, yes, do 5"');
  });
});

describe('a turn in which a tool asks', () => {
  it('numbers on from what the conversation has had, once for the same call', async () => {
    const asks = asksOf('person', text('a'));
    const outcomes = await Promise.all([wanted(), wanted(), wanted('more')].map((one) => asks.ask(one)));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['asked', 'asked', 'asked']);
    expect(asks.staged.map(({ number, arguments: json, asker }) => [number, json, asker])).toEqual([
      [5, '{"note":"hi"}', 'a'],
      [6, '{"note":"more"}', 'a'],
    ]);
  });

  it('asks three things and no more', async () => {
    const asks = asksOf('person', text(null));
    for (const note of [1, 2, 3, 4]) await asks.ask(wanted(note));
    expect(asks.staged.map(({ number }) => number)).toEqual([5, 6, 7]);
  });

  it.each([
    ['several people have written', [text('a'), text('b')]],
    ['nobody knows who has written', [text(null)]],
    ['one of them is not known', [text('a'), text(null)]],
  ])('in a group asks nobody when %s', async (_what, messages) => {
    const asks = asksOf('group', ...messages);
    expect(await asks.ask(wanted())).toMatchObject({ outcome: 'refused' });
    expect(asks.staged).toEqual([]);
  });
});

describe('what is told of the end', () => {
  it('holds what a tool gave only where that is plain words', () => {
    const done = (result: string | null): string =>
      tell(1, { state: 'done', again: false, summary: 's', result });
    expect(done('It is note 3.')).toBe('Done: s\nIt is note 3.');
    for (const result of [
      null,
      'Done.',
      '{"id":3}',
      '<function=x>',
      'a\nb',
      '[[ ## reply ## ]]',
      'x'.repeat(301),
    ])
      expect(done(result)).toBe('Done: s');
  });

  it('never says that something was done which was not', () => {
    for (const state of ['refused', 'failed', 'unknown', 'declined'] as const)
      expect(tell(1, { state, again: false, summary: 's', result: 'r' })).not.toMatch(/^Done|\br\b/);
  });
});
