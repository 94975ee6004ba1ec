/**
 * Why there is no file:
 * - `bad-url`: cannot be read as a URL, is too long, or holds control characters, blanks or backslashes;
 * - `forbidden-url`: another scheme than https, a user name or password, another port than 443;
 * - `unresolved`: the name has no address;
 * - `forbidden-address`: the host is, or one of the name's addresses is, not on the public Internet;
 * - `too-many-redirects`;
 * - `http:<status>`: the last answer was not a 200;
 * - `encoded`: the body is compressed, though that was not asked for;
 * - `too-large`: announced, or was, more than the limit;
 * - `unknown-type`: the bytes are no image or audio that we know;
 * - `network-error`: no connection, no trust in the certificate, no HTTP, or cut off; `reason` says more;
 * - `timeout`: the time ran out;
 * - `aborted`: the caller's signal.
 */
export type DownloadErrorCode =
  | 'bad-url'
  | 'forbidden-url'
  | 'unresolved'
  | 'forbidden-address'
  | 'too-many-redirects'
  | `http:${number}`
  | 'encoded'
  | 'too-large'
  | 'unknown-type'
  | 'network-error'
  | 'timeout'
  | 'aborted';

/**
 * A download that failed. Safe to log: it holds no URL, host or address, and on purpose no `cause`, because the
 * system's own errors quote them.
 */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
  readonly code: DownloadErrorCode;
  /** The system's word for a `network-error` or `unresolved`, such as ECONNREFUSED or CERT_HAS_EXPIRED. */
  readonly reason: string | undefined;

  constructor(code: DownloadErrorCode, reason?: string) {
    super(`Download: ${code}${reason ? ` (${reason})` : ''}`);
    this.code = code;
    this.reason = reason;
  }
}

/** The code of a system's error, or undefined. Only what looks like a code: messages hold hosts and addresses. */
export function systemCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && /^[A-Z\d_]{1,48}$/.test(code) ? code : undefined;
}
