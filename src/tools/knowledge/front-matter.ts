import { parse, YAMLParseError } from 'yaml';
import { isDay } from '../days.ts';

/** A page that cannot be read. The message says what to mend and quotes nothing of it. */
export class PageError extends Error {
  override readonly name = 'PageError';
}

export interface FrontMatter {
  title: string | undefined;
  tags: string[];
  validUntil: string | undefined;
  ignored: string[];
  /** What stands below it. */
  body: string;
}

const BLOCK = /^---[ \t]*\r?\n(?:([\s\S]*?)\r?\n)?---[ \t]*(?:\r?\n|$)/;
/** Dashes and a field right below: meant as front matter, not as a line across the page. */
const BEGUN = /^---[ \t]*\r?\n[\w-]+:/;
const FIELDS = ['title', 'tags', 'valid-until'];

/** @throws PageError when it is no YAML or a field of it has a wrong kind of value. */
export function readFrontMatter(text: string): FrontMatter {
  const found = BLOCK.exec(text);
  if (!found && BEGUN.test(text))
    throw new PageError('the front matter has no end: a line of --- is missing');
  const fields = fieldsOf(found?.[1] ?? '');
  return {
    title: textOf(fields, 'title'),
    tags: tagsOf(fields),
    validUntil: dayOf(fields),
    ignored: Object.keys(fields).filter((name) => !FIELDS.includes(name)),
    body: text.slice(found?.[0].length ?? 0),
  };
}

function fieldsOf(yaml: string): Record<string, unknown> {
  try {
    // Warnings would be printed as they are.
    const fields: unknown = parse(yaml, { logLevel: 'error' });
    if (fields === null || fields === undefined) return {};
    if (typeof fields === 'object' && !Array.isArray(fields)) {
      return Object.fromEntries(Object.entries(fields).map(([name, value]) => [spelling(name), value]));
    }
  } catch (error) {
    const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined;
    // One line down: the dashes come first.
    throw new PageError(`the front matter is no YAML${line === undefined ? '' : ` (line ${line + 1})`}`);
  }
  throw new PageError('the front matter must be lines such as "title: Meetups"');
}

/** `Valid_Until` is meant as `valid-until`. */
function spelling(name: string): string {
  return name.toLowerCase().replace(/[_ ]/g, '-');
}

function textOf(fields: Record<string, unknown>, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' || typeof value === 'number') return String(value).trim() || undefined;
  throw new PageError(`${name} must be a text`);
}

function tagsOf(fields: Record<string, unknown>): string[] {
  const value = fields.tags ?? [];
  const list: unknown[] = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [{}];
  if (list.some((tag) => typeof tag !== 'string' && typeof tag !== 'number')) {
    throw new PageError('tags must be a list such as [events, huntsville]');
  }
  return list.map((tag) => String(tag).trim()).filter(Boolean);
}

function dayOf(fields: Record<string, unknown>): string | undefined {
  const value = textOf(fields, 'valid-until');
  if (value !== undefined && !isDay(value))
    throw new PageError('valid-until must be a day such as 2027-03-31');
  return value;
}
