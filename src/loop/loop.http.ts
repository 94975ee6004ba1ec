import type { HttpService } from '@nestjs/axios';
import type { ChipConfig } from '../config/chip.config.ts';
import { OutboundHttp, type HttpAnswer, type HttpCall, type NoAnswer } from '../http/outbound.http.ts';

export type LoopCall = Omit<HttpCall, 'headers'>;

const BASE_URLS = {
  v1: 'https://a.loopmessage.com/api/v1',
  legacy: 'https://server.loopmessage.com/api/v1',
} as const;

/** Loop's API, with our keys. */
export class LoopHttp {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  private readonly headers: Readonly<Record<string, string>>;
  private readonly http: OutboundHttp;

  constructor(config: ChipConfig, http: HttpService) {
    this.baseUrl = loopBaseUrl(config);
    this.headers = loopHeaders(config);
    this.http = new OutboundHttp(http);
  }

  /** See `OutboundHttp.call`. */
  call(call: LoopCall, signal: AbortSignal): Promise<HttpAnswer | NoAnswer> {
    return this.http.call({ ...call, headers: this.headers }, signal);
  }
}

/** Without a slash at the end. */
export function loopBaseUrl(config: ChipConfig): string {
  return config.LOOP_API_BASE_URL ?? BASE_URLS[config.LOOP_API_GENERATION];
}

/** The key goes without a scheme: to Loop, `Bearer <key>` is a wrong key. */
export function loopHeaders(config: ChipConfig): Record<string, string> {
  const { LOOP_API_GENERATION: generation, LOOP_API_KEY: key, LOOP_SECRET_KEY: secret } = config;
  return {
    Authorization: key ?? '',
    'Content-Type': 'application/json',
    ...(generation === 'legacy' && secret !== undefined && { 'Loop-Secret-Key': secret }),
  };
}
