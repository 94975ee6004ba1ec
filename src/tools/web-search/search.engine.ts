/** One hit of a web search. Everything in it was written by strangers. */
export interface SearchResult {
  title: string;
  url: string;
  snippet: string;
}

/** How a search service is asked and how its answer is read. */
export interface SearchEngine {
  /** With the query in it. */
  request(query: string): { url: string; headers: Record<string, string> };
  /** What the answer lists, as it stands there; anything else than the expected shape is nothing. */
  results(body: unknown): { title: unknown; url: unknown; snippet: unknown }[];
}

/**
 * SearXNG (https://docs.searxng.org/dev/search_api.html). Its settings.yml must list `json` under `search.formats`; else it
 * answers 403.
 */
export function searxng(address: string): SearchEngine {
  return {
    request: (query) => ({
      url: asked(address, '/search', { q: query, format: 'json', safesearch: '1' }),
      headers: {},
    }),
    results: (body) =>
      items((body as { results?: unknown } | null)?.results).map(({ title, url, content }) => ({
        title,
        url,
        snippet: content,
      })),
  };
}

/** Brave Search (https://api-dashboard.search.brave.com/app/documentation/web-search/get-started). */
export function brave(key: string, address = 'https://api.search.brave.com/res/v1'): SearchEngine {
  return {
    request: (query) => ({
      url: asked(address, '/web/search', { q: query, count: '5', safesearch: 'moderate' }),
      headers: { 'X-Subscription-Token': key },
    }),
    results: (body) =>
      items((body as { web?: { results?: unknown } } | null)?.web?.results).map(
        ({ title, url, description }) => ({ title, url, snippet: description }),
      ),
  };
}

/** An address may be given with or without the path of the search itself. */
function asked(address: string, path: string, parameters: Record<string, string>): string {
  const endpoint = address.endsWith('/search') ? address : `${address}${path}`;
  return `${endpoint}?${new URLSearchParams(parameters).toString()}`;
}

function items(list: unknown): Record<string, unknown>[] {
  if (!Array.isArray(list)) return [];
  return list.filter((item) => typeof item === 'object' && item !== null);
}
