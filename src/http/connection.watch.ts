import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';

/**
 * Node's own HTTP for one request, which remembers whether a connection came to stand. Until then nothing of the
 * request has left this machine, so a failure before it is certain and one after it is not, whatever the error is called.
 */
export class ConnectionWatch {
  private connected = false;

  constructor(private readonly signal: AbortSignal) {}

  /** True once the far end may have got the request; with TLS, once it has also proved who it is. */
  get established(): boolean {
    return this.connected;
  }

  /** `http.request`, in the form that axios wants of a transport. */
  readonly request = (
    options: RequestOptions,
    onResponse: (response: IncomingMessage) => void,
  ): ClientRequest => {
    const secure = options.protocol === 'https:';
    // A connection for each send: a kept one which the far end has just closed would turn the next send into an
    // unknown one, and that costs a person more waiting than a handshake does.
    const own: RequestOptions = { ...options, agent: false, signal: this.signal };
    const request = (secure ? https : http).request(own, onResponse);
    request.once('socket', (socket) => {
      socket.once(secure ? 'secureConnect' : 'connect', () => (this.connected = true));
    });
    return request;
  };
}
