import { Resolver } from 'node:dns/promises';
import { DownloadError, systemCode } from './download.error.ts';

/** Two tries of 1.5 s and 3 s leave half of the usual 10 s to the download when only one kind of query is answered. */
const PATIENCE = { timeout: 1500, tries: 2 };

/**
 * All IPv4 addresses of a name, then all IPv6. Asks the machine's name servers, or `servers` (`address:port`).
 * Throws a DownloadError `unresolved` when there are none; throws at once when the signal is aborted.
 *
 * Queries of its own, not getaddrinfo: that occupies one of four threads for as long as a stranger's name server likes
 * to be silent, cannot be stopped, and reads the hosts file.
 */
export async function resolveHost(host: string, signal: AbortSignal, servers?: string[]): Promise<string[]> {
  signal.throwIfAborted();
  const resolver = new Resolver(PATIENCE);
  if (servers) resolver.setServers(servers);
  const stop = (): void => resolver.cancel();
  signal.addEventListener('abort', stop, { once: true });
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  if (addresses.length > 0) return addresses;
  const failure = answers.find((answer) => answer.status === 'rejected');
  throw new DownloadError('unresolved', systemCode(failure?.reason));
}
