import { DownloadError } from './download.error.ts';

/** Signed links of object stores are up to about 2,000 characters long. */
const MAX_CHARACTERS = 8192;

/**
 * Reads a URL, relative to `base` if there is one, as WHATWG's rules say: the host comes out in its one spelling, so
 * that `0x7f.1`, `2130706433` and circled digits are `127.0.0.1` by the time addresses are looked at.
 *
 * Throws a DownloadError, `bad-url` or `forbidden-url`. What the rules would silently repair (line breaks, tabs,
 * backslashes) is refused: no honest sender writes them.
 */
export function readAttachmentUrl(text: string, base?: URL): URL {
  if (text.length > MAX_CHARACTERS || /[\p{Cc}\s\\]/u.test(text)) throw new DownloadError('bad-url');
  const url = URL.parse(text, base?.href);
  if (!url) throw new DownloadError('bad-url');
  // The port of https itself comes out as ''.
  const plain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
  if (!plain) throw new DownloadError('forbidden-url');
  return url;
}

/** The host as sockets take it: a name, or an address without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}
