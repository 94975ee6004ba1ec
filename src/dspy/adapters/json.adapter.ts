import { listProblems, type Adapter } from './adapter.ts';
import { givenSections, writeInputs } from './chat.adapter.ts';
import { sketch } from './describe-field.ts';
import type { InputFields, OutputFields, ValuesOf } from '../fields.ts';
import { objectSchema } from './json-schema.ts';
import { looseJson } from './loose-json.ts';
import type { ChatMessage } from '../messages.ts';
import { isPlain } from './prompt.inputs.ts';
import { buildPrompt, type PromptContext, type PromptStyle } from './prompt.ts';
import { readOutputs } from './read-outputs.ts';
import { readJson } from './read-value.ts';
import type { Signature } from '../signature.ts';
import { ValueProblem } from './value.problem.ts';

const style: PromptStyle = {
  format: (signature) =>
    [
      ...(isPlain(signature) ? [] : givenSections(signature)),
      'Answer with one JSON object of this form, and nothing else:',
      sketch({ kind: 'object', description: '', properties: signature.outputs }),
      ...Object.entries(signature.outputs).map(([name, { description }]) => `- ${name}: ${description}`),
    ].join('\n'),
  input: writeInputs,
  output: ({ outputs }, values) =>
    JSON.stringify(Object.fromEntries(Object.keys(outputs).map((name) => [name, values[name]]))),
};

/** As {@link formatChat} of the chat adapter, but asks for one JSON object. */
export function formatJson<Inputs extends InputFields>(
  signature: Signature<Inputs, OutputFields>,
  inputs: ValuesOf<Inputs>,
  context: PromptContext = {},
): ChatMessage[] {
  return buildPrompt(style, signature, inputs, context);
}

/**
 * Reads the outputs out of a JSON object, which may stand in a code fence or between other words.
 *
 * @throws AdapterParseError when there is none, or an output is absent, unreadable or the only one and blank.
 */
export function parseJson<Outputs extends OutputFields>(
  signature: Signature<InputFields, Outputs>,
  answer: string,
): ValuesOf<Outputs> {
  const isLone = Object.keys(signature.outputs).length === 1;
  let object: unknown;
  return readOutputs(signature, (name, output) => {
    object ??= looseJson(answer);
    if (typeof object !== 'object' || object === null || !Object.hasOwn(object, name))
      throw new ValueProblem('is missing');
    const value = readJson(output, (object as Record<string, unknown>)[name]);
    if (value === '' && isLone) throw new ValueProblem('is missing');
    return value;
  });
}

/** One JSON object, by a schema where the model can be held to one. For classifiers and judges; not with tools. */
export const jsonAdapter: Adapter = {
  format: formatJson,
  constraint: ({ name, outputs }) => ({
    json: { name: schemaName(name), schema: objectSchema(outputs) },
  }),
  parse: parseJson,
  repair: (_, problems) =>
    `That answer cannot be used: ${listProblems(problems)}. Answer again with the whole JSON object and nothing else.`,
};

/** As providers take it: 1 to 64 letters, digits and `_`. */
function schemaName(name: string): string {
  return name.replace(/\W/g, '_').slice(0, 64) || 'answer';
}
