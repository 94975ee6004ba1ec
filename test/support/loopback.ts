import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An HTTP server on this machine whose behaviour a test changes as it goes, and what it was asked. */
export class Loopback {
  handle: RequestListener;
  readonly requests: IncomingMessage[] = [];
  private readonly server: Server;
  private port = 0;

  private constructor(handle: RequestListener) {
    this.handle = handle;
    this.server = createServer((request, response) => {
      this.requests.push(request);
      this.handle(request, response);
    });
  }

  static async start(handle: RequestListener = (_request, response) => response.end()): Promise<Loopback> {
    const loopback = new Loopback(handle);
    await loopback.listen();
    return loopback;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Comes back where it was. */
  async listen(): Promise<void> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}
