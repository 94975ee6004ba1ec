import { describe, expect, it } from '@jest/globals';
import { ScriptedLanguageModel } from '../../../test/support/scripted.language-model.ts';
import { field } from '../fields.ts';
import { signature } from '../signature.ts';
import { ChainOfThought } from './chain-of-thought.ts';

const Add = signature('Add', 'Add them.', {
  inputs: { task: field.string('what to add') },
  outputs: { sum: field.number('the sum') },
});

describe('ChainOfThought', () => {
  it('has the model reason first and gives both', async () => {
    const lm = new ScriptedLanguageModel(
      () => '[[ ## reasoning ## ]]\nTwo and two.\n\n[[ ## sum ## ]]\n4\n\n[[ ## completed ## ]]',
    );
    const { outputs } = await new ChainOfThought(Add).forward({ task: '2 + 2' }, { lm });
    const sum: number = outputs.sum;
    expect([outputs.reasoning, sum]).toEqual(['Two and two.', 4]);
    const system = lm.requests[0]!.messages[0]!.content;
    expect(system.indexOf('[[ ## reasoning ## ]]')).toBeLessThan(system.indexOf('[[ ## sum ## ]]'));
  });

  it('is saved under predict, as in DSPy', () => {
    const state = new ChainOfThought(Add).dumpState();
    expect(state['predict']).toMatchObject({
      signature: { fields: [{ prefix: 'Task:' }, { prefix: 'Reasoning:' }, { prefix: 'Sum:' }] },
    });
  });

  it('refuses a signature that has reasoning already', () => {
    const reasoning = signature('Bad', '', {
      inputs: { task: field.string('a task') },
      outputs: { reasoning: field.string('why') },
    });
    expect(() => new ChainOfThought(reasoning)).toThrow('Bad has an output reasoning already');
  });
});
