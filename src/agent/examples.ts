import { readFileSync } from 'node:fs';
import type { Example } from '../dspy/example.ts';
import { channelHints } from './channel-hints.ts';
import type { ChipInput } from './reply.program.ts';
import { ExamplesError } from './examples.error.ts';
import { exampleProblem, type ExampleLine, type Split } from './examples.line.ts';
import type { Expectations } from './metric/expectations.ts';

/** What somebody wrote to Chip, what is asked of the reply, and perhaps a reply that was approved. */
export interface ChipExample extends Example<ChipInput> {
  readonly id: string;
  readonly category: string;
  readonly split: Split;
  readonly expected?: { readonly reply: string };
  readonly expect: Expectations;
  /** What a good reply does, in words for a judge. */
  readonly notes?: string;
}

/** In a group every text begins with a label; see `spoken-line.ts`. */
const GROUP_LABEL = /^(?:Member \d{5}|Someone): /m;

/**
 * Reads examples from a file of one JSON object a line.
 *
 * @throws ExamplesError when it cannot be read, or as {@link parseExamples} does.
 */
export function readExamples(path: string): ChipExample[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new ExamplesError(path, `cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  return parseExamples(text, path);
}

/**
 * Reads examples from text, one JSON object a line; blank lines are skipped.
 *
 * @param file - what to call the text in errors
 * @throws ExamplesError naming the first line that is wrong and how to mend it.
 */
export function parseExamples(text: string, file = 'examples'): ChipExample[] {
  const lineOf = new Map<string, number>();
  const examples: ChipExample[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (line.trim() === '') continue;
    const number = index + 1;
    const example = readLine(line, (what) => new ExamplesError(file, what, number));
    const earlier = lineOf.get(example.id);
    if (earlier !== undefined)
      throw new ExamplesError(
        file,
        `"id" is already that of line ${earlier}; give it one of its own`,
        number,
      );
    lineOf.set(example.id, number);
    examples.push(example);
  }
  if (examples.length === 0) throw new ExamplesError(file, 'holds no examples; write one JSON object a line');
  return examples;
}

function readLine(line: string, refusal: (what: string) => ExamplesError): ChipExample {
  const value = parseJson(line, refusal);
  const problem = exampleProblem(value);
  if (problem !== undefined) throw refusal(problem);
  const { id, category, split, user_message, history = [], expect, notes, reply } = value as ExampleLine;
  const channel_hints = channelHints({ kind: GROUP_LABEL.test(user_message) ? 'group' : 'person' });
  return {
    id,
    category,
    split,
    expect,
    input: { user_message, history, channel_hints },
    ...(notes !== undefined && { notes }),
    ...(reply !== undefined && { expected: { reply } }),
  };
}

/** The parser's own message quotes the line, which may be long; its position is what helps. */
function parseJson(line: string, refusal: (what: string) => ExamplesError): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch (error) {
    const position = /position (\d+)/.exec((error as Error).message)?.[1];
    const place = position === undefined ? 'it breaks off' : `near column ${Number(position) + 1}`;
    throw refusal(
      `is not valid JSON (${place}); look for a missing quote, comma or bracket, and keep each example on one line`,
    );
  }
}
