import type { HttpService } from '@nestjs/axios';
import type { ChipConfig } from '../config/chip.config.ts';
import { OutboundHttp, type HttpAnswer, type NoAnswer } from '../http/outbound.http.ts';
import { accountAuthorization, accountUrl } from './account.ts';

const MAX_LIST_BYTES = 1024 * 1024;

/** The messages of our account at Twilio, with our keys. */
export class TwilioHttp {
  private readonly messages: string;
  private readonly authorization: string;
  private readonly http: OutboundHttp;

  constructor(config: ChipConfig, http: HttpService) {
    this.messages = `${accountUrl(config)}/Messages`;
    this.authorization = accountAuthorization(config);
    this.http = new OutboundHttp(http);
  }

  create(form: string, timeoutMs: number, signal: AbortSignal): Promise<HttpAnswer | NoAnswer> {
    const headers = {
      Authorization: this.authorization,
      'Content-Type': 'application/x-www-form-urlencoded',
    };
    return this.http.call(
      { method: 'POST', url: `${this.messages}.json`, headers, body: form, timeoutMs },
      signal,
    );
  }

  /** @param what `/<sid>.json` for one message, `.json?<query>` for a list */
  read(what: string, timeoutMs: number, signal: AbortSignal): Promise<HttpAnswer | NoAnswer> {
    const headers = { Authorization: this.authorization };
    const url = this.messages + what;
    return this.http.call({ method: 'GET', url, headers, timeoutMs, maxBytes: MAX_LIST_BYTES }, signal);
  }
}
