import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

export type Json = Record<string, unknown>;

const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** Answered with 413, in the words of whichever API it was sent to. */
export class BodyTooLargeError extends Error {}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** The whole body. One that is too large is read to its end all the same, or its sender would never see the answer. */
export async function readBody(
  req: IncomingMessage,
  maxBytes = MAX_BODY_BYTES,
): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > maxBytes) throw new BodyTooLargeError(`request body larger than ${maxBytes} bytes`);
  return Buffer.concat(chunks);
}

/** The parsed body; undefined where it is not JSON, which each API refuses in its own words. */
export async function readJson(req: IncomingMessage, maxBytes?: number): Promise<unknown> {
  return parseJson((await readBody(req, maxBytes)).toString('utf8'));
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function sendJson(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  sendText(res, status, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
}

export function sendText(
  res: ServerResponse,
  status: number,
  payload: string,
  headers: Record<string, string>,
): void {
  res.writeHead(status, { 'content-length': Buffer.byteLength(payload), ...headers });
  res.end(payload);
}

/** Cuts the connection without an answer, as a crashed server or a lost network path does. */
export function dropConnection(res: ServerResponse): void {
  res.socket?.destroy();
}

/** True when the client gave up: its connection closed before the answer was complete. */
export function isAbandoned(res: ServerResponse): boolean {
  return res.destroyed || res.socket?.destroyed === true;
}

/** Waits, but no longer than the client does. */
export async function waitFor(res: ServerResponse, ms: number): Promise<void> {
  if (ms <= 0 || isAbandoned(res)) return;
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  res.once('close', leave);
  await delay(ms, undefined, { signal: gone.signal }).catch(() => undefined);
  res.off('close', leave);
}
