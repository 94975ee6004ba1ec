import { createHmac } from 'node:crypto';
import { secretsEqual, type SignedRequest } from '../conversation/webhook-signature.ts';

/** The values of each field of a form; a value that is repeated counts once. */
export type Fields = ReadonlyMap<string, ReadonlySet<string>>;

export interface TwilioAccount {
  /** One, or two while it is being changed. */
  authTokens: readonly string[];
  accountSid: string;
  /** Where Twilio finds Chip: scheme, host and what stands before the path that Chip itself sees. */
  publicUrl: string;
}

/**
 * True if Twilio has signed a request, for this account and with one of its tokens. Never throws. `X-Twilio-Signature`
 * is the HMAC-SHA1 of the address that Twilio called, followed by the names and values of all form fields in the order of
 * their names. The address is the public one, whatever proxies have made of it. What stands behind a `#` is no part of it.
 *
 * Source: https://www.twilio.com/docs/usage/security#validating-requests. Its variant for JSON (`bodySHA256`) is not
 * looked at: no message or status comes as JSON.
 */
export function verifySignature(request: SignedRequest, account: TwilioAccount): boolean {
  const fields = readFields(request.rawBody);
  const header = request.headers['x-twilio-signature'];
  const presented = typeof header === 'string' ? header : '';
  const origins = spellingsOf(account.publicUrl);
  let proven = false;
  // Every combination is looked at, so that the time taken does not tell which one matched.
  for (const token of account.authTokens) {
    for (const origin of origins) {
      proven = secretsEqual(presented, signatureOf(token, origin + request.url, fields)) || proven;
    }
  }
  // With the key of a main account its subaccounts could be signed for as well.
  const ours = secretsEqual([...(fields.get('AccountSid') ?? [])].join(), account.accountSid);
  return proven && ours;
}

/** What Twilio writes into the header. */
export function signatureOf(authToken: string, address: string, fields: Fields): string {
  const signed = [...fields.keys()]
    .toSorted(byCodeUnits)
    .flatMap((name) => [...(fields.get(name) ?? [])].toSorted(byCodeUnits).map((value) => name + value));
  return createHmac('sha1', authToken)
    .update(address + signed.join(''))
    .digest('base64');
}

/** In one pass: nothing is proven yet, and a body may have a hundred thousand fields. */
export function readFields(rawBody: Buffer): Fields {
  const fields = new Map<string, Set<string>>();
  for (const [name, value] of new URLSearchParams(rawBody.toString('utf8'))) {
    const values = fields.get(name);
    if (values) values.add(value);
    else fields.set(name, new Set([value]));
  }
  return fields;
}

/** Twilio signs some addresses with their port and some without, whatever was given to it; its own libraries try both. */
function spellingsOf(publicUrl: string): string[] {
  const { protocol, hostname, port, pathname } = new URL(publicUrl);
  const path = pathname.replace(/\/$/, '');
  const usual = protocol === 'https:' ? '443' : '80';
  return [`${protocol}//${hostname}${path}`, `${protocol}//${hostname}:${port || usual}${path}`];
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
