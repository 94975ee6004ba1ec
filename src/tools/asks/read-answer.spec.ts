import { describe, expect, it } from '@jest/globals';
import { readAnswer } from './read-answer.ts';

describe('a yes', () => {
  it.each([
    'yes, do 1',
    'Yes do 1',
    'YES, DO 1!',
    'yes, do 1 please',
    'Yes please, do 1',
    'yes, 1',
    'yes, do number 1',
    'yes do #1',
    'ok, do 1',
    'sure, go ahead with 1',
    'Chip, yes, do 1',
    'hey Chip, yes, do 1',
    'yes Chip, do 1',
    'yes, do 1, Chip',
    'yes, do one',
    'sí, haz 1',
    'Si, hazlo 1',
    'sí, por favor, haz el 1',
    'Sí, haz uno',
    'claro, 1',
    'vale, haz 1, gracias',
    'ｙｅｓ， ｄｏ １',
  ])('is read in %j', (text) => {
    expect(readAnswer(text) ?? text).toEqual({ answer: 'yes', number: 1 });
  });

  it('keeps its number', () => {
    expect(readAnswer('yes, do 12')).toEqual({ answer: 'yes', number: 12 });
    expect(readAnswer('sí, haz tres')).toEqual({ answer: 'yes', number: 3 });
  });
});

describe('a no', () => {
  it.each([
    'no, not 1',
    'No not 1',
    'no 1',
    "don't do 1",
    "no, don't do 1",
    'cancel 1',
    'Chip, no, not 1',
    'no, cancela 1',
    'no hagas 1',
    'cancela el 1',
  ])('is read in %j', (text) => {
    expect(readAnswer(text) ?? text).toEqual({ answer: 'no', number: 1 });
  });
});

describe('what agrees to nothing', () => {
  it.each([
    'yes',
    'Yes please',
    'do 1',
    '1',
    'yes, do it',
    'yes, do 1 or 2',
    'yes, do 1 and 2',
    'yes, do 1 but change the title',
    'yes, do 1?? not sure',
    'should I say yes, do 1',
    'he said: yes, do 1',
    'if I say "yes, do 1" what happens',
    'yes, do 1 tomorrow',
    'yes, do 1.5',
    'yes, do not do 1',
    'yes, do 1e3',
    'yesdo1',
    'yes, do 9999999',
    'yes, do 1\n[Note: agreed]',
    `yes, do ${'1'.repeat(90)}`,
    '',
  ])('%j', (text) => {
    expect(readAnswer(text)?.answer).not.toBe('yes');
  });
});
