import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CapturedLog } from '../../../test/support/captured-log.ts';
import { Loopback } from '../../../test/support/loopback.ts';
import { toolContext } from '../../../test/support/tool-context.ts';
import { NothingFound } from '../nothing-found.ts';
import { brave, searxng } from './search.engine.ts';
import { WebSearchTool } from './web-search.tool.ts';

const KEY = 'BSA-7f3kq9Zt21xLpW0c';

/** A result as both services know it, under different names. */
interface Hit {
  title?: unknown;
  url?: unknown;
  text?: unknown;
}

let far: Loopback;
let log: CapturedLog;
let hits: Hit[];
beforeEach(async () => {
  log = new CapturedLog();
  hits = [{ title: 'Robots', url: 'https://example.org/robots', text: 'All about them.' }];
  // Speaks both: https://docs.searxng.org/dev/search_api.html and Brave's /res/v1/web/search.
  far = await Loopback.start(({ url = '', headers }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://x');
    const json = (body: unknown): void =>
      void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (pathname === '/search') {
      if (searchParams.get('format') !== 'json') return void response.writeHead(403).end();
      const results = hits.map(({ text, ...hit }) => ({ ...hit, content: text, engine: 'x', score: 1 }));
      return json({ query: searchParams.get('q'), number_of_results: 0, results, answers: [] });
    }
    if (pathname !== '/web/search') return void response.writeHead(404).end();
    if (headers['x-subscription-token'] !== KEY)
      return void response.writeHead(422).end('{"type":"ErrorResponse"}');
    const results = hits.map(({ text, ...hit }) => ({ ...hit, description: text, type: 'search_result' }));
    return json({ type: 'search', web: { type: 'search', results } });
  });
});
afterEach(() => far.close());

const tools = (): [string, WebSearchTool][] => [
  ['SearXNG', new WebSearchTool(searxng(far.url))],
  ['Brave', new WebSearchTool(brave(KEY, far.url))],
];
const search = (tool: WebSearchTool, query = 'robots & cats?') => tool.invoke({ query }, toolContext());
const asked = (): URL => new URL(far.requests.at(-1)?.url ?? '', far.url);

describe('a web search', () => {
  it('gives titles, addresses and snippets, whichever service is asked', async () => {
    for (const [name, tool] of tools()) {
      expect([name, await search(tool)]).toEqual([
        name,
        { results: [{ title: 'Robots', url: 'https://example.org/robots', snippet: 'All about them.' }] },
      ]);
      expect(asked().searchParams.get('q')).toBe('robots & cats?');
    }
  });

  it('sends the key to Brave in its header and nowhere else, and to SearXNG nothing', async () => {
    const [[, searx], [, withKey]] = tools() as [[string, WebSearchTool], [string, WebSearchTool]];
    await search(withKey);
    expect(far.requests[0]?.headers['x-subscription-token']).toBe(KEY);
    expect(far.requests[0]?.url).not.toContain(KEY);
    await search(searx);
    expect(far.requests[1]?.headers).not.toHaveProperty('x-subscription-token');
  });

  it('takes an address with the path of the search as well', async () => {
    await search(new WebSearchTool(searxng(`${far.url}/search`)));
    expect(asked().pathname).toBe('/search');
  });

  it('opens nothing that it finds', async () => {
    hits = [{ title: 'x', url: `${far.url}/tempting`, text: 'x' }];
    for (const [, tool] of tools()) await search(tool);
    expect(far.requests.map(({ url }) => url?.split('?')[0])).toEqual(['/search', '/web/search']);
  });

  it('gives five results at most, short and without marks', async () => {
    hits = Array.from({ length: 20 }, (_, n) => ({
      title: `<strong>Robots</strong> &amp; cats ${n} ${'t'.repeat(500)}`,
      url: `https://example.org/${n}`,
      text: `Line one\n<b>two</b> &#x27;${'x'.repeat(9000)}`,
    }));
    for (const [, tool] of tools()) {
      const { results } = (await search(tool)) as { results: Record<string, string>[] };
      expect(results).toHaveLength(5);
      expect(results[0]?.title).toMatch(/^Robots & cats 0 t+ \[\.\.\.\]$/);
      expect(results[0]?.snippet).toMatch(/^Line one two 'x+ \[\.\.\.\]$/);
      expect(JSON.stringify(results).length).toBeLessThan(3500);
    }
  });

  it('leaves out what has no address that could be opened, and survives what is no result', async () => {
    const url = 'https://example.org/1';
    hits = [
      { title: 'script', url: 'javascript:alert(1)', text: 'x' },
      { title: 'long', url: `https://example.org/${'x'.repeat(400)}`, text: 'x' },
      { title: 'none', text: 'x' },
      { title: { a: 1 }, url, text: 7 },
    ];
    for (const [, tool] of tools())
      expect(await search(tool)).toEqual({ results: [{ title: '', url, snippet: '' }] });
  });

  it('that finds nothing says so', async () => {
    hits = [];
    for (const [, tool] of tools()) expect(await search(tool)).toEqual(new NothingFound({ results: [] }));
    far.handle = (_request, response) => response.end('{"results": "odd", "web": null}');
    for (const [, tool] of tools()) expect(await search(tool)).toBeInstanceOf(NothingFound);
  });

  it('takes no query that is longer than 200 characters, and nothing else', () => {
    const [[, tool]] = tools() as [[string, WebSearchTool]];
    const check = tool.argumentCheck();
    expect(check({ query: 'x'.repeat(200) })).toEqual([]);
    expect(check({ query: 'x'.repeat(201) })).toHaveLength(1);
    expect(check({ query: 'robots', url: 'https://evil.example' })).toHaveLength(1);
  });
});

describe('a web search that fails', () => {
  const inVain = async (tool: WebSearchTool): Promise<unknown[]> => {
    await expect(search(tool)).rejects.toThrow(/^the web search does not work at the moment$/);
    return log.with('web search failed');
  };

  it.each([
    [401, /WEB_SEARCH_KEY/],
    [403, /search\.formats/],
    [422, /WEB_SEARCH_KEY/],
    [429, /too often/],
    [500, /answered with an error/],
    [301, /set WEB_SEARCH_URL/],
  ])('with %i tells the log what to mend, and the model neither key nor address', async (status, reason) => {
    far.handle = (_request, response) =>
      response.writeHead(status, { location: 'https://moved.example/' }).end(`no: ${KEY}`);
    for (const [, tool] of tools()) await inVain(tool);
    expect(log.with('web search failed')).toEqual(
      Array(2).fill({ reason: expect.stringMatching(reason), code: status }),
    );
    expect(log.text).not.toMatch(new RegExp(`${KEY}|127\\.0\\.0\\.1|moved`));
  });

  it('for a wrong key tells the same', async () => {
    await inVain(new WebSearchTool(brave('BSA-wrong-wrong-wrong', far.url)));
    expect(log.text).not.toContain('wrong-wrong');
  });

  it('follows no redirect, which would carry the key elsewhere', async () => {
    const elsewhere = await Loopback.start((_request, response) => response.end('{"web": {"results": []}}'));
    far.handle = (_request, response) => response.writeHead(302, { location: elsewhere.url }).end();
    await inVain(new WebSearchTool(brave(KEY, far.url)));
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  it('when nobody is there, or the answer is no JSON or without end, says that', async () => {
    const [[, tool]] = tools() as [[string, WebSearchTool]];
    far.handle = (_request, response) => response.end('<!doctype html>');
    await inVain(tool);
    far.handle = (_request, response) => response.end(`"${'x'.repeat(2_000_001)}"`);
    await inVain(tool);
    await far.close();
    expect(await inVain(tool)).toMatchObject([
      { reason: 'its answer is no JSON' },
      { reason: 'it is larger than 2000000 bytes' },
      { reason: 'it cannot be reached', code: expect.any(String) },
    ]);
    await far.listen();
  });

  it('to answer is given up with the call', async () => {
    const [[, tool]] = tools() as [[string, WebSearchTool]];
    const call = new AbortController();
    far.handle = () => call.abort(new Error('over'));
    await expect(tool.invoke({ query: 'x' }, toolContext({ signal: call.signal }))).rejects.toThrow('over');
  });
});
