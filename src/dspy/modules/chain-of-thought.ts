import { field, type InputFields, type OutputFields, type StringField, type ValuesOf } from '../fields.ts';
import { Module } from '../module.ts';
import type { CallOptions } from '../call-options.ts';
import { Predict, type Prediction, type PredictConfig } from '../predict.ts';
import { Signature } from '../signature.ts';

type WithReasoning<Outputs extends OutputFields> = { readonly reasoning: StringField } & Outputs;

/**
 * Has the model reason before it answers, in an output `reasoning` in front of the signature's own. Models that reason
 * by themselves gain little from it. Saved as DSPy does, under `predict`.
 */
export class ChainOfThought<Inputs extends InputFields, Outputs extends OutputFields> extends Module<
  ValuesOf<Inputs>,
  Prediction<WithReasoning<Outputs>>
> {
  readonly predict: Predict<Inputs, WithReasoning<Outputs>>;

  /** @throws TypeError when the signature has a field `reasoning` itself. */
  constructor(signature: Signature<Inputs, Outputs>, config: PredictConfig = {}) {
    super();
    const { name, instructions, inputs, outputs } = signature;
    if (Object.hasOwn(outputs, 'reasoning')) throw new TypeError(`${name} has an output reasoning already`);
    const reasoning = field.string('think step by step about what to answer and why');
    this.predict = new Predict(
      new Signature(name, instructions, { inputs, outputs: { reasoning, ...outputs } }),
      config,
    );
  }

  /** Throws as `Predict.call` does. */
  override forward(
    inputs: ValuesOf<Inputs>,
    options: CallOptions,
  ): Promise<Prediction<WithReasoning<Outputs>>> {
    return this.predict.call(inputs, options);
  }
}
