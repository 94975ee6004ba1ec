import type { SearchEngine, SearchResult } from './search.engine.ts';

const MOST_RESULTS = 5;
const MOST_TITLE = 120;
const MOST_SNIPPET = 300;
const MOST_URL = 300;

/** The first few results as plain text within bounds. One without an address that can be opened is none. */
export function plainResults(found: ReturnType<SearchEngine['results']>): SearchResult[] {
  return found
    .flatMap(({ title, url, snippet }) =>
      typeof url === 'string' && url.length <= MOST_URL && /^https?:\/\/\S+$/i.test(url)
        ? [{ title: plain(title, MOST_TITLE), url, snippet: plain(snippet, MOST_SNIPPET) }]
        : [],
    )
    .slice(0, MOST_RESULTS);
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#x27': "'",
  nbsp: ' ',
};

/** Search services mark what was found with tags. */
function plain(value: unknown, most: number): string {
  if (typeof value !== 'string') return '';
  const text = value
    .slice(0, 5000)
    .replace(/<[^>]{0,200}>/g, '')
    .replace(/&(\w+|#\w+);/g, (entity, name: string) => ENTITIES[name.toLowerCase()] ?? entity)
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > most ? `${text.slice(0, most).toWellFormed()} [...]` : text;
}
