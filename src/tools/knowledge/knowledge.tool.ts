import type { OnApplicationBootstrap } from '@nestjs/common';
import { dayAt } from '../days.ts';
import { NothingFound } from '../nothing-found.ts';
import { Tool, type ToolContext, type ToolDescription } from '../tool.ts';
import type { KnowledgeBase } from './knowledge.base.ts';
import type { Passage } from './knowledge.index.ts';
import { MOST_CHARACTERS } from './sections.ts';

const MOST_PASSAGES = 4;

/** What the organisers have written down, by full-text search. */
export class KnowledgeTool extends Tool implements OnApplicationBootstrap {
  readonly name = 'knowledge';
  private readonly base: KnowledgeBase;

  constructor(base: KnowledgeBase) {
    super();
    this.base = base;
  }

  /** Whoever starts Chip sees at once which page is wrong; the start waits for nothing. */
  onApplicationBootstrap(): void {
    void this.base.look();
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
    if (passages.length === 0) return new NothingFound('The organisers have written nothing about that.');
    const today = dayAt(now, timeZone);
    return { found: passages.map((passage) => shown(passage, today)) };
  }
}

function shown({ title, heading, text, validUntil }: Passage, today: string): object {
  const stale = validUntil !== undefined && validUntil < today;
  return {
    page: title,
    ...(heading && { section: heading }),
    text: text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS).toWellFormed()} [...]` : text,
    ...(stale && { warning: `out of date: it held until ${validUntil}; say so` }),
  };
}
