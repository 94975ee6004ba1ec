import type { Json } from '../http.ts';

const PER_PAGE = 20;
const MAX_PER_PAGE = 1000;
const DAY_MS = 24 * 60 * 60 * 1000;
const DATE = /^\d{4}-\d\d-\d\d$/;

/**
 * One page of a list, newest first unless `sort_by=asc`, with the dates of `from_date` to `to_date` (both included).
 * Undefined where a parameter makes no sense.
 */
export function pageOf<T extends { at: number }>(
  items: T[],
  query: URLSearchParams,
  show: (item: T) => Json,
): Json | undefined {
  const page = wholeNumber(query.get('page'), 1);
  const perPage = wholeNumber(query.get('per_page'), PER_PAGE);
  const order = query.get('sort_by') ?? 'desc';
  const from = day(query.get('from_date'), 0);
  const to = day(query.get('to_date'), Infinity);
  if (!page || !perPage || perPage > MAX_PER_PAGE || !['asc', 'desc'].includes(order)) return undefined;
  if (Number.isNaN(from) || Number.isNaN(to)) return undefined;
  const found = items.filter(({ at }) => at >= from && at < to + DAY_MS);
  const sorted = order === 'asc' ? found : found.toReversed();
  return {
    page,
    num_pages: Math.max(1, Math.ceil(found.length / perPage)),
    per_page: perPage,
    count: found.length,
    items: sorted.slice((page - 1) * perPage, page * perPage).map(show),
  };
}

function wholeNumber(text: string | null, fallback: number): number | undefined {
  if (text === null || text === '') return fallback;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

/** NaN for what is not a date. */
function day(text: string | null, fallback: number): number {
  if (text === null || text === '') return fallback;
  return DATE.test(text) ? Date.parse(text) : Number.NaN;
}
