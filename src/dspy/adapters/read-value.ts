import type { DataField, OneOfField } from '../fields.ts';
import { looseJson } from './loose-json.ts';
import { ValueProblem } from './value.problem.ts';

const BULLET = /^\s*(?:[-*•]|\d{1,3}[.)])\s+/;
/** What models put around a word that was asked for alone. */
const BEFORE = /["'`*\s]/;
const BEHIND = /["'`*.\s]/;

/**
 * A field's value from what a model wrote under its marker.
 *
 * @throws ValueProblem when it cannot be read as one.
 */
export function readText(field: DataField, text: string): unknown {
  switch (field.kind) {
    case 'list':
      return readList(field.items, text);
    case 'object':
      return readJson(field, looseJson(text));
    default:
      return readJson(field, text);
  }
}

/**
 * A field's value from JSON. Numbers, truth values and words are taken in any usual spelling, since models mix them up;
 * properties that were not asked for are left out.
 *
 * @throws ValueProblem when it cannot be read as one.
 */
export function readJson(field: DataField, value: unknown): unknown {
  switch (field.kind) {
    case 'string':
      if (typeof value === 'string') return value.trim();
      if (typeof value === 'number' || typeof value === 'boolean') return String(value);
      throw new ValueProblem('is not text');
    case 'number':
      return readNumber(value);
    case 'boolean':
      return readBoolean(value);
    case 'oneOf':
      return readChoice(field, value);
    case 'list':
      if (!Array.isArray(value)) throw new ValueProblem('is not a list');
      return value.map((item: unknown) => readJson(field.items, item));
    case 'object':
      return Object.fromEntries(
        Object.entries(field.properties).map(([name, property]) => [
          name,
          readJson(property, own(value, name)),
        ]),
      );
    default:
      return field satisfies never;
  }
}

/** JSON, or one item to a line. */
function readList(items: DataField, text: string): unknown {
  if (/^\s*\[/.test(text) || text.includes('```') || items.kind === 'object' || items.kind === 'list')
    return readJson({ kind: 'list', description: '', items }, looseJson(text));
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => readJson(items, line.replace(BULLET, '')));
}

function readNumber(value: unknown): number {
  const text = typeof value === 'string' ? word(value).replace(/,(?=\d{3}(?:\D|$))/g, '') : value;
  const number = typeof text === 'string' && text !== '' ? Number(text) : text;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new ValueProblem('is not a number');
}

function readBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? word(value).toLowerCase() : '';
  if (text === 'true' || text === 'yes') return true;
  if (text === 'false' || text === 'no') return false;
  throw new ValueProblem('is not true or false');
}

function readChoice({ choices }: OneOfField, value: unknown): string {
  const text = typeof value === 'string' ? value.trim() : '';
  const choice =
    choices.find((candidate) => candidate === text) ??
    choices.find((candidate) => candidate.toLowerCase() === word(text).toLowerCase());
  if (choice === undefined) throw new ValueProblem(`is not one of ${choices.join(', ')}`);
  return choice;
}

function own(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ValueProblem('is not an object');
  if (!Object.hasOwn(value, name)) throw new ValueProblem(`lacks ${name}`);
  return (value as Record<string, unknown>)[name];
}

/** By hand: an expression that looks for the end takes the square of a long run in the middle. */
function word(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && BEFORE.test(text[start]!)) start++;
  while (end > start && BEHIND.test(text[end - 1]!)) end--;
  return text.slice(start, end);
}
