import { createHmac } from 'node:crypto';

/**
 * X-Twilio-Signature: HMAC-SHA1 over the address and the form's names and values, sorted by name. Of an https address
 * Twilio leaves the port out, of an http one it does not; what stands behind a `#` is for Twilio itself.
 */
export function signTwilio(
  authToken: string,
  address: string,
  form: Readonly<Record<string, string>>,
): string {
  const url = new URL(address);
  if (url.protocol === 'https:') url.port = '';
  url.hash = '';
  const fields = Object.keys(form)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((name) => `${name}${form[name]}`);
  return createHmac('sha1', authToken)
    .update(url.href + fields.join(''))
    .digest('base64');
}
