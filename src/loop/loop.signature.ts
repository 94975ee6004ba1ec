import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isLocalRequest, secretsEqual, type SignedRequest } from '../conversation/webhook-signature.ts';

/**
 * True if a request proves that it knows one of the webhook secrets. Never throws. Two proofs are taken:
 *
 * - `Authorization: <secret>`, with or without `Bearer `, on either side: Loop sends what was typed into its dashboard
 *   word for word (https://docs.loopmessage.com/imessage-conversation-api/webhooks) and people type both;
 * - `X-Loop-Signature: [sha256=]<HMAC-SHA256 of the raw body, hex or base64>`, keyed with the secret (without
 *   `Bearer `). Loop itself signs nothing; this is for clients of one's own which need not show the secret.
 *
 * Without a secret only requests made on this machine are taken.
 */
export function verifySignature(request: SignedRequest, secrets: readonly string[]): boolean {
  if (secrets.length === 0) return isLocalRequest(request);
  const token = withoutBearer(header(request.headers, 'authorization'));
  const digest = readDigest(header(request.headers, 'x-loop-signature'));
  let proven = false;
  // Every secret is looked at, so that the time taken does not tell which one matched.
  for (const secret of secrets.map(withoutBearer)) {
    if (secret === '') continue;
    const expected = createHmac('sha256', secret).update(request.rawBody).digest('hex');
    const byToken = secretsEqual(token, secret);
    const bySignature = secretsEqual(digest, expected);
    proven = proven || byToken || bySignature;
  }
  return proven;
}

/** The header's one value; empty when it is absent or there are several. */
function header(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value.trim() : '';
}

function withoutBearer(value: string): string {
  return value.replace(/^bearer +/i, '');
}

/** The presented digest as lower-case hex; empty when it is not a SHA-256 in either spelling. */
function readDigest(value: string): string {
  const digest = value.replace(/^sha256=/i, '');
  if (/^[\da-f]{64}$/i.test(digest)) return digest.toLowerCase();
  return /^[A-Za-z\d+/]{43}=$/.test(digest) ? Buffer.from(digest, 'base64').toString('hex') : '';
}
