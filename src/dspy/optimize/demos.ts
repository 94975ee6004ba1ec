import type { Example } from '../example.ts';
import type { InputFields, OutputFields } from '../fields.ts';
import type { Module } from '../module.ts';
import type { Demo } from '../demo.ts';
import type { Predict } from '../predict.ts';
import type { CallTrace } from '../tracking.ts';
import type { SeededRandom } from './seeded.random.ts';

type AnyPredict = Predict<InputFields, OutputFields>;

/**
 * The examples as demonstrations for this predictor: its own fields of them, and no empty ones. Those that do not hold all
 * that the predictor puts out are left out.
 */
export function labeledDemos(predictor: AnyPredict, examples: readonly Example[]): Demo[] {
  return examples.flatMap(({ input, expected = {} }): Demo[] => {
    if (typeof input !== 'object' || input === null) return [];
    const demo = demoOf(predictor, input as Readonly<Record<string, unknown>>, expected);
    return demo ? [demo] : [];
  });
}

/** What the predictor itself took and gave in a run that went well. */
export function tracedDemo(predictor: AnyPredict, trace: CallTrace): Demo | undefined {
  const demo = demoOf(predictor, trace.inputs, trace.outputs);
  return demo && { augmented: true, ...demo };
}

/** A copy of the program with up to `count` approved examples, drawn at random, as the demos of each predictor. */
export function withLabeledDemos<P extends Module<never, unknown>>(
  program: P,
  examples: readonly Example[],
  count: number,
  random: SeededRandom,
): P {
  const copy = program.copy();
  const order = random.shuffled(examples);
  for (const [, predictor] of copy.namedPredictors()) {
    predictor.setDemos(labeledDemos(predictor, order).slice(0, count));
  }
  return copy;
}

function demoOf(
  { signature }: AnyPredict,
  inputs: Readonly<Record<string, unknown>>,
  outputs: Readonly<Record<string, unknown>>,
): Demo | undefined {
  // A hint is for one call, not for an example.
  const given = Object.entries(signature.inputs).flatMap(([name, { kind }]) =>
    kind === 'hint' || isEmpty(inputs[name]) ? [] : [name],
  );
  const wanted = Object.keys(signature.outputs);
  if (given.length === 0 || wanted.some((name) => isEmpty(outputs[name]))) return undefined;
  return {
    ...Object.fromEntries(given.map((name) => [name, inputs[name]])),
    ...Object.fromEntries(wanted.map((name) => [name, outputs[name]])),
  };
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}
