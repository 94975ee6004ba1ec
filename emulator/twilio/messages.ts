import { randomBytes } from 'node:crypto';
import type { Json } from '../http.ts';

/** A message as Twilio keeps it, in both directions. */
export type Message = {
  sid: string;
  direction: 'inbound' | 'outbound-api' | 'outbound-reply';
  from: string;
  to: string;
  service: string | null;
  body: string;
  mediaUrls: string[];
  status: string;
  errorCode: number | null;
  created: Date;
  sent: Date | null;
};

export const newSid = (prefix: 'SM' | 'MM'): string => prefix + randomBytes(16).toString('hex');

/** What Twilio remembers, newest first. */
export class Messages {
  #list: Message[] = [];

  add(message: Message): void {
    this.#list.unshift(message);
  }

  find(sid: string): Message | undefined {
    return this.#list.find((message) => message.sid === sid);
  }

  search({ to, from }: { to: string | null; from: string | null }): Message[] {
    return this.#list.filter(
      (message) => (to === null || message.to === to) && (from === null || message.from === from),
    );
  }

  clear(): void {
    this.#list = [];
  }
}

/** The record as the API shows it. */
export function toRecord(message: Message, accountSid: string): Json {
  const { sid, direction, from, to, service, body, mediaUrls, status, errorCode, created, sent } = message;
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`;
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body,
    date_created: rfc2822(created),
    date_sent: sent && rfc2822(sent),
    date_updated: rfc2822(sent ?? created),
    direction,
    error_code: errorCode,
    error_message: null,
    from,
    messaging_service_sid: service,
    num_media: String(mediaUrls.length),
    num_segments: '1',
    price: null,
    price_unit: 'USD',
    sid,
    status,
    to,
    uri,
  };
}

function rfc2822(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000');
}
