import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readJson, type Json } from './http.ts';

export type RunningEmulator = {
  url: string;
  /** Calls a path and answers its status and body. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  stop(): Promise<void>;
};

export type Reply = { status: number; headers: Headers; body: Json };

export type Received = { body: Json; headers: IncomingHttpHeaders };

export type Receiver = {
  url: string;
  received: Received[];
  /** The statuses to answer with, first to last; 200 when none is left. */
  answers: number[];
  stop(): Promise<void>;
};

/** Runs the emulator as a process of its own on a free port. It ends with this process, even a killed one. */
export async function startEmulator(args: string[] = []): Promise<RunningEmulator> {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  // Without the NODE_OPTIONS of the test runner, which are not meant for it.
  const env = { ...process.env, NODE_OPTIONS: '' };
  const child = spawn(process.execPath, [main, '--port', '0', '--parent-watch', ...args], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), 'line'),
    exited.then(([code]) => Promise.reject(new Error(`the emulator exited with ${String(code)}`))),
  ])) as [string];
  const { url } = JSON.parse(line) as { url: string };
  return {
    url,
    async call(method, path, body, headers = {}) {
      const init: RequestInit = { method, headers: { 'content-type': 'application/json', ...headers } };
      if (body !== undefined) init.body = JSON.stringify(body);
      const res = await fetch(url + path, init);
      return { status: res.status, headers: res.headers, body: (await res.json()) as Json };
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** A server for webhooks that keeps what it gets. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const answers: number[] = [];
  const server = createServer((req, res) => {
    void readJson(req).then((body) => {
      received.push({ body: body as Json, headers: req.headers });
      res.writeHead(answers.shift() ?? 200).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/webhooks/loop`,
    received,
    answers,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Asks again and again until the answer is there: a test waits for a condition, never for a time. */
export async function until<T>(
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  timeoutMs = 4000,
): Promise<T> {
  for (const end = Date.now() + timeoutMs; ;) {
    const found = await ask();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`nothing after ${timeoutMs} ms`);
    await delay(5);
  }
}
