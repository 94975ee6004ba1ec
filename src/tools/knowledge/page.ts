import { parse, YAMLParseError } from 'yaml';

/** One Markdown file of the knowledge folder, in parts small enough to be quoted. */
export interface Page {
  title: string;
  tags: string[];
  /** Last day on which it holds, as `YYYY-MM-DD`; undefined: for ever. */
  validUntil: string | undefined;
  sections: Section[];
}

export interface Section {
  /** Of the heading it stands under; empty before the first one. */
  heading: string;
  text: string;
}

/** A page that cannot be read. The message says what to mend and quotes nothing of it. */
export class PageError extends Error {
  override readonly name = 'PageError';
}

const FRONT_MATTER = /^---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;
const HEADING = /^#{1,4}[ \t]+(.+?)[ \t]*#*$/;

/**
 * Reads a page: front matter (`title`, `tags`, `valid-until`, all optional), then Markdown that is split at its headings.
 *
 * @param fallbackTitle for a page without a title and without a first heading
 * @throws PageError when the front matter is no YAML or a field of it has a wrong kind of value.
 */
export function readPage(source: string, fallbackTitle: string): Page {
  const text = source.replace(/^\uFEFF/, '');
  const [block, yaml] = FRONT_MATTER.exec(text) ?? [];
  const fields = yaml === undefined ? {} : frontMatter(yaml);
  const sections = split(text.slice(block?.length ?? 0));
  const title =
    stringOf(fields, 'title') ?? sections.find(({ heading }) => heading)?.heading ?? fallbackTitle;
  return { title, tags: tagsOf(fields), validUntil: dayOf(fields), sections };
}

function frontMatter(yaml: string): Record<string, unknown> {
  try {
    const fields: unknown = parse(yaml);
    if (fields === null || fields === undefined) return {};
    if (typeof fields === 'object' && !Array.isArray(fields)) return fields as Record<string, unknown>;
  } catch (error) {
    const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined;
    // One line down: the dashes come first.
    throw new PageError(`the front matter is no YAML${line === undefined ? '' : ` (line ${line + 1})`}`);
  }
  throw new PageError('the front matter must be lines such as "title: Meetups"');
}

function stringOf(fields: Record<string, unknown>, name: string): string | undefined {
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
  const value = stringOf(fields, 'valid-until');
  if (value === undefined) return undefined;
  const real = /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
  if (!real) throw new PageError('valid-until must be a day such as 2027-03-31');
  return value;
}

/** Headings inside code fences are none. */
function split(markdown: string): Section[] {
  const sections: Section[] = [{ heading: '', text: '' }];
  let fenced = false;
  for (const line of markdown.split(/\r?\n/)) {
    if (/^\s*(?:```|~~~)/.test(line)) fenced = !fenced;
    const heading = fenced ? undefined : HEADING.exec(line)?.[1];
    if (heading !== undefined) sections.push({ heading, text: '' });
    else sections.at(-1)!.text += `${line}\n`;
  }
  return sections
    .map(({ heading, text }) => ({ heading, text: text.trim() }))
    .filter(({ heading, text }) => text !== '' || heading !== '');
}
