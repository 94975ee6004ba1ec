import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ExamplesError } from './examples.error.ts';
import { parseExamples, readExamples } from './examples.ts';

const GOOD = {
  id: 'events-01',
  category: 'events',
  split: 'train',
  user_message: 'anything on tonight?',
  history: [{ role: 'user', content: 'hi' }],
  expect: { admits_unknown: true },
  notes: 'Chip has no calendar.',
  reply: "I don't know.",
};
const line = (changes: object = {}): string => JSON.stringify({ ...GOOD, ...changes });

function refusal(text: string): ExamplesError {
  try {
    parseExamples(text, 'data.jsonl');
  } catch (error) {
    if (error instanceof ExamplesError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('parseExamples', () => {
  it('reads what a program, a metric and a judge need', () => {
    expect(parseExamples(`\n${line()}\r\n\n`)).toEqual([
      {
        id: 'events-01',
        category: 'events',
        split: 'train',
        input: {
          user_message: 'anything on tonight?',
          history: [{ role: 'user', content: 'hi' }],
          channel_hints: expect.stringContaining('at most 3 bubbles'),
        },
        expected: { reply: "I don't know." },
        expect: { admits_unknown: true },
        notes: 'Chip has no calendar.',
      },
    ]);
  });

  it('takes an example without history, notes and reply', () => {
    const [example] = parseExamples(line({ history: undefined, notes: undefined, reply: undefined }));
    expect(example).toMatchObject({ input: { history: [] } });
    expect(example).not.toHaveProperty('expected');
    expect(example).not.toHaveProperty('notes');
  });

  it('gives a group the hints that the server gives a group', () => {
    const texts = ['Member 48213: chip, maps?', 'a\nMember 48213: b', 'Someone: hey', 'Members 48213: no'];
    const hints = texts.map((user_message) => parseExamples(line({ user_message }))[0]!.input.channel_hints!);
    expect(hints.map((hint) => hint.includes('In a group'))).toEqual([true, true, true, false]);
  });

  it.each([
    ['cut-off JSON', '{"id": "a"', 'is not valid JSON', 'look for a missing quote, comma or bracket'],
    ['a stray word', `${line()} x`, 'is not valid JSON (near column', 'keep each example on one line'],
    ['a list', '[]', 'must be a JSON object', '{"id": "events-01", ...}'],
    ['null', 'null', 'must be a JSON object', 'as in'],
    ['no id', line({ id: undefined }), '"id" is missing', 'each example needs id, category'],
    ['no message', line({ user_message: undefined }), '"user_message" is missing', 'each example needs'],
    ['no expect', line({ expect: undefined }), '"expect" is missing', 'each example needs'],
    ['an odd id', line({ id: 'Events 1' }), '"id" must be', 'lower-case letters'],
    ['an odd category', line({ category: 7 }), '"category" must be', 'lower-case letters'],
    ['an unknown split', line({ split: 'dev' }), 'unknown split "dev"', 'write train, validation or test'],
    ['an unknown field', line({ mesage: 'x' }), 'unknown field "mesage"', 'use id, category, split'],
    ['a blank message', line({ user_message: ' ' }), '"user_message" must be', 'not blank'],
    ['a reply of no text', line({ reply: 5 }), '"reply" must be', 'not blank'],
    [
      'an odd history',
      line({ history: [{ role: 'system', content: 'x' }] }),
      '"history" must be',
      '"user" or',
    ],
    [
      'a turn of more',
      line({ history: [{ role: 'user', content: 'x', at: 1 }] }),
      '"history" must be',
      'list',
    ],
    ['an odd expect', line({ expect: [] }), '"expect" must be an object', 'write {}'],
    ['an unknown check', line({ expect: { polite: true } }), 'unknown check "polite"', 'use one of language'],
    ['an unknown language', line({ expect: { language: 'xx' } }), '"language"', 'one of en, es, fr, pt, de'],
    ['a flag of false', line({ expect: { declines: false } }), '"declines"', 'true, or left out'],
    ['an odd limit', line({ expect: { max_chars: '9' } }), '"max_chars"', 'a whole number'],
    [
      'flat phrases',
      line({ expect: { must_mention: ['a'] } }),
      '"must_mention"',
      'a list of lists of phrases',
    ],
    [
      'an empty phrase',
      line({ expect: { must_not_mention: ['*'] } }),
      '"must_not_mention"',
      'a list of phrases',
    ],
    ['an odd number', line({ expect: { crisis: ['112'] } }), '"crisis"', '"911", "988" or both'],
  ])('refuses %s, with its line and a way to mend it', (_, wrong, what, mend) => {
    const error = refusal(`${line()}\n\n${wrong}`);
    expect(error.message).toMatch(/^data\.jsonl, line 3: /);
    expect(error.message).toContain(what);
    expect(error.message).toContain(mend);
    expect(error.line).toBe(3);
  });

  it('refuses an id that is taken, and says by which line', () => {
    expect(refusal(`${line()}\n${line({ id: 'b' })}\n${line()}`).message).toBe(
      'data.jsonl, line 3: "id" is already that of line 1; give it one of its own',
    );
  });

  it('refuses a text without examples', () => {
    expect(refusal(' \n').message).toBe('data.jsonl: holds no examples; write one JSON object a line');
  });

  it('quotes no message in its errors', () => {
    const secret = 'SECRET words of a member';
    for (const wrong of [
      `{"id": "a", "user_message": "${secret}"`,
      line({ user_message: secret, split: 'dev' }),
      line({ user_message: [secret] }),
      line({ [secret.repeat(9)]: 1 }),
    ])
      expect(refusal(wrong).message.length).toBeLessThan(260);
    expect(refusal(`{"user_message": "${secret}" oops`).message).not.toContain('SECRET');
    expect(refusal(line({ user_message: secret, split: 'dev' })).message).not.toContain('SECRET');
  });
});

describe('readExamples', () => {
  it('reads a file, and names it in errors', () => {
    const folder = mkdtempSync(join(tmpdir(), 'chip-examples-'));
    try {
      const path = join(folder, 'some.jsonl');
      writeFileSync(path, `\uFEFF${line()}\n${line({ id: 'two' })}\n`);
      expect(readExamples(path).map(({ id }) => id)).toEqual(['events-01', 'two']);
      writeFileSync(path, `${line()}\n{`);
      expect(() => readExamples(path)).toThrow(`${path}, line 2: is not valid JSON`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('says when there is no such file', () => {
    expect(() => readExamples('/nowhere/x.jsonl')).toThrow('/nowhere/x.jsonl: cannot be read (ENOENT)');
  });
});
