import { EventLogError, type EventLog, type LoggedEvent } from '../conversation/event.log.ts';
import { readObject } from '../http/read-object.ts';
import { readDate } from './answer.fields.ts';
import type { LoopHttp } from './loop.http.ts';

const PER_PAGE = 100;
const MOST_PAGES = 200;
const PAGE_TIMEOUT_MS = 15_000;
const MAX_PAGE_BYTES = 8 * 1024 * 1024;
/** As long as a webhook may have. */
const MAX_BODY_LENGTH = 256 * 1024;
/**
 * How long Loop tries one webhook (10 times after 30 s, 10 after 3 min, 10 after 15 min), and some more. Its page does not
 * say when an entry appears: it may be no sooner than at the last try.
 */
const RETRIES_MS = 215 * 60_000;

/**
 * v1's log of the webhooks that Loop has posted or tried to: entries `{attempt, create_date, event_type, json}`, newest
 * first. Its body is that of the webhook, ids included. (The list of a contact's messages would be no substitute: it
 * has neither groups nor files, and nothing says that its ids are those of webhooks.)
 *
 * Source: https://docs.loopmessage.com/dashboard/webhook-history
 */
export class WebhookLog implements EventLog {
  readonly entriesLateMs = RETRIES_MS;

  constructor(private readonly http: LoopHttp) {}

  async listSince(since: number, signal: AbortSignal): Promise<LoggedEvent[]> {
    const found: LoggedEvent[] = [];
    for (let page = 1; page <= MOST_PAGES; page++) {
      const { items, pages } = await this.page(page, signal);
      const dated = items.map(readEntry).filter((entry) => entry !== undefined);
      found.push(...dated.filter(({ at }) => at >= since));
      // Without a date that can be read nothing says where to stop.
      const old = dated.length === 0 || dated.some(({ at }) => at < since);
      // What has one date is turned round, too: the newest stands first.
      if (old || page >= pages) return found.toReversed().toSorted((a, b) => a.at - b.at);
    }
    throw new EventLogError(`the webhook log is longer than ${PER_PAGE * MOST_PAGES} entries`);
  }

  private async page(page: number, signal: AbortSignal): Promise<{ items: unknown[]; pages: number }> {
    const url = `${this.http.baseUrl}/webhooks/history/?page=${page}&per_page=${PER_PAGE}&sort_by=desc`;
    const answer = await this.http.call(
      { method: 'GET', url, timeoutMs: PAGE_TIMEOUT_MS, maxBytes: MAX_PAGE_BYTES },
      signal,
    );
    if (answer.status !== 200)
      throw new EventLogError(
        `Loop's webhook log cannot be read (${answer.status ?? (answer as { code: string }).code})`,
      );
    const { items, num_pages: pages } = readObject(answer.body);
    if (!Array.isArray(items)) throw new EventLogError("Loop's webhook log has no items");
    return { items: items as unknown[], pages: typeof pages === 'number' ? pages : MOST_PAGES };
  }
}

/** Undefined for what has no date or no body that could have been a webhook. */
function readEntry(item: unknown): LoggedEvent | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { create_date: date, json } = item as Record<string, unknown>;
  const at = readDate(date);
  const body = typeof json === 'string' ? readObject(json) : json;
  if (Number.isNaN(at) || typeof body !== 'object' || body === null) return undefined;
  return isSmall(body) ? { at, body } : undefined;
}

/** Neither longer nor deeper than what is taken from a webhook: some thousand levels cannot even be written again. */
function isSmall(body: object): boolean {
  try {
    return JSON.stringify(body).length <= MAX_BODY_LENGTH;
  } catch {
    return false;
  }
}
