import type { CallOptions } from './call-options.ts';
import type { InputFields, OutputFields } from './fields.ts';
import { Predict } from './predict.ts';
import { dumpPredictors, loadPredictors } from './state.ts';
import type { ProgramState } from './state.ts';

type AnyPredict = Predict<InputFields, OutputFields>;

/**
 * A program made of predictors: keep them (or other modules, or arrays of either) in properties and join them in
 * `forward`, a method. Properties must be ordinary ones: `copy` cannot see `#private` ones, and a function made in a
 * constructor still speaks of the original.
 *
 * @typeParam Input - what `forward` takes
 * @typeParam Result - what it resolves to
 */
export abstract class Module<Input, Result> {
  abstract forward(input: Input, options: CallOptions): Promise<Result>;

  /**
   * The predictors by property name, those of nested modules as `outer.inner`, those of arrays as `parts[0]`, in order
   * of declaration. One that is kept in two places is named once.
   */
  namedPredictors(): [name: string, predictor: AnyPredict][] {
    const seen = new Set<AnyPredict>();
    return Object.entries(this)
      .flatMap(([name, value]) => predictorsIn(name, value))
      .filter(([, predictor]) => !seen.has(predictor) && seen.add(predictor));
  }

  /** The same program with predictors of its own: setting instructions or demos on one does not touch the other. */
  copy(): this {
    return copyOf(this, new Map()) as this;
  }

  /** Instructions and demos of every predictor in the JSON format of DSPy's `program.save`. */
  dumpState(): ProgramState {
    return dumpPredictors(this.namedPredictors());
  }

  /**
   * Takes over instructions and demos; nothing at all when something does not fit.
   *
   * @throws StateMismatchError naming the predictor and the field that do not fit.
   */
  loadState(state: unknown): void {
    loadPredictors(this.namedPredictors(), state);
  }
}

function predictorsIn(name: string, value: unknown): [string, AnyPredict][] {
  if (value instanceof Predict) return [[name, value]];
  if (Array.isArray(value)) return value.flatMap((item, index) => predictorsIn(`${name}[${index}]`, item));
  if (!(value instanceof Module)) return [];
  return value.namedPredictors().map(([inner, predictor]) => [`${name}.${inner}`, predictor]);
}

/** A predictor or module kept in two places is one in the copy too. */
function copyOf(value: unknown, made: Map<object, object>): unknown {
  if (Array.isArray(value)) return value.map((item) => copyOf(item, made));
  if (!(value instanceof Predict) && !(value instanceof Module)) return value;
  const known = made.get(value);
  if (known) return known;
  if (value instanceof Predict) {
    const twin = value.copy() as AnyPredict;
    made.set(value, twin);
    return twin;
  }
  const twin = Object.create(Object.getPrototypeOf(value) as object) as Record<string, unknown>;
  made.set(value, twin);
  for (const [name, property] of Object.entries(value)) twin[name] = copyOf(property, made);
  return twin;
}
