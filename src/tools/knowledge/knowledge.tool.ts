import { Tool, type ToolContext, type ToolDescription } from '../tool.ts';
import type { KnowledgeBase } from './knowledge.base.ts';
import type { Passage } from './knowledge.index.ts';

const MOST_PASSAGES = 4;
const MOST_CHARACTERS = 900;

/** What the organisers have written down, by full-text search. */
export class KnowledgeTool extends Tool {
  readonly name = 'knowledge';
  private readonly base: KnowledgeBase;

  constructor(base: KnowledgeBase) {
    super();
    this.base = base;
  }

  override describe(): ToolDescription {
    return {
      description:
        'Searches what the organisers of this community have written: groups, places, programs, rules, contacts, how things work here. Say which page an answer comes from. If it finds nothing, say that you do not know.',
      parameters: {
        type: 'object',
        properties: {
          query: { type: 'string', minLength: 2, maxLength: 200, description: 'the words to look for' },
        },
        required: ['query'],
      },
    };
  }

  override async invoke({ query }: { query: string }, { now, timeZone }: ToolContext): Promise<unknown> {
    const passages = await this.base.search(query, MOST_PASSAGES);
    const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(now);
    return { found: passages.map((passage) => shown(passage, today)) };
  }
}

function shown({ title, heading, text, validUntil }: Passage, today: string): object {
  const stale = validUntil !== undefined && validUntil < today;
  return {
    page: title,
    ...(heading && heading !== title && { section: heading }),
    text: text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS).toWellFormed()} [...]` : text,
    ...(stale && { warning: `out of date: it held until ${validUntil}; say so` }),
  };
}
