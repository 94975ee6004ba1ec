import { readFrontMatter } from './front-matter.ts';
import { sectionsOf, type Section } from './sections.ts';

/** One Markdown file of the knowledge folder, in parts small enough to be quoted. */
export interface Page {
  title: string;
  tags: string[];
  /** Last day on which it holds, as `YYYY-MM-DD`; undefined: for ever. */
  validUntil: string | undefined;
  sections: Section[];
  /** Fields of the front matter that mean nothing here. */
  ignored: string[];
}

/**
 * Reads a page: front matter (`title`, `tags`, `valid-until`, all optional), then Markdown that is split at its headings.
 *
 * @param fallbackTitle for a page without a title and without a first heading
 * @throws PageError when the front matter is no YAML or a field of it has a wrong kind of value.
 */
export function readPage(source: string, fallbackTitle: string): Page {
  const { title: given, tags, validUntil, ignored, body } = readFrontMatter(source.replace(/^\uFEFF/, ''));
  const { sections, firstHeading } = sectionsOf(body);
  const title = given ?? firstHeading ?? fallbackTitle;
  // The title stands beside every passage anyway.
  const prefix = `${title} > `;
  const shown = sections.map(({ heading, text }) => {
    if (heading === title) return { heading: '', text };
    return { heading: heading.startsWith(prefix) ? heading.slice(prefix.length) : heading, text };
  });
  return { title, tags, validUntil, ignored, sections: shown };
}
