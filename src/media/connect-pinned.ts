import { isIP, type LookupFunction, type TcpNetConnectOpts } from 'node:net';
import { checkServerIdentity, connect, type ConnectionOptions, type TLSSocket } from 'node:tls';

/** A name that does not exist by RFC 6761, so that nothing is reached should the pin ever not hold. */
const NO_HOST = 'pinned.invalid';

/**
 * Opens TLS to one of `addresses`, and to nothing else: no name is resolved here, so a name server cannot answer
 * differently from when the addresses were checked. The certificate must be trusted and be `host`'s (a name or an
 * address). Failures are `error` events of the socket. `testing` is for tests, which have no port 443.
 */
export function connectPinned(
  host: string,
  addresses: readonly string[],
  testing: { port?: number; ca?: string | Buffer } = {},
): TLSSocket {
  const options: ConnectionOptions & TcpNetConnectOpts = {
    port: 443,
    ...testing,
    // Not `host`: for an address Node would not call `lookup`, and there would be two ways to connect.
    host: NO_HOST,
    lookup: pinnedTo(addresses),
    // One address after the other, both families in turn: a server without IPv6 still gets through.
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: 1000,
    // Server names are names only (RFC 6066); an address is compared with the certificate all the same.
    servername: isIP(host) ? '' : host,
    checkServerIdentity: (_name, certificate) => checkServerIdentity(host, certificate),
    ALPNProtocols: ['http/1.1'],
    // Said aloud, since NODE_TLS_REJECT_UNAUTHORIZED=0 would change what is unsaid.
    rejectUnauthorized: true,
  };
  return connect(options);
}

function pinnedTo(addresses: readonly string[]): LookupFunction {
  const answer = addresses.map((address) => ({ address, family: isIP(address) }));
  // Later, as a resolver would: an attempt that fails at once must find the request's listeners in place.
  return (_name, _options, done) => setImmediate(done, null, answer);
}
