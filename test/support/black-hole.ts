import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * A TCP proxy that can let the connections that stand die without telling either side, as a firewall or a machine that
 * lost its power does: nothing is passed on any more, and nothing is closed. New ones go through.
 */
export class BlackHole {
  /** Connections that have been swallowed and that the client has not given up yet. */
  swallowed = 0;
  private readonly server: Server;
  private readonly pairs = new Set<[Socket, Socket]>();
  private readonly sockets = new Set<Socket>();

  private constructor(port: number) {
    this.server = createServer((near) => {
      const distant = connect(port, '127.0.0.1');
      const pair: [Socket, Socket] = [near, distant];
      this.pairs.add(pair);
      for (const socket of pair) {
        this.sockets.add(socket.on('error', () => undefined));
        socket.on('close', () => {
          this.sockets.delete(socket);
          if (this.pairs.delete(pair)) pair.forEach((one) => one.destroy());
        });
      }
      near.pipe(distant).pipe(near);
    });
  }

  /** @param target what it stands before; the port of its address is used, on this machine */
  static async before(target: string): Promise<BlackHole> {
    const proxy = new BlackHole(Number(new URL(target).port));
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  /** The target's address with the proxy in its way. */
  urlOf(target: string): string {
    const url = new URL(target);
    url.port = String((this.server.address() as AddressInfo).port);
    return url.href.replace(/\/$/, '');
  }

  /** Connections that stand. */
  get standing(): number {
    return this.pairs.size;
  }

  swallow(): void {
    for (const pair of this.pairs) {
      const [near, distant] = pair;
      this.pairs.delete(pair);
      this.swallowed += 1;
      near.unpipe(distant);
      distant.unpipe(near);
      // Read and dropped: a receive window that fills up would be a sign.
      near.resume().on('close', () => (this.swallowed -= 1));
      distant.resume();
    }
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }
}
