import MiniSearch from 'minisearch';
import type { Page } from './page.ts';

/** A part of a page that answers a question. */
export interface Passage {
  title: string;
  heading: string;
  text: string;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  validUntil: string | undefined;
}

interface Document extends Passage {
  id: number;
  tags: string;
}

/** Full-text search over sections of pages. Made anew when a file changes: a few hundred pages take milliseconds. */
export class KnowledgeIndex {
  private readonly engine: MiniSearch<Document>;
  private readonly documents: Document[];

  constructor(pages: readonly Page[]) {
    this.documents = pages
      .flatMap(({ title, tags, validUntil, sections }) =>
        sections.map((section) => ({ ...section, title, validUntil, tags: tags.join(' ') })),
      )
      .map((document, id) => ({ ...document, id }));
    this.engine = new MiniSearch<Document>({
      fields: ['title', 'heading', 'tags', 'text'],
      processTerm: fold,
      searchOptions: {
        boost: { title: 3, heading: 2, tags: 2 },
        prefix: (term) => term.length > 3,
        // One wrong letter in a word of five or more.
        fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      },
    });
    this.engine.addAll(this.documents);
  }

  /** The best passages, best first; none when nothing has a word of it. */
  search(query: string, limit: number): Passage[] {
    const found = this.engine.search(query);
    // What has much less in common than the best one is noise beside it.
    const enough = (found[0]?.score ?? 0) / 4;
    return found
      .filter(({ score }) => score >= enough)
      .slice(0, limit)
      .map(({ id }) => this.documents[Number(id)]!)
      .map(({ title, heading, text, validUntil }) => ({ title, heading, text, validUntil }));
  }
}

/** Words that say nothing about what is asked. */
const NOISE = new Set(
  'a an and are at be can do does for from get have how i in is it me my of on or the there to was we what when where which who will with you your'.split(
    ' ',
  ),
);

/** Without case and accents; plural and singular are one. */
function fold(term: string): string | null {
  const folded = term.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  if (NOISE.has(folded)) return null;
  return folded.length > 3 ? folded.replace(/(?<!s)s$/, '') : folded;
}
