import { type Expectations, expectationProblem } from './metric/expectations.ts';
import type { Turn } from '../dspy/fields.ts';

export const SPLITS = ['train', 'validation', 'test'] as const;
export type Split = (typeof SPLITS)[number];

/** A line of the file as it stands there. */
export interface ExampleLine {
  readonly id: string;
  readonly category: string;
  readonly split: Split;
  readonly user_message: string;
  /** Earlier turns, oldest first; none by default. */
  readonly history?: readonly Turn[];
  readonly expect: Expectations;
  readonly notes?: string;
  readonly reply?: string;
}

const REQUIRED = ['id', 'category', 'split', 'user_message', 'expect'] as const;
const OPTIONAL = ['history', 'notes', 'reply'] as const;
const FIELDS: readonly string[] = [...REQUIRED, ...OPTIONAL];
/** Ids and categories stand in tables and file names. */
const SLUG = /^[a-z0-9]+(?:[-_][a-z0-9]+)*$/;
/** Of what is quoted from a line. */
const MOST_QUOTED = 40;

/** What is wrong with a line and how to mend it; undefined when it is an {@link ExampleLine}. */
export function exampleProblem(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return 'must be a JSON object, as in {"id": "events-01", ...}';
  const line = value as Record<string, unknown>;
  const missing = REQUIRED.find((name) => line[name] === undefined);
  if (missing !== undefined) return `"${missing}" is missing; each example needs ${REQUIRED.join(', ')}`;
  const unknown = Object.keys(line).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined) return `unknown field ${quoted(unknown)}; use ${FIELDS.join(', ')}`;
  return slugProblem(line) ?? splitProblem(line) ?? textProblem(line) ?? expectationProblem(line['expect']);
}

function slugProblem(line: Record<string, unknown>): string | undefined {
  const wrong = ['id', 'category'].find((name) => typeof line[name] !== 'string' || !SLUG.test(line[name]));
  return wrong && `"${wrong}" must be lower-case letters and digits, joined by - or _`;
}

function splitProblem({ split }: Record<string, unknown>): string | undefined {
  if (SPLITS.some((known) => known === split)) return undefined;
  return `unknown split ${quoted(split)}; write ${SPLITS.join(', ')}`.replace(/, (?=\w+$)/, ' or ');
}

function textProblem(line: Record<string, unknown>): string | undefined {
  for (const name of ['user_message', 'notes', 'reply']) {
    const text = line[name];
    if (text === undefined) continue;
    if (typeof text !== 'string' || text.trim() === '') return `"${name}" must be a text that is not blank`;
  }
  const { history } = line;
  if (history === undefined || (Array.isArray(history) && history.every(isTurn))) return undefined;
  return '"history" must be a list of {"role": "user" or "assistant", "content": text}';
}

function isTurn(turn: unknown): turn is Turn {
  if (typeof turn !== 'object' || turn === null || Object.keys(turn).length !== 2) return false;
  const { role, content } = turn as Partial<Turn>;
  return (role === 'user' || role === 'assistant') && typeof content === 'string';
}

function quoted(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, MOST_QUOTED);
}
