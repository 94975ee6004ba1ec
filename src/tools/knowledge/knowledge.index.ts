import MiniSearch from 'minisearch';
import { fold, singular } from '../words.ts';
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
      tokenize: (text) => fold(text).split(' '),
      processTerm: (word) => (NOISE.has(word) ? null : singular(word)),
      searchOptions: {
        boost: { title: 3, heading: 2, tags: 2 },
        prefix: (term) => term.length > 3,
        // About one wrong letter in five; short words differ from others by less.
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
  'a an and are at be can do does for from get have how i in is it me my of on or s the there to was we what when where which who will with you your'.split(
    ' ',
  ),
);
