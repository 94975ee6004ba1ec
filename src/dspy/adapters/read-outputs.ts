import { AdapterParseError } from '../errors.ts';
import type { DataField, InputFields, OutputFields, ValuesOf } from '../fields.ts';
import type { Signature } from '../signature.ts';
import { ValueProblem } from './value.problem.ts';

/**
 * Reads every output and gathers all that is wrong.
 *
 * @param read - throws ValueProblem for an output that is absent or unreadable
 * @throws AdapterParseError naming each of them.
 */
export function readOutputs<Outputs extends OutputFields>(
  { name: signature, outputs }: Signature<InputFields, Outputs>,
  read: (name: string, output: DataField) => unknown,
): ValuesOf<Outputs> {
  const values: Record<string, unknown> = {};
  const problems: Record<string, string> = {};
  for (const [name, output] of Object.entries(outputs)) {
    try {
      values[name] = read(name, output);
    } catch (error) {
      if (!(error instanceof ValueProblem)) throw error;
      problems[name] = error.message;
    }
  }
  if (Object.keys(problems).length > 0) throw new AdapterParseError(signature, problems);
  return values as ValuesOf<Outputs>;
}
