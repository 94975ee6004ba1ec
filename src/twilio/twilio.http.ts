import type { HttpService } from '@nestjs/axios';
import type { ChipConfig } from '../config/chip.config.ts';
import { OutboundHttp, type HttpAnswer, type NoAnswer } from '../http/outbound.http.ts';

const BASE_URL = 'https://api.twilio.com';
const MAX_LIST_BYTES = 1024 * 1024;

/** The messages of our account at Twilio, with our keys. */
export class TwilioHttp {
  private readonly messages: string;
  private readonly authorization: string;
  private readonly http: OutboundHttp;

  constructor(config: ChipConfig, http: HttpService) {
    const { TWILIO_ACCOUNT_SID: account = '', TWILIO_API_BASE_URL: base = BASE_URL } = config;
    this.messages = `${base}/2010-04-01/Accounts/${account}/Messages`;
    this.authorization = `Basic ${Buffer.from(credentialsOf(config)).toString('base64')}`;
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

/** An API key where there is one, as it can be taken back alone; while the token is being changed, the new one. */
function credentialsOf(config: ChipConfig): string {
  const { TWILIO_API_KEY: key, TWILIO_API_SECRET: secret, TWILIO_ACCOUNT_SID: account } = config;
  return key !== undefined ? `${key}:${secret}` : `${account}:${config.TWILIO_AUTH_TOKEN[0]}`;
}
