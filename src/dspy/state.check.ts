import { problemOf } from './check-value.ts';
import type { Demo } from './demo.ts';
import { StateMismatchError } from './errors.ts';
import type { InputFields, OutputFields } from './fields.ts';
import type { Signature } from './signature.ts';
import { fromSavedDemo } from './state.demo.ts';
import { prefixOf, savedFields } from './state.fields.ts';

type AnySignature = Signature<InputFields, OutputFields>;
type Json = Readonly<Record<string, unknown>>;

/**
 * What of a saved predictor is taken over: instructions and demos.
 *
 * @throws StateMismatchError naming the predictor and the field that do not fit.
 */
export function checkPredictorState(
  predictor: string,
  signature: AnySignature,
  state: unknown,
): { instructions: string; demos: Demo[] } {
  const refuse = (what: string, field?: string): never => {
    throw new StateMismatchError(what, { predictor, field });
  };
  if (!isObject(state) || !isObject(state['signature'])) return refuse('has no signature');
  const { instructions, fields } = state['signature'];
  if (typeof instructions !== 'string' || instructions.trim() === '')
    return refuse('has no instructions', 'signature.instructions');
  if (!Array.isArray(fields)) return refuse('is not a list', 'signature.fields');
  checkFields(signature, fields, refuse);
  const demos = state['demos'] ?? [];
  if (!Array.isArray(demos)) return refuse('is not a list', 'demos');
  const read = demos.map((demo, index) =>
    readDemo(signature, demo, (what, field) => refuse(what, `demos[${index}]${field}`)),
  );
  return { instructions, demos: read };
}

function checkFields(
  signature: AnySignature,
  fields: readonly unknown[],
  refuse: (what: string, field?: string) => never,
): void {
  const expected = savedFields(signature);
  const found = fields.map((field) => (isObject(field) ? String(field['prefix']) : ''));
  // DSPy continues some: "Reasoning: Let's think step by step in order to".
  const missing = expected.find(([name]) => !found.some((prefix) => prefix.startsWith(prefixOf(name))));
  if (missing) refuse(`is not among the ${fields.length} fields of the file`, missing[0]);
  if (found.length > expected.length) refuse(`has ${found.length} fields instead of ${expected.length}`);
}

/** Names that the signature does not know may stand in a demo: DSPy keeps whatever its example held. */
function readDemo(
  signature: AnySignature,
  saved: unknown,
  refuse: (what: string, field: string) => never,
): Demo {
  if (!isObject(saved)) return refuse('is not an object', '');
  const demo = fromSavedDemo(signature, saved);
  const given = savedFields(signature).filter(([name]) => demo[name] !== undefined && demo[name] !== null);
  if (given.length === 0) refuse('has none of the fields', '');
  for (const [name, field] of given) {
    const problem = problemOf(field, demo[name]);
    if (problem) refuse(problem, `.${name}`);
  }
  return demo;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
