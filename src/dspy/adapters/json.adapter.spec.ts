import { describe, expect, it } from '@jest/globals';
import { AdapterParseError } from '../errors.ts';
import { field } from '../fields.ts';
import { signature } from '../signature.ts';
import { formatJson, jsonAdapter, parseJson } from './json.adapter.ts';

const Triage = signature('Triage one', 'Sort the message.', {
  inputs: { message: field.string('the text'), history: field.history('earlier turns') },
  outputs: {
    topic: field.oneOf('what it is about', ['money', 'time']),
    people: field.list('who is named', field.object('one of them', { name: field.string('their name') })),
    score: field.number('how sure you are, 0 to 1'),
    urgent: field.boolean('whether it cannot wait'),
  },
});
const Reply = signature('Reply', 'Answer.', {
  inputs: { message: field.string('the text') },
  outputs: { reply: field.string('the answer') },
});
const good = { topic: 'money', people: [{ name: 'Ann' }], score: 0.5, urgent: false };

describe('formatJson', () => {
  it('shows the form of the answer, and demos in it', () => {
    const demos = [{ message: 'Rent?', ...good }];
    const [system, user, assistant] = formatJson(Triage, { message: 'hi', history: [] }, { demos });
    expect(system!.content).toContain(
      '{"topic": "money" or "time", "people": [{"name": "..."}, ...], "score": 0, "urgent": true or false}',
    );
    expect(system!.content).toContain('- topic: what it is about');
    expect(user!.content).toBe('[[ ## message ## ]]\nRent?');
    expect(JSON.parse(assistant!.content)).toEqual(good);
  });

  it.each([
    ['Qué?', 'Qu__'],
    ['a'.repeat(70), 'a'.repeat(64)],
    ['', 'answer'],
  ])('names the schema of %j as providers take it', (name, expected) => {
    const fields = { inputs: { message: field.string('x') }, outputs: { reply: field.string('y') } };
    expect(jsonAdapter.constraint(signature(name, '', fields)).json).toMatchObject({ name: expected });
  });

  it('asks for a strict schema: every property required, no others', () => {
    const { json } = jsonAdapter.constraint(Triage);
    expect(json).toEqual({
      name: 'Triage_one',
      schema: {
        type: 'object',
        properties: {
          topic: { type: 'string', enum: ['money', 'time'], description: 'what it is about' },
          people: {
            type: 'array',
            description: 'who is named',
            items: {
              type: 'object',
              properties: { name: { type: 'string', description: 'their name' } },
              required: ['name'],
              additionalProperties: false,
              description: 'one of them',
            },
          },
          score: { type: 'number', description: 'how sure you are, 0 to 1' },
          urgent: { type: 'boolean', description: 'whether it cannot wait' },
        },
        required: ['topic', 'people', 'score', 'urgent'],
        additionalProperties: false,
      },
    });
  });
});

describe('parseJson', () => {
  it.each([
    ['alone', JSON.stringify(good)],
    ['in a code fence', `\`\`\`json\n${JSON.stringify(good)}\n\`\`\``],
    ['between words', `Here you are: ${JSON.stringify(good)} Anything else?`],
    ['with more than was asked for', JSON.stringify({ ...good, mood: 'good' })],
    ['with numbers and truth values as text', JSON.stringify({ ...good, score: '0.5', urgent: 'no' })],
  ])('reads an object that stands %s', (_, answer) => {
    expect(parseJson(Triage, answer)).toEqual(good);
  });

  it.each([
    ['SECRET', { reply: 'is not JSON' }],
    ['"SECRET"', { reply: 'is missing' }],
    ['{"answer": "SECRET"}', { reply: 'is missing' }],
    ['{"reply": {"SECRET": 1}}', { reply: 'is not text' }],
    ['{"reply": " "}', { reply: 'is missing' }],
    ['null', { reply: 'is missing' }],
  ])('names what is wrong with %j and quotes nothing', (answer, problems) => {
    const parse = (): unknown => parseJson(Reply, answer);
    expect(parse).toThrow(AdapterParseError);
    expect(parse).toThrow(expect.objectContaining({ problems }));
    expect(parse).not.toThrow(/SECRET/);
  });

  it('gathers all that is wrong', () => {
    expect(() => parseJson(Triage, '{"topic": "love", "people": 1, "urgent": true}')).toThrow(
      expect.objectContaining({
        problems: { topic: 'is not one of money, time', people: 'is not a list', score: 'is missing' },
      }),
    );
  });
});
