import { ValueProblem } from './value.problem.ts';

const FENCE = '```';

/**
 * The JSON in a model's answer: all of it, what stands in a code fence, or what lies between the first opening bracket
 * and the last closing one.
 *
 * @throws ValueProblem when there is none.
 */
export function looseJson(text: string): unknown {
  for (const candidate of [text, fenced(text), bracketed(text)]) {
    try {
      if (candidate !== undefined) return JSON.parse(candidate);
    } catch {
      // The next candidate.
    }
  }
  throw new ValueProblem('is not JSON');
}

function fenced(text: string): string | undefined {
  const start = text.indexOf(FENCE);
  const end = text.indexOf(FENCE, start + FENCE.length);
  if (start < 0 || end < 0) return undefined;
  return text.slice(start + FENCE.length, end).replace(/^\w+/, '');
}

function bracketed(text: string): string | undefined {
  const start = text.search(/[{[]/);
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  return start < 0 || end < start ? undefined : text.slice(start, end + 1);
}
