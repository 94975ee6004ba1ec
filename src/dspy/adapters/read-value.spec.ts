import { describe, expect, it } from '@jest/globals';
import { field, type DataField } from '../fields.ts';
import { readText } from './read-value.ts';
import { ValueProblem } from './value.problem.ts';

const number = field.number('x');
const boolean = field.boolean('x');
const topic = field.oneOf('x', ['Money', 'Free time', 'money laundering']);
const words = field.list('x', field.string('y'));
const numbers = field.list('x', field.number('y'));
const person = field.object('x', { name: field.string('y'), age: field.number('z') });
const people = field.list('x', person);

describe('readText', () => {
  it.each<[DataField, string, unknown]>([
    [field.string('x'), '  two words ', 'two words'],
    [number, '42', 42],
    [number, ' -1.5e3 ', -1500],
    [number, '**0.8**', 0.8],
    [number, '1,234,567', 1234567],
    [number, '"7".', 7],
    [boolean, 'True', true],
    [boolean, 'no.', false],
    [topic, 'Money', 'Money'],
    [topic, '`money`', 'Money'],
    [topic, '"free time".', 'Free time'],
    [words, '["a", "b"]', ['a', 'b']],
    [words, '- a\n- b\n', ['a', 'b']],
    [words, '1. a\n2) b', ['a', 'b']],
    [words, '```json\n["a"]\n```', ['a']],
    [words, '[]', []],
    [words, '', []],
    [numbers, '1\n2', [1, 2]],
    [person, '{"name": "Ann", "age": "30", "mood": "good"}', { name: 'Ann', age: 30 }],
    [person, 'Sure: {"name": "Ann", "age": 30}. Done.', { name: 'Ann', age: 30 }],
    [people, '[{"name": "Ann", "age": 30}]', [{ name: 'Ann', age: 30 }]],
  ])('of %j reads %j', (output, text, value) => {
    expect(readText(output, text)).toEqual(value);
  });

  it.each<[DataField, string, string]>([
    [number, 'many', 'is not a number'],
    [number, '', 'is not a number'],
    [number, 'Infinity', 'is not a number'],
    [boolean, 'maybe', 'is not true or false'],
    [topic, 'Moneyy', 'is not one of Money, Free time, money laundering'],
    [words, '["a"', 'is not JSON'],
    [numbers, '1\ntwo', 'is not a number'],
    [person, '{"name": "Ann"}', 'lacks age'],
    [person, '[]', 'is not an object'],
    [person, '{"name": {}, "age": 1}', 'is not text'],
    [people, '{"name": "Ann", "age": 30}', 'is not a list'],
  ])('of %j refuses %j: it %s', (output, text, problem) => {
    expect(() => readText(output, text)).toThrow(new ValueProblem(problem));
  });

  it.each([' ', '.', '*'])('takes no longer for a long run of %j inside an answer', (filler) => {
    const text = `x${filler.repeat(200_000)}x`;
    const startedAt = performance.now();
    for (const output of [number, boolean, topic]) expect(() => readText(output, text)).toThrow(ValueProblem);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
