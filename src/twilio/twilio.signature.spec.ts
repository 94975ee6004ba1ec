import { describe, expect, it } from '@jest/globals';
import { readFields, signatureOf, verifySignature, type TwilioAccount } from './twilio.signature.ts';

const TOKEN = 'a-token-of-the-account';
const ACCOUNT: TwilioAccount = {
  authTokens: [TOKEN],
  accountSid: `AC${'a'.repeat(32)}`,
  publicUrl: 'https://chip.example',
};
const BODY = `AccountSid=${ACCOUNT.accountSid}&Body=Hi+there%21&From=%2B12055550123&MediaUrl0=&MessageSid=SM1`;
const PATH = '/webhooks/twilio?id=7';

type Call = { body?: string; account?: Partial<TwilioAccount>; url?: string; signature?: string | string[] };

function verify({ body = BODY, account, url = PATH, signature }: Call): boolean {
  const headers = { 'x-twilio-signature': signature as string };
  const request = { url, rawBody: Buffer.from(body), headers, remoteAddress: '203.0.113.9' };
  return verifySignature(request, { ...ACCOUNT, ...account });
}

const sign = (address: string, token = TOKEN, body = BODY): string =>
  signatureOf(token, address, readFields(Buffer.from(body)));
const GOOD = sign(`https://chip.example${PATH}`);

describe("Twilio's signature", () => {
  it('is that of the example in its documentation', () => {
    const body =
      'CallSid=CA1234567890ABCDE&Caller=%2B12349013030&Digits=1234&From=%2B12349013030&To=%2B18005551212';
    const fields = readFields(Buffer.from(body));
    const address = 'https://mycompany.com/myapp.php?foo=1&bar=2';
    expect(signatureOf('12345', address, fields)).toBe('0/KCTR6DLpKmkAf8muzZqo1nDgQ=');
  });

  it('does not depend on the order of the fields, but on names, values and the query', () => {
    expect(verify({ signature: GOOD })).toBe(true);
    expect(verify({ signature: GOOD, body: BODY.split('&').toReversed().join('&') })).toBe(true);
    expect(verify({ signature: GOOD, body: BODY.replace('Hi', 'Ho') })).toBe(false);
    expect(verify({ signature: GOOD, body: BODY.replace('Body', 'body') })).toBe(false);
    expect(verify({ signature: GOOD, body: `${BODY}&OptOutType=STOP` })).toBe(false);
    expect(verify({ signature: GOOD, url: '/webhooks/twilio?id=8' })).toBe(false);
    expect(verify({ signature: GOOD, url: '/webhooks/twilio' })).toBe(false);
  });

  it('counts a field that is repeated with the same value once', () => {
    expect(verify({ signature: GOOD, body: `${BODY}&MessageSid=SM1` })).toBe(true);
    expect(verify({ signature: GOOD, body: `${BODY}&MessageSid=SM2` })).toBe(false);
  });

  it.each([
    ['https://chip.example', 'https://chip.example:443'],
    ['https://chip.example', 'https://chip.example'],
    ['https://chip.example:8443', 'https://chip.example'],
    ['https://chip.example:8443', 'https://chip.example:8443'],
    ['http://chip.example', 'http://chip.example:80'],
    ['http://127.0.0.1:8000', 'http://127.0.0.1:8000'],
    ['https://example.com/chip', 'https://example.com/chip'],
    ['https://example.com/chip', 'https://example.com:443/chip'],
  ])('is found where we are %s and Twilio has signed %s', (publicUrl, origin) => {
    expect(verify({ account: { publicUrl }, signature: sign(origin + PATH) })).toBe(true);
  });

  it.each([
    'https://chap.example',
    'http://chip.example',
    'https://chip.example:444',
    'https://chip.example/x',
  ])('is refused when it was made for %s', (origin) =>
    expect(verify({ signature: sign(origin + PATH) })).toBe(false),
  );

  it('may be made with either of two tokens while they are being changed, and with no other', () => {
    const authTokens = ['the-new-token', TOKEN];
    expect(verify({ account: { authTokens }, signature: GOOD })).toBe(true);
    expect(
      verify({ account: { authTokens }, signature: sign(`https://chip.example${PATH}`, 'the-new-token') }),
    ).toBe(true);
    expect(verify({ account: { authTokens: ['the-new-token'] }, signature: GOOD })).toBe(false);
  });

  it.each([
    ['none', undefined],
    ['an empty one', ''],
    ['two', [GOOD, GOOD]],
    ['part of one', GOOD.slice(0, -2)],
    ['one in another case', GOOD.toLowerCase()],
    ['a hexadecimal one', Buffer.from(GOOD, 'base64').toString('hex')],
  ])('is refused without an error when there is %s', (_case, signature) => {
    expect(verify({ signature })).toBe(false);
  });

  it('proves nothing for another account, or for none', () => {
    const other = BODY.replace(ACCOUNT.accountSid, `AC${'b'.repeat(32)}`);
    const none = BODY.replace('AccountSid', 'Sid');
    for (const body of [other, none, `${BODY}&AccountSid=AC1`]) {
      expect(verify({ body, signature: sign(`https://chip.example${PATH}`, TOKEN, body) })).toBe(false);
    }
  });

  it('is looked for in a body of any kind in a moment', () => {
    const many = Array.from({ length: 60_000 }, (_, n) => `${n.toString(36)}=`).join('&');
    const startedAt = performance.now();
    expect(verify({ signature: GOOD, body: many })).toBe(false);
    expect(verify({ signature: GOOD, body: '\u0000\ud800%%%=%E0%A4%A' })).toBe(false);
    // A body of 256 kB, as long as they may be; anything quadratic takes a minute.
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});
