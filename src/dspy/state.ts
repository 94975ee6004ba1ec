import type { Demo } from './demo.ts';
import type { InputFields, OutputFields } from './fields.ts';
import type { Predict } from './predict.ts';
import { checkPredictorState } from './state.check.ts';
import { StateMismatchError } from './errors.ts';
import { toSavedDemo } from './state.demo.ts';
import { prefixOf, savedFields } from './state.fields.ts';

/** One predictor in DSPy's saved JSON. */
export interface PredictorState {
  readonly traces: readonly unknown[];
  readonly train: readonly unknown[];
  readonly demos: readonly Demo[];
  readonly signature: {
    readonly instructions: string;
    /** Inputs, then outputs. */
    readonly fields: readonly { readonly prefix: string; readonly description: string }[];
  };
  /** Always null here, and never read: which model answers, and with what key, is not for a file to say. */
  readonly lm: null;
}

export interface StateMetadata {
  /** DSPy compares these with its own and stumbles over names it does not know, so ours are none. */
  readonly dependency_versions: Readonly<Record<string, string>>;
  readonly [note: string]: unknown;
}

/** A saved program: a state by predictor name, and `metadata`. */
export interface ProgramState {
  readonly [predictor: string]: PredictorState | StateMetadata;
  readonly metadata: StateMetadata;
}

type Named = readonly [name: string, predictor: Predict<InputFields, OutputFields>][];

export function dumpPredictors(predictors: Named): ProgramState {
  const states = predictors.map(([name, { signature, demos }]): [string, PredictorState] => [
    name,
    {
      traces: [],
      train: [],
      demos: demos.map((demo) => toSavedDemo(signature, demo)),
      signature: {
        instructions: signature.instructions,
        fields: savedFields(signature).map(([field, { description }]) => ({
          prefix: prefixOf(field),
          description,
        })),
      },
      lm: null,
    },
  ]);
  return { ...Object.fromEntries(states), metadata: { dependency_versions: {} } };
}

/** Everything is checked before anything is set. */
export function loadPredictors(predictors: Named, state: unknown): void {
  if (typeof state !== 'object' || state === null || Array.isArray(state))
    throw new StateMismatchError('is not a JSON object of predictors');
  const saved = state as Readonly<Record<string, unknown>>;
  const known = new Set(['metadata', ...predictors.map(([name]) => name)]);
  const foreign = Object.keys(saved).find((name) => !known.has(name));
  if (foreign !== undefined)
    throw new StateMismatchError('the program has no such predictor', { predictor: foreign });
  const checked = predictors.map(([name, predictor]) => {
    if (!Object.hasOwn(saved, name))
      throw new StateMismatchError('is missing in the file', { predictor: name });
    return { predictor, ...checkPredictorState(name, predictor.signature, saved[name]) };
  });
  for (const { predictor, instructions, demos } of checked) {
    predictor.setInstructions(instructions);
    predictor.setDemos(demos);
  }
}
