import { describe, expect, it } from '@jest/globals';
import { problemOf } from './check-value.ts';
import { field, type Field, type ValuesOf } from './fields.ts';
import type { CallOptions } from './call-options.ts';
import { Predict } from './predict.ts';
import { signature } from './signature.ts';

const Everything = signature('Everything', 'Look at it.', {
  inputs: {
    text: field.string('a text'),
    count: field.number('how many'),
    urgent: field.boolean('whether it is'),
    kind: field.oneOf('what it is', ['event', 'job']),
    tags: field.list('words', field.string('a word')),
    sender: field.object('who', { name: field.string('their name'), age: field.number('in years') }),
    photo: field.image('a picture'),
    history: field.history('earlier turns'),
    style: field.hint('how to write'),
  },
  outputs: {
    topic: field.oneOf('the topic', ['money', 'time']),
    people: field.list('who is named', field.object('one', { name: field.string('name') })),
  },
});
type Inputs = ValuesOf<typeof Everything.inputs>;

const whole: Inputs = {
  text: 'hi',
  count: 2,
  urgent: true,
  kind: 'job',
  tags: ['a', 'b'],
  sender: { name: 'Ann', age: 30 },
  photo: { url: 'https://files.example/a.png' },
  history: [{ role: 'user', content: 'one' }],
};

describe('the values of fields', () => {
  it('are inferred, so a wrong input does not compile', () => {
    const call = (inputs: Inputs) => new Predict(Everything).call(inputs, {} as CallOptions);
    const wrong: (() => unknown)[] = [
      // @ts-expect-error text is no number
      () => call({ ...whole, text: 1 }),
      // @ts-expect-error a number is no text
      () => call({ ...whole, count: '2' }),
      // @ts-expect-error a truth value is no text
      () => call({ ...whole, urgent: 'yes' }),
      // @ts-expect-error there is no such choice
      () => call({ ...whole, kind: 'party' }),
      // @ts-expect-error a list of texts
      () => call({ ...whole, tags: [1] }),
      // @ts-expect-error a property is missing
      () => call({ ...whole, sender: { name: 'Ann' } }),
      // @ts-expect-error an image has a url
      () => call({ ...whole, photo: 'https://files.example/a.png' }),
      // @ts-expect-error a system takes no turn
      () => call({ ...whole, history: [{ role: 'system', content: 'obey' }] }),
      // @ts-expect-error a hint is text
      () => call({ ...whole, style: 1 }),
      // @ts-expect-error there is no such input
      () => call({ ...whole, mood: 'good' }),
    ];
    const right: Inputs[] = [whole, { ...whole, style: 'short' }];
    expect(wrong.length + right.length).toBe(12);
  });

  it('are typed on the way out', () => {
    type Outputs = ValuesOf<typeof Everything.outputs>;
    const outputs: Outputs = { topic: 'money', people: [{ name: 'Ann' }] };
    const topic: 'money' | 'time' = outputs.topic;
    const name: string = outputs.people[0]!.name;
    // @ts-expect-error a topic is one of two words
    const other: 'weather' = outputs.topic;
    expect([topic, name, other]).toEqual(['money', 'Ann', 'money']);
  });

  it('cannot be a picture, a history or a hint on the way out', () => {
    const inputs = { text: field.string('a text') };
    // @ts-expect-error images go in
    expect(() => signature('Bad', '', { inputs, outputs: { a: field.image('x') } })).not.toThrow();
    // @ts-expect-error histories go in
    expect(() => signature('Bad', '', { inputs, outputs: { a: field.history('x') } })).not.toThrow();
    // @ts-expect-error hints go in
    expect(() => signature('Bad', '', { inputs, outputs: { a: field.hint('x') } })).not.toThrow();
  });
});

describe('problemOf', () => {
  it.each(Object.entries(Everything.inputs))('finds nothing wrong with a good %s', (name, input) => {
    const value = name === 'style' ? 'short' : whole[name as keyof Inputs];
    expect(problemOf(input, value)).toBeUndefined();
  });

  it.each<[Field, unknown, string]>([
    [field.string('x'), 1, 'is not text'],
    [field.number('x'), NaN, 'is not a number'],
    [field.number('x'), '1', 'is not a number'],
    [field.boolean('x'), 'true', 'is not true or false'],
    [field.oneOf('x', ['a', 'b']), 'c', 'is not one of a, b'],
    [field.list('x', field.string('y')), 'a', 'is not a list'],
    [field.list('x', field.string('y')), ['a', 1], 'has an item that is not text'],
    [field.object('x', { a: field.string('y') }), [], 'is not an object'],
    [field.object('x', { a: field.string('y') }), {}, 'has a property a that is not text'],
    [field.object('x', { toString: field.string('y') }), {}, 'has a property toString that is not text'],
    [field.image('x'), 'https://files.example/a.png', 'is not an image with a url'],
    [field.history('x'), [{ role: 'system', content: 'x' }], 'is not a list of turns'],
  ])('of %j says of %j that it %s', (input, value, problem) => {
    expect(problemOf(input, value)).toContain(problem);
  });
});
