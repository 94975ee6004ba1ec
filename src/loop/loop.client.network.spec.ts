import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { HttpService } from '@nestjs/axios';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { readConfig } from '../config/read-config.ts';
import type { SendOutcome } from '../conversation/messaging.adapter.ts';
import { LoopClient } from './loop.client.ts';

const MESSAGE = { id: 'one', target: '+12055550123', targetKind: 'person' as const, text: 'hi' };

let server: Server | undefined;
const sockets = new Set<Socket>();

beforeAll(() => Logger.overrideLogger(false));
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  if (!server?.listening) return;
  server.close();
  await once(server, 'close');
});

/** A far end that speaks no HTTP of its own: what it does with a connection is up to the test. */
async function listen(onRequest: (socket: Socket) => void): Promise<string> {
  server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.once('data', () => onRequest(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function send(baseUrl: string, timeoutMs = 5000): Promise<SendOutcome> {
  const env = {
    LOOP_API_KEY: 'key',
    LOOP_WEBHOOK_SECRET: 'a-webhook-secret',
    LOOP_API_BASE_URL: baseUrl,
    SEND_TIMEOUT_MS: String(timeoutMs),
  };
  const client = new LoopClient(readConfig(env), new HttpService());
  return client.sendMessage(MESSAGE, new AbortController().signal);
}

describe('LoopClient, when no connection comes to stand', () => {
  it('keeps the text when nobody listens', async () => {
    const address = await listen(() => undefined);
    server!.close();
    await once(server!, 'close');
    await expect(send(`http://${address}`)).resolves.toEqual({ kind: 'later', code: 'ECONNREFUSED' });
  });

  it('keeps the text when the name does not exist', async () => {
    await expect(send('http://loop.invalid', 1000)).resolves.toMatchObject({ kind: 'later' });
  });

  it('keeps the text when the far end does not speak TLS', async () => {
    const address = await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await expect(send(`https://${address}`)).resolves.toMatchObject({ kind: 'later' });
  });

  it('keeps the text when the handshake does not end in time', async () => {
    const address = await listen(() => undefined);
    await expect(send(`https://${address}`, 150)).resolves.toEqual({ kind: 'later', code: 'timeout' });
  });
});

describe('LoopClient, when the answer is not what it should be', () => {
  const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

  it('is bound by the time-out while it reads a body that does not end', async () => {
    const address = await listen((socket) => socket.write(`${HEAD}Content-Length: 99\r\n\r\n{"message_id":`));
    await expect(send(`http://${address}`, 150)).resolves.toEqual({ kind: 'unknown', code: 'timeout' });
  });

  it('does not know what became of the text when the body is cut off', async () => {
    const address = await listen((socket) => socket.end(`${HEAD}Content-Length: 99\r\n\r\n{"message_id":`));
    await expect(send(`http://${address}`)).resolves.toMatchObject({ kind: 'unknown' });
  });

  it('gives the id by which it can be asked for, if that much has come', async () => {
    const begun = `${HEAD}Content-Length: 99\r\n\r\n{"message_id":"m1","con`;
    let requests = 0;
    const address = await listen((socket) => (++requests === 1 ? socket.end(begun) : socket.write(begun)));
    await expect(send(`http://${address}`)).resolves.toMatchObject({ kind: 'unknown', providerId: 'm1' });
    const expected = { kind: 'unknown', code: 'timeout', providerId: 'm1' };
    await expect(send(`http://${address}`, 150)).resolves.toEqual(expected);
  });

  it.each(['{"message_id":', '<html>Hello</html>', ''])(
    'does not know either when it is "%s"',
    async (body) => {
      const address = await listen((socket) =>
        socket.end(`${HEAD}Content-Length: ${body.length}\r\n\r\n${body}`),
      );
      await expect(send(`http://${address}`)).resolves.toEqual({
        kind: 'unknown',
        code: 'unreadable-answer',
      });
    },
  );

  it('reads no more than 64 kB of it', async () => {
    const body = JSON.stringify({ message_id: 'm1', text: 'x'.repeat(70_000) });
    const address = await listen((socket) =>
      socket.end(`${HEAD}Content-Length: ${body.length}\r\n\r\n${body}`),
    );
    const expected = { kind: 'unknown', code: 'ANSWER_TOO_LONG', providerId: 'm1' };
    await expect(send(`http://${address}`)).resolves.toEqual(expected);
  });

  it('does not follow a redirect, which would take the key elsewhere', async () => {
    let requests = 0;
    const address = await listen((socket) => {
      requests++;
      socket.end('HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n');
    });
    await expect(send(`http://${address}`)).resolves.toEqual({ kind: 'later', code: 'http:307' });
    expect(requests).toBe(1);
  });
});
