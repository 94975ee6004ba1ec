import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

export type Answer = { status: number; text: string };

/** Enough for any answer the sender reads; a page of HTML must not fill the journal. */
const MAX_ANSWER_LENGTH = 2000;

/**
 * One POST on a connection of its own, as the real sender makes it. node:http rather than fetch: fetch pools
 * connections, and would hide a server that mishandles `Connection: close`.
 */
export function post(
  url: string,
  headers: Record<string, string>,
  payload: string,
  signal: AbortSignal,
): Promise<Answer> {
  const request = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const length = String(Buffer.byteLength(payload));
    const req = request(url, {
      method: 'POST',
      agent: false,
      signal,
      headers: { ...headers, 'content-length': length, connection: 'close' },
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
