import type { Readable } from 'node:stream';
import type { HttpService } from '@nestjs/axios';
import type { ChipConfig } from '../config/chip.config.ts';
import { ConnectionWatch } from './connection.watch.ts';

export interface LoopCall {
  method: 'GET' | 'POST';
  url: string;
  /** Goes out as JSON. */
  body?: object;
  timeoutMs: number;
  /** Longest answer that is read. */
  maxBytes?: number;
}

/** A whole answer, whatever it says. */
export interface LoopAnswer {
  status: number;
  /** As it came; may be anything. */
  body: string;
  retryAfter?: string | undefined;
}

/** No answer, or only the beginning of one. */
export interface NoAnswer {
  status: undefined;
  /** `timeout`, `aborted`, a system's code such as ECONNRESET, or `network-error`. */
  code: string;
  /** False when nothing of the request has left this machine. */
  reached: boolean;
  /** What had come of the body. */
  body: string;
}

const BASE_URLS = {
  v1: 'https://a.loopmessage.com/api/v1',
  legacy: 'https://server.loopmessage.com/api/v1',
} as const;

const MAX_ANSWER_BYTES = 64 * 1024;

/** One request at a time to Loop's API, with our keys. Redirects are not followed: they would take the keys elsewhere. */
export class LoopHttp {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  private readonly headers: Readonly<Record<string, string>>;

  constructor(
    config: ChipConfig,
    private readonly http: HttpService,
  ) {
    this.baseUrl = config.LOOP_API_BASE_URL ?? BASE_URLS[config.LOOP_API_GENERATION];
    this.headers = headersOf(config);
  }

  /** Resolves within `timeoutMs`, connecting and the whole answer included. Never rejects. */
  async call(call: LoopCall, signal: AbortSignal): Promise<LoopAnswer | NoAnswer> {
    const timeout = AbortSignal.timeout(call.timeoutMs);
    const either = AbortSignal.any([signal, timeout]);
    const watch = new ConnectionWatch(either);
    const heard = { body: '' };
    try {
      return await this.exchange(call, either, watch, heard);
    } catch (error) {
      const stopped = timeout.aborted ? 'timeout' : signal.aborted ? 'aborted' : undefined;
      const { established: reached } = watch;
      return { status: undefined, code: stopped ?? systemCode(error), reached, body: heard.body };
    }
  }

  private async exchange(
    { method, url, body, maxBytes = MAX_ANSWER_BYTES }: LoopCall,
    signal: AbortSignal,
    transport: ConnectionWatch,
    heard: { body: string },
  ): Promise<LoopAnswer> {
    const { status, data, headers } = await this.http.axiosRef.request<Readable>({
      method,
      url,
      data: body,
      headers: this.headers,
      signal,
      transport,
      maxRedirects: 0,
      // A proxy named in the environment would see the key, and its own errors would pass for Loop's.
      proxy: false,
      responseType: 'stream',
      validateStatus: () => true,
    });
    let bytes = 0;
    for await (const chunk of data.setEncoding('utf8') as AsyncIterable<string>) {
      bytes += Buffer.byteLength(chunk);
      if (bytes > maxBytes) throw Object.assign(new Error('answer too long'), { code: 'ANSWER_TOO_LONG' });
      heard.body += chunk;
    }
    return { status, body: heard.body, retryAfter: headers['retry-after'] as string | undefined };
  }
}

/** The key goes without a scheme: to Loop, `Bearer <key>` is a wrong key. */
function headersOf(config: ChipConfig): Record<string, string> {
  const { LOOP_API_GENERATION: generation, LOOP_API_KEY: key, LOOP_SECRET_KEY: secret } = config;
  return {
    Authorization: key ?? '',
    'Content-Type': 'application/json',
    ...(generation === 'legacy' && secret !== undefined && { 'Loop-Secret-Key': secret }),
  };
}

/** The error's code if it is one of the system's or the client's, such as ECONNRESET; messages can hold addresses. */
function systemCode(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && /^[A-Z\d_]{1,48}$/.test(code) ? code : 'network-error';
}
