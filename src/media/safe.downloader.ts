import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { isPublicAddress } from './address-rule.ts';
import { hostOf, readAttachmentUrl } from './attachment-url.ts';
import { connectPinned } from './connect-pinned.ts';
import { DownloadError, systemCode } from './download.error.ts';
import { readAnswer } from './read-answer.ts';
import { resolveHost } from './resolve-host.ts';
import { sniff } from './sniff.ts';

const MAX_REDIRECTS = 3;
const REDIRECTS: ReadonlySet<number | undefined> = new Set([301, 302, 303, 307, 308]);
const HEADERS = { accept: 'image/*, audio/*', 'accept-encoding': 'identity', 'user-agent': 'chip' };

export interface DownloadOptions {
  signal: AbortSignal;
  /** Of the body; 10 MB unless told. */
  maxBytes?: number;
  /** For everything together: names, connections, redirects and the body; 10 s unless told. */
  timeoutMs?: number;
}

export interface Download {
  bytes: Buffer;
  /** What the bytes are, not what the far end said. */
  contentType: string;
}

/**
 * The two ways out of the process, for tests, which have neither name servers nor a port 443. All rules are applied
 * between them and cannot be changed: which URLs, which addresses, how many redirects and bytes.
 */
export interface Network {
  /** The addresses of a name; rejects soon after the signal is aborted. */
  resolve?: (host: string, signal: AbortSignal) => Promise<string[]>;
  /** A TLS connection for `host` to one of the addresses, all of which have been checked. */
  connect?: (host: string, addresses: readonly string[]) => TLSSocket;
}

/**
 * Fetches files from URLs that strangers wrote, and reaches nothing but https servers on the public Internet: never
 * this machine, its neighbours or the cloud's metadata. Sends no cookie, key or referrer, and uses no proxy, which
 * would resolve the names itself.
 */
export class SafeDownloader {
  private readonly resolve: NonNullable<Network['resolve']>;
  private readonly connect: NonNullable<Network['connect']>;

  constructor({ resolve = resolveHost, connect = connectPinned }: Network = {}) {
    this.resolve = resolve;
    this.connect = connect;
  }

  /** Fetches an image or a sound. Rejects with a DownloadError and nothing else; no connection outlives the call. */
  async download(url: string, options: DownloadOptions): Promise<Download> {
    const { signal, maxBytes = 10 * 1024 * 1024, timeoutMs = 10_000 } = options;
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const bytes = await this.follow(url, maxBytes, AbortSignal.any([signal, timeout]));
      const contentType = sniff(bytes);
      if (!contentType) throw new DownloadError('unknown-type');
      return { bytes, contentType };
    } catch (error) {
      if (error instanceof DownloadError) throw error;
      if (signal.aborted) throw new DownloadError('aborted');
      if (timeout.aborted) throw new DownloadError('timeout');
      throw new DownloadError('network-error', systemCode(error));
    }
  }

  private async follow(text: string, maxBytes: number, signal: AbortSignal): Promise<Buffer> {
    let url = readAttachmentUrl(text);
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const answer = await this.ask(url, maxBytes, signal);
      if (!(answer instanceof URL)) return answer;
      url = answer;
    }
    throw new DownloadError('too-many-redirects');
  }

  /** One request: the body, or where it is said to be, which is as much a stranger's URL as the first. */
  private async ask(url: URL, maxBytes: number, signal: AbortSignal): Promise<Buffer | URL> {
    const host = hostOf(url);
    const addresses = await this.publicAddresses(host, signal);
    signal.throwIfAborted();
    const request = get({
      // Without an agent: no connection is kept for the next URL, and no proxy is read from the environment.
      createConnection: () => this.connect(host, addresses),
      host,
      path: url.pathname + url.search,
      headers: { ...HEADERS, host: url.host },
      signal,
    });
    // Once the response is there, failures are read from it; the request repeats some, and they must not end the process.
    request.on('error', () => undefined);
    try {
      const [response] = (await once(request, 'response', { signal })) as [IncomingMessage];
      const { location } = response.headers;
      const redirected = location !== undefined && REDIRECTS.has(response.statusCode);
      return redirected ? readAttachmentUrl(location, url) : await readAnswer(response, maxBytes);
    } finally {
      request.destroy();
    }
  }

  private async publicAddresses(host: string, signal: AbortSignal): Promise<readonly string[]> {
    const addresses = isIP(host) ? [host] : await this.resolve(host, signal);
    if (addresses.length === 0) throw new DownloadError('unresolved');
    // One bad address among good ones is an attack or a mistake; choosing the good ones would only hide it.
    if (!addresses.every((address) => isPublicAddress(address))) throw new DownloadError('forbidden-address');
    return addresses;
  }
}
