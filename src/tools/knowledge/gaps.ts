import type { ToolStore } from '../../conversation/tool.store.ts';
import { fold } from '../words.ts';

/** Something that members wanted to know and the organisers' pages do not say. */
export interface Gap {
  /** As a model put it when it was asked last. */
  question: string;
  count: number;
  /** In how many conversations; one in which it was worded in several ways may count more than once. */
  conversations: number;
  /** Epoch ms. */
  firstAt: number;
  lastAt: number;
}

const DAYS = 90;
const DAY_MS = 86_400_000;
/** Different wordings that are looked through. */
const MOST_GROUPS = 1_000;

/**
 * What the knowledge tool found nothing for, the most frequent first; questions that differ in case, accents and
 * punctuation alone are one.
 *
 * @param now epoch ms by the store's clock
 * @param days how far back
 */
export async function listGaps(
  store: Pick<ToolStore, 'listToolCalls'>,
  { now = Date.now(), days = DAYS }: { now?: number; days?: number } = {},
): Promise<Gap[]> {
  const since = now - days * DAY_MS;
  const groups = await store.listToolCalls({
    tool: 'knowledge',
    outcome: 'empty',
    since,
    limit: MOST_GROUPS,
  });
  const gaps = new Map<string, Gap>();
  // The most recent first, so that the first wording stays.
  for (const { arguments: json, count, conversations, firstAt, lastAt } of groups) {
    const question = questionOf(json);
    if (question === undefined) continue;
    const key = fold(question);
    const known = gaps.get(key);
    if (!known) gaps.set(key, { question, count, conversations, firstAt, lastAt });
    else {
      known.count += count;
      known.conversations += conversations;
      known.firstAt = Math.min(known.firstAt, firstAt);
    }
  }
  return [...gaps.values()].toSorted((a, b) => b.count - a.count || b.lastAt - a.lastAt);
}

function questionOf(json: string): string | undefined {
  try {
    const { query } = JSON.parse(json) as { query?: unknown };
    return typeof query === 'string' && query.trim() !== '' ? query.trim() : undefined;
  } catch {
    return undefined;
  }
}
