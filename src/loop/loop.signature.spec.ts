import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { verifySignature } from './loop.signature.ts';

const SECRET = 'correct-horse-battery-staple';
const OLD_SECRET = 'the-secret-of-last-year';
const BODY = Buffer.from('{"event":"message_inbound"}');
const LOCAL = { remoteAddress: '127.0.0.1', host: 'localhost:8000' };

type Call = { headers?: IncomingHttpHeaders; secrets?: string[]; remoteAddress?: string; host?: string };

function verify({
  headers,
  secrets = [SECRET],
  remoteAddress = '203.0.113.9',
  host = 'chip.example',
}: Call): boolean {
  const request = { url: '/webhooks/loop', rawBody: BODY, headers: { host, ...headers }, remoteAddress };
  return verifySignature(request, secrets);
}

function sign(secret: string, encoding: 'hex' | 'base64', body = BODY): string {
  return createHmac('sha256', secret).update(body).digest(encoding);
}

describe('the Authorization header', () => {
  it.each([SECRET, `Bearer ${SECRET}`, `bearer ${SECRET}`, `BEARER  ${SECRET}`])(
    'may be %s',
    (authorization) => {
      expect(verify({ headers: { authorization } })).toBe(true);
      expect(verify({ headers: { authorization }, secrets: [`Bearer ${SECRET}`] })).toBe(true);
    },
  );

  it.each([
    '',
    'Bearer',
    'Bearer ',
    SECRET.slice(0, -1),
    `${SECRET}x`,
    SECRET.toUpperCase(),
    `Basic ${SECRET}`,
    `Bearer Bearer ${SECRET}`,
    `${SECRET}, ${SECRET}`,
  ])('may not be "%s"', (authorization) => {
    expect(verify({ headers: { authorization } })).toBe(false);
  });

  it('may be either of two secrets while they are being changed', () => {
    const secrets = [SECRET, OLD_SECRET];
    expect(verify({ secrets, headers: { authorization: SECRET } })).toBe(true);
    expect(verify({ secrets, headers: { authorization: `Bearer ${OLD_SECRET}` } })).toBe(true);
    expect(verify({ secrets, headers: { authorization: SECRET + OLD_SECRET } })).toBe(false);
  });

  it('may be missing or doubled, and is refused without an error', () => {
    const doubled = [SECRET, SECRET] as unknown as string;
    expect(verify({})).toBe(false);
    expect(verify({ headers: { authorization: doubled } })).toBe(false);
  });

  it('proves nothing against a secret that is empty', () => {
    const signature = createHmac('sha256', '').update(BODY).digest('hex');
    for (const secrets of [[''], ['Bearer ']]) {
      expect(verify({ secrets })).toBe(false);
      expect(verify({ secrets, headers: { authorization: '' } })).toBe(false);
      expect(verify({ secrets, headers: { 'x-loop-signature': signature } })).toBe(false);
    }
  });

  it('is needed on this machine too, once there is a secret', () => {
    expect(verify(LOCAL)).toBe(false);
  });
});

describe('the X-Loop-Signature header', () => {
  it.each([
    sign(SECRET, 'hex'),
    sign(SECRET, 'hex').toUpperCase(),
    sign(SECRET, 'base64'),
    `sha256=${sign(SECRET, 'hex')}`,
    `sha256=${sign(SECRET, 'base64')}`,
  ])('may be %s', (signature) => {
    expect(verify({ headers: { 'x-loop-signature': signature } })).toBe(true);
    expect(verify({ headers: { 'x-loop-signature': signature }, secrets: [OLD_SECRET, SECRET] })).toBe(true);
  });

  it.each([
    '',
    'sha256=',
    SECRET,
    sign(OLD_SECRET, 'hex'),
    sign(SECRET, 'hex', Buffer.from('{"event":"message_inbound" }')),
    sign(SECRET, 'hex').slice(2),
    `sha1=${sign(SECRET, 'hex')}`,
    `${sign(SECRET, 'hex')}, ${sign(SECRET, 'hex')}`,
  ])('may not be "%s"', (signature) => {
    expect(verify({ headers: { 'x-loop-signature': signature } })).toBe(false);
  });

  it('may not be doubled', () => {
    const signature = sign(SECRET, 'hex');
    expect(verify({ headers: { 'x-loop-signature': [signature, signature] } })).toBe(false);
  });
});

describe('without a secret', () => {
  const secrets: string[] = [];

  it('a request of this machine is taken', () => {
    expect(verify({ secrets, ...LOCAL })).toBe(true);
    expect(verify({ secrets, remoteAddress: '::1', host: '[::1]:8000' })).toBe(true);
  });

  it.each<Call>([
    {},
    { remoteAddress: '127.0.0.1', host: 'chip.example' },
    { remoteAddress: '203.0.113.9', host: 'localhost' },
    { ...LOCAL, headers: { 'x-forwarded-for': '203.0.113.9' } },
    { ...LOCAL, headers: { forwarded: 'for=203.0.113.9' } },
    { headers: { authorization: 'anything' } },
    { headers: { authorization: '' } },
    { headers: { 'x-loop-signature': createHmac('sha256', '').update(BODY).digest('hex') } },
  ])('a request from elsewhere is refused: %j', (call) => {
    expect(verify({ secrets, ...call })).toBe(false);
  });
});
