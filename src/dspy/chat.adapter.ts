import { OutputParseError } from './errors.ts';
import type { InputFields, OutputFields, Turn, ValuesOf } from './fields.ts';
import type { ChatMessage } from './language-model.ts';
import type { Signature } from './signature.ts';

const MARKER = /\[\[\s*##\s*(\w+)\s*##\s*\]\]/g;
const MARKER_AT_LINE_START = /^[ \t]*\[\[\s*##\s*(\w+)\s*##\s*\]\]/gm;

const marker = (name: string): string => `[[ ## ${name} ## ]]`;

/**
 * Turns a signature and its inputs into chat messages: system, earlier turns, then the current input.
 *
 * The instructions open the system message and nothing variable precedes the history, so the
 * provider can cache the longest possible prefix
 * (https://console.groq.com/docs/prompt-caching: exact prefix match).
 */
export function formatChat<Inputs extends InputFields, Outputs extends OutputFields>(
  signature: Signature<Inputs, Outputs>,
  inputs: ValuesOf<Inputs>,
): ChatMessage[] {
  const values = inputs as Readonly<Record<string, string | readonly Turn[]>>;
  const texts = textInputs(signature).map((name) => ({ name, text: values[name] as string }));
  const format = isPlain(signature) ? plainFormat(signature) : sectionFormat(signature);
  return [
    { role: 'system', content: `${signature.instructions}\n\n${format}` },
    ...turns(signature, values),
    { role: 'user', content: isPlain(signature) ? texts[0]!.text : texts.map(section).join('\n\n') },
  ];
}

/**
 * Reads the outputs back out of an answer. A lone output may come without its marker: a model that
 * simply answers has answered. Stray markers never reach the caller.
 *
 * @throws OutputParseError when an output is absent, or the only output is blank.
 */
export function parseChat<Outputs extends OutputFields>(
  signature: Signature<InputFields, Outputs>,
  answer: string,
): ValuesOf<Outputs> {
  const names = Object.keys(signature.outputs);
  const sections = splitSections(answer);
  if (names.length === 1) {
    const value = sections.get(names[0]!) || stripMarkers(answer);
    if (value === '') throw new OutputParseError(signature.name, names);
    return { [names[0]!]: value } as ValuesOf<Outputs>;
  }
  const missing = names.filter((name) => !sections.has(name));
  if (missing.length > 0) throw new OutputParseError(signature.name, missing);
  return Object.fromEntries(names.map((name) => [name, sections.get(name)])) as ValuesOf<Outputs>;
}

/** One text in, one text out: markers would be tokens without information. */
function isPlain(signature: Signature<InputFields, OutputFields>): boolean {
  return textInputs(signature).length === 1 && Object.keys(signature.outputs).length === 1;
}

function textInputs({ inputs }: Signature<InputFields, OutputFields>): string[] {
  return Object.keys(inputs).filter((name) => inputs[name]!.kind === 'string');
}

function plainFormat({ outputs }: Signature<InputFields, OutputFields>): string {
  const [output] = Object.values(outputs);
  return `Write only this, as plain text without a label: ${output!.description}.`;
}

function sectionFormat(signature: Signature<InputFields, OutputFields>): string {
  const given = textInputs(signature).map((name) => `- ${name}: ${signature.inputs[name]!.description}`);
  const wanted = Object.entries(signature.outputs).map(
    ([name, { description }]) => `${marker(name)}\n(${description})`,
  );
  return [
    'You are given these sections, each under a marker line:',
    ...given,
    '',
    'Answer with these sections in this order, each under its marker line, and nothing else:',
    ...wanted,
  ].join('\n');
}

/** Only role and content go out: providers refuse extra keys on replayed turns, such as reasoning. */
function turns(
  { inputs }: Signature<InputFields, OutputFields>,
  values: Readonly<Record<string, string | readonly Turn[]>>,
): ChatMessage[] {
  const name = Object.keys(inputs).find((key) => inputs[key]!.kind === 'history');
  const history = name === undefined ? [] : (values[name] as readonly Turn[]);
  return history.map(({ role, content }) => ({ role, content }));
}

/** Markers inside a value are defused, so that a person cannot type a section of their own. */
function section({ name, text }: { name: string; text: string }): string {
  return `${marker(name)}\n${text.replace(MARKER, '[ ## $1 ## ]')}`;
}

/** Text by marker; on a repeated marker the first text that is not blank counts. */
function splitSections(answer: string): Map<string, string> {
  const sections = new Map<string, string>();
  const marks = [...answer.matchAll(MARKER_AT_LINE_START)];
  for (const [index, mark] of marks.entries()) {
    const name = mark[1]!;
    const text = stripMarkers(answer.slice(mark.index + mark[0].length, marks[index + 1]?.index));
    if (!sections.get(name)) sections.set(name, text);
  }
  return sections;
}

function stripMarkers(text: string): string {
  return text.replace(MARKER, '').trim();
}
