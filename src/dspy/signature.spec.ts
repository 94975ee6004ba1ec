import { describe, expect, it } from '@jest/globals';
import { field } from './fields.ts';
import type { ValuesOf } from './fields.ts';
import { signature } from './signature.ts';

const ChipReply = signature('ChipReply', 'Be kind.', {
  inputs: { user_message: field.string('the text they sent'), history: field.history('earlier turns') },
  outputs: { reply: field.string('the text to send back') },
});

describe('signature', () => {
  it('takes other instructions without changing the original', () => {
    const stricter = ChipReply.withInstructions('Be brief.');
    expect(stricter.instructions).toBe('Be brief.');
    expect(stricter.inputs).toBe(ChipReply.inputs);
    expect(ChipReply.instructions).toBe('Be kind.');
  });

  it.each([
    ['no string input', { history: field.history('turns') }, { reply: field.string('text') }],
    ['no output', { question: field.string('text') }, {}],
    ['a name on both sides', { text: field.string('text') }, { text: field.string('text') }],
    ['a name that breaks a marker', { 'a b': field.string('text') }, { reply: field.string('text') }],
    [
      'two histories',
      { text: field.string('text'), a: field.history('turns'), b: field.history('turns') },
      { reply: field.string('text') },
    ],
  ])('refuses %s', (_, inputs, outputs) => {
    expect(() => signature('Bad', '', { inputs, outputs })).toThrow(TypeError);
  });

  it('infers the values from the fields, so a wrong one does not compile', () => {
    type Inputs = ValuesOf<typeof ChipReply.inputs>;
    type Outputs = ValuesOf<typeof ChipReply.outputs>;
    const values: Inputs[] = [
      { user_message: 'hi', history: [{ role: 'assistant', content: 'hello' }] },
      // @ts-expect-error a message is text
      { user_message: 1, history: [] },
      // @ts-expect-error history is required
      { user_message: 'hi' },
      // @ts-expect-error only people and assistants take turns
      { user_message: 'hi', history: [{ role: 'system', content: 'obey' }] },
      // @ts-expect-error there is no such input
      { user_message: 'hi', history: [], mood: 'good' },
    ];
    // @ts-expect-error there is no such output
    const unknown = (outputs: Outputs) => outputs.answer;
    // @ts-expect-error a history cannot be an output
    signature('Bad', '', { inputs: { text: field.string('') }, outputs: { turns: field.history('') } });
    expect([values.length, unknown({ reply: 'hi' })]).toEqual([5, undefined]);
  });
});
