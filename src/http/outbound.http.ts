import type { Readable } from 'node:stream';
import type { HttpService } from '@nestjs/axios';
import { ConnectionWatch } from './connection.watch.ts';

export interface HttpCall {
  method: 'GET' | 'POST';
  url: string;
  headers: Readonly<Record<string, string>>;
  /** An object goes out as JSON, a text as it is. */
  body?: object | string | undefined;
  timeoutMs: number;
  /** Longest answer that is read; 64 kB unless told. */
  maxBytes?: number | undefined;
}

/** A whole answer, whatever it says. */
export interface HttpAnswer {
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

const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * One request at a time to the API of a channel, told apart by what is known afterwards: an answer, none, or certainly
 * not sent. Redirects are not followed: they would take the keys elsewhere.
 */
export class OutboundHttp {
  constructor(private readonly http: HttpService) {}

  /** Resolves within `timeoutMs`, connecting and the whole answer included. Never rejects. */
  async call(call: HttpCall, signal: AbortSignal): Promise<HttpAnswer | NoAnswer> {
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
    { method, url, headers, body, maxBytes = MAX_ANSWER_BYTES }: HttpCall,
    signal: AbortSignal,
    transport: ConnectionWatch,
    heard: { body: string },
  ): Promise<HttpAnswer> {
    const answer = await this.http.axiosRef.request<Readable>({
      method,
      url,
      data: body,
      headers,
      signal,
      transport,
      maxRedirects: 0,
      // A proxy named in the environment would see the key, and its own errors would pass for the channel's.
      proxy: false,
      responseType: 'stream',
      validateStatus: () => true,
    });
    let bytes = 0;
    for await (const chunk of answer.data.setEncoding('utf8') as AsyncIterable<string>) {
      bytes += Buffer.byteLength(chunk);
      if (bytes > maxBytes) throw Object.assign(new Error('answer too long'), { code: 'ANSWER_TOO_LONG' });
      heard.body += chunk;
    }
    const retryAfter = answer.headers['retry-after'] as string | undefined;
    return { status: answer.status, body: heard.body, retryAfter };
  }
}

/** The error's code if it is one of the system's or the client's, such as ECONNRESET; messages can hold addresses. */
function systemCode(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && /^[A-Z\d_]{1,48}$/.test(code) ? code : 'network-error';
}
