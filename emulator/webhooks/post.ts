import { Agent, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

export type Answer = { status: number; text: string };

/** Enough for any answer the sender reads; a page of HTML must not fill the journal. */
const MAX_ANSWER_LENGTH = 2000;

/** What a proxy before the server has: connections that are used again and again. */
const kept = new Agent({ keepAlive: true, maxSockets: 64 });

/**
 * One POST on a connection of its own, as the real sender makes it. node:http rather than fetch: fetch pools
 * connections, and would hide a server that mishandles `Connection: close`.
 * @param keepAlive over plain HTTP: what a server sees that has a proxy before it
 */
export function post(
  url: string,
  headers: Record<string, string>,
  payload: string,
  signal: AbortSignal,
  keepAlive = false,
): Promise<Answer> {
  const secure = url.startsWith('https:');
  const request = secure ? httpsRequest : httpRequest;
  const close = secure || !keepAlive;
  return new Promise((resolve, reject) => {
    const length = String(Buffer.byteLength(payload));
    const req = request(url, {
      method: 'POST',
      agent: close ? false : kept,
      signal,
      headers: { ...headers, 'content-length': length, ...(close && { connection: 'close' }) },
    });
    req.on('error', reject);
    req.on('response', (res) => {
      let text = '';
      res.setEncoding('utf8');
      res.on('data', (chunk: string) => {
        if (text.length < MAX_ANSWER_LENGTH) text += chunk;
      });
      res.on('error', reject);
      res.on('end', () => resolve({ status: res.statusCode ?? 0, text: text.slice(0, MAX_ANSWER_LENGTH) }));
    });
    req.end(payload);
  });
}
