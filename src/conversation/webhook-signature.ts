import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/** A request before anybody has parsed it. Headers hold secrets: never log them. */
export interface SignedRequest {
  url: string;
  rawBody: Buffer;
  headers: IncomingHttpHeaders;
  /** Address of the socket's other end. */
  remoteAddress: string | undefined;
}

/**
 * Compares two secrets in constant time. Digests are compared, because `timingSafeEqual` throws on unequal lengths
 * and a length check would tell the length.
 */
export function secretsEqual(presented: string, expected: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(presented), digest(expected));
}

/**
 * True for a request made on this machine by somebody at it: loopback socket, a local Host, and no trace of a proxy.
 * Host and the forwarding headers are checked too, since a tunnel or a rebound DNS name also arrives from loopback.
 */
export function isLocalRequest(request: SignedRequest): boolean {
  const { headers, remoteAddress } = request;
  const forwarded = Object.keys(headers).some(
    (name) => name === 'forwarded' || name.startsWith('x-forwarded-'),
  );
  if (forwarded || headers['x-real-ip'] !== undefined || headers.via !== undefined) return false;
  return isLoopback(remoteAddress ?? '') && isLocalHost(headers.host ?? '');
}

function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, '');
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}

function isLocalHost(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return name === 'localhost' || name === '[::1]' || isLoopback(name);
}
