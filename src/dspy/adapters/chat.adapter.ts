import { listProblems, type Adapter } from './adapter.ts';
import { describeField } from './describe-field.ts';
import type { InputFields, OutputFields, ValuesOf } from '../fields.ts';
import type { ChatMessage } from '../messages.ts';
import { dataInputs, isPlain, type Values } from './prompt.inputs.ts';
import { buildPrompt, type PromptContext, type PromptStyle } from './prompt.ts';
import { readOutputs } from './read-outputs.ts';
import { readText } from './read-value.ts';
import { marker, section, splitSections, stripMarkers } from './sections.ts';
import type { Signature } from '../signature.ts';
import { ValueProblem } from './value.problem.ts';
import { writeValue } from './write-value.ts';

type AnySignature = Signature<InputFields, OutputFields>;

const style: PromptStyle = {
  format: (signature) => (isPlain(signature) ? plainFormat(signature) : sectionFormat(signature)),
  input: writeInputs,
  output: (signature, values) => {
    const given = Object.keys(signature.outputs).filter((name) => values[name] !== undefined);
    if (isPlain(signature)) return writeValue(values[given[0]!]);
    return given.map((name) => section(name, writeValue(values[name]))).join('\n\n');
  },
};

/** Turns a signature and its inputs into chat messages; see {@link buildPrompt} for their order. */
export function formatChat<Inputs extends InputFields>(
  signature: Signature<Inputs, OutputFields>,
  inputs: ValuesOf<Inputs>,
  context: PromptContext = {},
): ChatMessage[] {
  return buildPrompt(style, signature, inputs, context);
}

/**
 * Reads the outputs back out of an answer. A lone output may come without its marker: a model that
 * simply answers has answered. Stray markers never reach the caller.
 *
 * @throws AdapterParseError when an output is absent or unreadable, or the only output is blank.
 */
export function parseChat<Outputs extends OutputFields>(
  signature: Signature<InputFields, Outputs>,
  answer: string,
): ValuesOf<Outputs> {
  const sections = splitSections(answer);
  const names = Object.keys(signature.outputs);
  return readOutputs(signature, (name, output) => {
    const text = names.length === 1 ? sections.get(name) || stripMarkers(answer) : sections.get(name);
    if (text === undefined || (text === '' && names.length === 1)) throw new ValueProblem('is missing');
    return readText(output, text);
  });
}

/** Sections under markers; works with tools and streams. One text in and one text out go without markers. */
export const chatAdapter: Adapter = {
  format: formatChat,
  constraint: () => ({}),
  parse: parseChat,
  repair: (signature, problems) => {
    const form = isPlain(signature)
      ? 'as plain text'
      : `with every section under its marker line: ${Object.keys(signature.outputs).map(marker).join(', ')}`;
    return `That answer cannot be used: ${listProblems(problems)}. Write the whole answer again, ${form}.`;
  },
};

/** The inputs as the last message shows them: a lone text as it is, else in sections. */
export function writeInputs(signature: AnySignature, values: Values): string {
  const given = dataInputs(signature).flatMap(([name]) =>
    values[name] === undefined || values[name] === null ? [] : [{ name, text: writeValue(values[name]) }],
  );
  if (isPlain(signature) && given.length === 1) return given[0]!.text;
  return given.map(({ name, text }) => section(name, text)).join('\n\n');
}

function plainFormat({ outputs }: AnySignature): string {
  const [output] = Object.values(outputs);
  return `Write only this, as plain text without a label: ${output!.description}.`;
}

function sectionFormat(signature: AnySignature): string {
  const wanted = Object.entries(signature.outputs).map(
    ([name, output]) => `${marker(name)}\n(${describeField(output)})`,
  );
  return [
    ...givenSections(signature),
    'Answer with these sections in this order, each under its marker line, and nothing else:',
    ...wanted,
  ].join('\n');
}

/** What the input sections are; nothing where there are none. */
export function givenSections(signature: AnySignature): string[] {
  const given = dataInputs(signature).map(([name, input]) => `- ${name}: ${describeField(input)}`);
  return given.length === 0 ? [] : ['You are given these sections, each under a marker line:', ...given, ''];
}
