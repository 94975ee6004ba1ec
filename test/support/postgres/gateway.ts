import { once } from 'node:events';
import {
  Agent,
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What can become of a request: an error page of whatever stands before the database, the connection cut before it gets
 * there, no answer for ever, or done and its answer lost.
 */
export type GatewayFault = '503' | 'reset' | 'hang' | 'lose-answer';

/** Which requests a fault hits. */
export interface FaultPlan {
  fault: GatewayFault;
  /** Function it is limited to. */
  rpc?: string;
  /** How many of them; default all. */
  times?: number;
  /** Part of them, 0 to 1; default all. */
  share?: number;
}

const PREFIX = '/rest/v1';

/** Stands before PostgREST as Supabase's own gateway does: takes `/rest/v1` off the path. And breaks what it is told to. */
export class Gateway {
  /** Requests and hits of a fault since the last `break`. */
  requests = 0;
  hits = 0;
  private plan: (FaultPlan & { left: number }) | undefined;
  private readonly server: Server;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 200 });
  private readonly target: () => number | undefined;

  /** @param target port of PostgREST, asked for at each request; undefined: there is none */
  constructor(target: () => number | undefined) {
    this.target = target;
    this.server = createServer((incoming, answer) => void this.handle(incoming, answer));
    this.server.keepAliveTimeout = 60_000;
  }

  async listen(port = 0): Promise<string> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on; undefined: no more. */
  break(plan: FaultPlan | undefined): void {
    this.requests = 0;
    this.hits = 0;
    this.plan = plan && { ...plan, left: plan.times ?? Infinity };
  }

  async close(): Promise<void> {
    this.agent.destroy();
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async handle(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    this.requests += 1;
    const fault = this.faultFor(incoming.url ?? '');
    if (fault === 'hang') return;
    if (fault === 'reset') return void incoming.socket.destroy();
    if (fault === '503') {
      answer.writeHead(503, { 'content-type': 'text/html' }).end('<html>upstream connect error</html>');
      return;
    }
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      await this.forward(incoming, Buffer.concat(chunks), answer, fault === 'lose-answer');
    } catch {
      incoming.socket.destroy();
    }
  }

  private async forward(
    incoming: IncomingMessage,
    body: Buffer,
    answer: ServerResponse,
    lose: boolean,
  ): Promise<void> {
    const port = this.target();
    const path = incoming.url?.startsWith(PREFIX) ? incoming.url.slice(PREFIX.length) : '/';
    const { method, headers } = incoming;
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers, agent: this.agent });
    outgoing.end(body);
    const [reply] = (await once(outgoing, 'response')) as [IncomingMessage];
    if (lose) {
      reply.resume();
      await once(reply, 'end');
      incoming.socket.destroy();
      return;
    }
    answer.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(answer);
    await once(reply, 'end');
  }

  private faultFor(url: string): GatewayFault | undefined {
    const { plan } = this;
    if (!plan || plan.left === 0) return undefined;
    if (plan.rpc !== undefined && !url.endsWith(`/rpc/${plan.rpc}`)) return undefined;
    if (plan.share !== undefined && Math.random() >= plan.share) return undefined;
    plan.left -= 1;
    this.hits += 1;
    return plan.fault;
  }
}
