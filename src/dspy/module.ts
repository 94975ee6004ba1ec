import type { InputFields, OutputFields } from './fields.ts';
import { Predict } from './predict.ts';
import type { PredictOptions } from './predict.ts';

/**
 * A program made of predictors: keep them (or other modules) in properties and join them in `forward`.
 *
 * @typeParam Input - what `forward` takes
 * @typeParam Result - what it resolves to
 */
export abstract class Module<Input, Result> {
  abstract forward(input: Input, options: PredictOptions): Promise<Result>;

  /** The predictors by property name, those of nested modules as `outer.inner`, in order of declaration. */
  namedPredictors(): [name: string, predictor: Predict<InputFields, OutputFields>][] {
    return Object.entries(this).flatMap(([name, value]: [string, unknown]) => {
      if (value instanceof Predict) return [[name, value]];
      if (!(value instanceof Module)) return [];
      return value
        .namedPredictors()
        .map(([inner, predictor]): [string, typeof predictor] => [`${name}.${inner}`, predictor]);
    });
  }
}
