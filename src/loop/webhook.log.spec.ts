import type { ServerResponse } from 'node:http';
import { HttpService } from '@nestjs/axios';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Loopback } from '../../test/support/loopback.ts';
import { readConfig } from '../config/read-config.ts';
import type { LoggedEvent } from '../conversation/event.log.ts';
import { LoopHttp } from './loop.http.ts';
import { WebhookLog } from './webhook.log.ts';

const HOUR_MS = 3_600_000;
const NOW = Date.parse('2026-11-25T12:00:00Z');

let loop: Loopback;
beforeEach(async () => {
  loop = await Loopback.start();
});
afterEach(() => loop.close());

const iso = (hoursAgo: number): string => new Date(NOW - hoursAgo * HOUR_MS).toISOString();
const entry = (id: string, hoursAgo: number): object => ({
  attempt: 1,
  create_date: iso(hoursAgo),
  event_type: 'message_inbound',
  json: { webhook_id: id },
});

/** Answers the pages, one after the other, newest first. */
function pages(...lists: unknown[][]): void {
  loop.handle = (request, response) => {
    const page = Number(new URL(request.url ?? '', loop.url).searchParams.get('page'));
    response.end(JSON.stringify({ page, num_pages: lists.length, items: lists[page - 1] ?? [] }));
  };
}

function list(sinceHoursAgo = 6): Promise<LoggedEvent[]> {
  const config = readConfig({
    LOOP_API_KEY: 'the-key',
    LOOP_WEBHOOK_SECRET: 'a-webhook-secret',
    LOOP_API_BASE_URL: loop.url,
  });
  const log = new WebhookLog(new LoopHttp(config, new HttpService()));
  return log.listSince(NOW - sinceHoursAgo * HOUR_MS, new AbortController().signal);
}
const ids = (events: LoggedEvent[]): unknown[] =>
  events.map(({ body }) => (body as { webhook_id: unknown }).webhook_id);

describe("Loop's log of webhooks", () => {
  it('is read from the newest back to where it begins, and given oldest first', async () => {
    pages([entry('d', 0), entry('c', 1)], [entry('b', 5), entry('a', 9)], [entry('never asked for', 10)]);
    const events = await list();
    expect(ids(events)).toEqual(['b', 'c', 'd']);
    expect(events[0]?.at).toBe(NOW - 5 * HOUR_MS);
    expect(loop.requests.map(({ url }) => url)).toEqual([
      '/webhooks/history/?page=1&per_page=100&sort_by=desc',
      '/webhooks/history/?page=2&per_page=100&sort_by=desc',
    ]);
    expect(loop.requests[0]?.headers.authorization).toBe('the-key');
  });

  it('is read to its end where nothing says how many pages there are', async () => {
    loop.handle = (request, response) =>
      response.end(JSON.stringify({ items: request.url?.includes('page=1&') ? [entry('a', 1)] : [] }));
    expect(ids(await list())).toEqual(['a']);
    expect(loop.requests).toHaveLength(2);
  });

  it('keeps the order of those that have one date', async () => {
    pages([entry('second', 1), entry('first', 1)]);
    expect(ids(await list())).toEqual(['first', 'second']);
  });

  it('may hold its bodies as text, and dates without a zone, which are UTC', async () => {
    const odd = { create_date: iso(1).replace('Z', ''), json: JSON.stringify({ webhook_id: 'a' }) };
    pages([odd]);
    expect(await list()).toEqual([{ at: NOW - HOUR_MS, body: { webhook_id: 'a' } }]);
  });

  it('leaves out what is no webhook', async () => {
    const odd = [null, 7, {}, { create_date: 'soon', json: {} }, { create_date: iso(1) }, entry('a', 1)];
    // Deeper than can be written down again.
    const deep = `{"create_date":"${iso(1)}","json":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    const items = [...odd.map((item) => JSON.stringify(item)), deep];
    loop.handle = (_request, response) => response.end(`{"num_pages":1,"items":[${items.join()}]}`);
    expect(await list()).toEqual([{ at: NOW - HOUR_MS, body: { webhook_id: 'a' } }]);
  });

  it.each<[string, (answer: ServerResponse) => unknown, string]>([
    ['an error', (answer) => answer.writeHead(503).end('{}'), 'cannot be read (503)'],
    ['a page of HTML', (answer) => answer.end('<html>'), 'has no items'],
    ['no list', (answer) => answer.end('{"items":{}}'), 'has no items'],
    ['no answer', (answer) => answer.destroy(), 'cannot be read (E'],
  ])('is not taken for empty where there is %s', async (_what, handle, words) => {
    loop.handle = (_request, response) => void handle(response);
    await expect(list()).rejects.toThrow(words);
  });

  it('is given up when it does not end', async () => {
    loop.handle = (_request, response) =>
      response.end(JSON.stringify({ num_pages: 1e9, items: [entry('a', 0)] }));
    await expect(list()).rejects.toThrow('longer than 20000 entries');
  });
});
