import type { Example, Metric } from '../../src/dspy/example.ts';
import { field } from '../../src/dspy/fields.ts';
import { Module } from '../../src/dspy/module.ts';
import type { CallOptions } from '../../src/dspy/call-options.ts';
import { Predict } from '../../src/dspy/predict.ts';
import { signature } from '../../src/dspy/signature.ts';

const Answer = signature('Answer', 'Answer.', {
  inputs: { question: field.string('what is asked') },
  outputs: { answer: field.string('the answer') },
});

export interface Asked {
  question: string;
}

/** One predictor. */
export class Toy extends Module<Asked, string> {
  readonly respond = new Predict(Answer);

  override async forward(input: Asked, options: CallOptions): Promise<string> {
    return (await this.respond.call(input, options)).outputs.answer;
  }
}

/** Two in a row: the second is asked what the first has answered. */
export class Relay extends Module<Asked, string> {
  readonly first = new Predict(Answer.withInstructions('First.'));
  readonly second = new Predict(Answer.withInstructions('Second.'));

  override async forward(input: Asked, options: CallOptions): Promise<string> {
    const { outputs } = await this.first.call(input, options);
    return (await this.second.call({ question: outputs.answer }, options)).outputs.answer;
  }
}

export interface ToyExample extends Example<Asked> {
  readonly expected: { readonly answer: string };
}

/** Words, with the words in capitals as the answers. */
export const shouting = (...words: string[]): ToyExample[] =>
  words.map((question) => ({ input: { question }, expected: { answer: question.toUpperCase() } }));

export const exact: Metric<Asked, string, ToyExample> = ({ expected }, answer) =>
  answer === expected.answer
    ? { score: 1 }
    : { score: 0, feedback: `"${answer}" should have been "${expected.answer}"` };
