import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AdapterParseError } from '../errors.ts';
import { field, type InputFields, type OutputFields } from '../fields.ts';
import { problemOf } from '../check-value.ts';
import { signature, type Signature } from '../signature.ts';
import { parseChat } from './chat.adapter.ts';
import { parseJson } from './json.adapter.ts';

const CASES = { numRuns: 10_000 };
type AnySignature = Signature<InputFields, OutputFields>;

const inputs = { text: field.string('a text') };
const person = field.object('who', {
  name: field.string('their name'),
  tags: field.list('words', field.string('one')),
});
const SIGNATURES: AnySignature[] = [
  signature('Lone', '', { inputs, outputs: { reply: field.string('a reply') } }),
  signature('LoneNumber', '', { inputs, outputs: { score: field.number('a score') } }),
  signature('Mixed', '', {
    inputs,
    outputs: {
      topic: field.oneOf('the topic', ['money', 'time']),
      score: field.number('a score'),
      sure: field.boolean('whether it is'),
      constructor: field.string('a name that objects have'),
    },
  }),
  signature('Nested', '', { inputs, outputs: { person, people: field.list('several', person) } }),
];

const names = [
  'reply',
  'score',
  'topic',
  'sure',
  'person',
  'people',
  'constructor',
  '__proto__',
  'completed',
  'x',
];
const markers = names.flatMap((name) => [
  `[[ ## ${name} ## ]]`,
  `[[##${name}##]]`,
  `[[ ## ${name}`,
  `${name} ## ]]`,
  `"${name}":`,
]);
const scraps = [
  '{',
  '}',
  '[',
  ']',
  '```',
  '```json\n',
  '\n',
  ': ',
  ',',
  '- ',
  '"',
  '\\',
  '[[',
  '##',
  ']]',
  '<|end|>',
];
const values = [
  'money',
  'true',
  '0.5',
  '-1e999',
  'null',
  '{"name": "Ann", "tags": ["a"]}',
  '[1, "a", {}]',
  '\u0000',
  '\ud800',
];

/** Text as models break it: markers, JSON and code fences whole, halved, doubled and in any order. */
const broken = fc
  .array(
    fc.oneof(
      fc.constantFrom(...markers),
      fc.constantFrom(...scraps),
      fc.constantFrom(...values),
      fc.json(),
      fc.string({ unit: 'binary' }),
    ),
    { maxLength: 20 },
  )
  .chain((parts) => fc.constantFrom('', ' ', '\n').map((glue) => parts.join(glue)));

/** Objects with the right names and mostly the wrong values, alone or between other words. */
const objects = fc
  .tuple(
    fc.dictionary(
      fc.constantFrom(...names),
      fc.oneof(fc.constantFrom<unknown>(1, true, 'money', [], {}), fc.jsonValue()),
    ),
    fc.constantFrom('', 'Sure: ', '```json\n', '[[ ## reply ## ]]\n'),
    fc.constantFrom('', '\n```', ' Done.', '}', ']'),
  )
  .map(([object, before, after]) => `${before}${JSON.stringify(object)}${after}`);

function check(parse: typeof parseChat, from: AnySignature, answer: string): 'read' | 'refused' {
  try {
    const outputs = parse(from, answer);
    const names = Object.keys(from.outputs);
    const problems = names.map((name) => problemOf(from.outputs[name]!, outputs[name]));
    // No `expect` for each case: ten thousand of them take longer than the parsing.
    if (problems.some(Boolean) || Object.keys(outputs).length !== names.length)
      throw new Error(`badly typed: ${JSON.stringify(problems)}`);
    return 'read';
  } catch (error) {
    if (!(error instanceof AdapterParseError)) throw error;
    if (Object.keys(error.problems).length === 0) throw new Error('an error without a problem');
    return 'refused';
  }
}

describe.each([
  ['parseChat', parseChat],
  ['parseJson', parseJson],
])('%s, on 10,000 broken answers', (_, parse) => {
  it('gives well-typed outputs or an AdapterParseError, and throws nothing else', () => {
    const seen = { read: 0, refused: 0 };
    fc.assert(
      fc.property(fc.constantFrom(...SIGNATURES), fc.oneof(broken, objects), (from, answer) => {
        seen[check(parse, from, answer)]++;
      }),
      CASES,
    );
    // Both ways are really taken.
    expect(Math.min(seen.read, seen.refused)).toBeGreaterThan(100);
  });
});

describe('the parsers, on long answers', () => {
  it.each(['[', '{"a":', '```', '[[ ## x ## ]]\n', ' ', '[[', '- ', '"'])(
    'take no more time than the length asks for: %j',
    (scrap) => {
      const answer = scrap.repeat(100_000 / scrap.length);
      const startedAt = performance.now();
      for (const from of SIGNATURES) {
        check(parseChat, from, answer);
        check(parseJson, from, answer);
      }
      expect(performance.now() - startedAt).toBeLessThan(2_000);
    },
  );
});
