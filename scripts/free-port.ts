import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below what systems hand out by themselves (32768 and up on Linux): no connection that leaves takes the port meanwhile. */
const FIRST = 10_000;
const LAST = 32_000;

/** A port of 127.0.0.1 that nobody listens on. Drawn at random, so that two who look at the same time find two. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    const server = createServer();
    try {
      const listening = once(server, 'listening');
      server.listen(port, '127.0.0.1');
      await listening;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') continue;
      throw error;
    }
    server.close();
    await once(server, 'close');
    return port;
  }
}
