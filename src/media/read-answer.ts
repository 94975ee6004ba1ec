import type { IncomingMessage } from 'node:http';
import { DownloadError } from './download.error.ts';

const FIRST_BYTES = 64 * 1024;

/**
 * The body of a 200, not compressed, of at most `maxBytes`. Throws a DownloadError (`http:<status>`, `encoded`,
 * `too-large`), or the connection's own error when the body is cut off. The response is destroyed when it throws
 * while reading; the caller destroys it otherwise.
 */
export async function readAnswer(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const { statusCode = 0, headers } = response;
  if (statusCode !== 200) throw new DownloadError(`http:${statusCode}`);
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw new DownloadError('encoded');
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw new DownloadError('too-large');

  // One buffer that doubles, not a list of chunks: a body of 1-byte chunks would cost a hundred times its size.
  let body = Buffer.alloc(Math.min(FIRST_BYTES, maxBytes));
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    const needed = size + chunk.length;
    if (needed > maxBytes) throw new DownloadError('too-large');
    if (needed > body.length) {
      body = Buffer.concat([body], Math.min(maxBytes, Math.max(needed, 2 * body.length)));
    }
    chunk.copy(body, size);
    size = needed;
  }
  return body.subarray(0, size);
}
