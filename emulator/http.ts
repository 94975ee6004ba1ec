import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

export type Json = Record<string, unknown>;

const MAX_BODY_BYTES = 8 * 1024 * 1024;

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** The parsed body; undefined where it is not JSON, which each API refuses in its own words. */
export async function readJson(req: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Error('request body too large');
    chunks.push(chunk);
  }
  return parseJson(Buffer.concat(chunks).toString('utf8'));
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
  const payload = JSON.stringify(body);
  res.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(payload),
    ...headers,
  });
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
