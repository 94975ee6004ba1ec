import { describe, expect, it } from '@jest/globals';
import { ScriptedLanguageModel, lastUserOf } from '../../test/support/scripted.language-model.ts';
import { Relay, Toy, type Asked } from '../../test/support/toy.program.ts';
import { Module } from './module.ts';
import type { CallOptions } from './call-options.ts';

class Outer extends Module<Asked, string> {
  readonly relay = new Relay();
  readonly parts = [new Toy(), new Toy()];
  readonly again = this.relay.first;
  readonly retries = 3;

  override async forward(input: Asked, options: CallOptions): Promise<string> {
    return this.parts[0]!.forward({ question: await this.relay.forward(input, options) }, options);
  }
}

describe('Module', () => {
  it('joins predictors and nested modules into one program', async () => {
    const lm = new ScriptedLanguageModel((request) => `${lastUserOf(request)}!`);
    await expect(new Outer().forward({ question: 'hi' }, { lm })).resolves.toBe('hi!!!');
  });

  it('names its predictors by path, each once, and skips other properties', () => {
    const { relay, parts } = new Outer();
    const named = new Outer().namedPredictors().map(([name]) => name);
    expect(named).toEqual(['relay.first', 'relay.second', 'parts[0].respond', 'parts[1].respond']);
    expect(relay.namedPredictors()[0]![1]).toBe(relay.first);
    expect(parts[1]!.namedPredictors()).toEqual([['respond', parts[1]!.respond]]);
  });
});

describe('a copy', () => {
  it('shares nothing that can be set, down to nested modules and arrays', () => {
    const original = new Outer();
    for (const [, predictor] of original.namedPredictors())
      predictor.setDemos([{ question: 'a', answer: 'b' }]);
    const copy = original.copy();
    for (const [name, predictor] of copy.namedPredictors()) {
      predictor.setInstructions(`other ${name}`);
      predictor.setDemos([]);
    }
    for (const [, predictor] of original.namedPredictors()) {
      expect(predictor.signature.instructions).not.toContain('other');
      expect(predictor.demos).toHaveLength(1);
    }
    expect(copy.namedPredictors().map(([name, { signature }]) => [name, signature.instructions])).toEqual(
      copy.namedPredictors().map(([name]) => [name, `other ${name}`]),
    );
  });

  it('is of the same class, works the same and keeps what is in two places in one', async () => {
    const copy = new Outer().copy();
    expect(copy).toBeInstanceOf(Outer);
    expect([copy.retries, copy.parts.length]).toEqual([3, 2]);
    expect(copy.namedPredictors()).toHaveLength(4);
    const lm = new ScriptedLanguageModel(lastUserOf);
    await expect(copy.forward({ question: 'hi' }, { lm })).resolves.toBe('hi');
  });
});
