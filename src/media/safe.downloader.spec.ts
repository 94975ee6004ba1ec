import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { Readable, pipeline } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { connectPinned } from './connect-pinned.ts';
import { SafeDownloader, type Download, type DownloadOptions } from './safe.downloader.ts';

const pem = readFileSync(new URL('./files.test-only.pem', import.meta.url));
const hostile = JSON.parse(
  readFileSync(new URL('./hostile-urls.fixtures.json', import.meta.url), 'utf8'),
) as Record<string, string[]>;

const PUBLIC = '93.184.216.34';
const CAT = Buffer.concat([Buffer.from('GIF89a', 'latin1')], 2000);
// Larger than what is read at once, and different in each place.
const BIG = Buffer.concat([CAT, Buffer.from(Uint32Array.from({ length: 75_000 }, (_, i) => i).buffer)]);
const MB = 1024 * 1024;

/** An https server on loopback, and everything that ever reached it. */
class FarEnd {
  handle: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) =>
    response.end(CAT);
  connections = 0;
  requests: string[] = [];
  headers: IncomingMessage['headers'] = {};
  serverName: string | false | null = null;
  readonly sockets = new Set<Socket>();
  private readonly server = createServer({ key: pem, cert: pem }, (request, response) => {
    this.requests.push(request.url ?? '');
    this.headers = request.headers;
    this.serverName = (request.socket as TLSSocket).servername;
    this.handle(request, response);
  });

  async start(): Promise<void> {
    this.server.on('connection', (socket: Socket) => {
      this.connections++;
      this.sockets.add(socket);
      socket.on('error', () => undefined).once('close', () => this.sockets.delete(socket));
    });
    this.server.on('tlsClientError', () => undefined);
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  forget(): void {
    this.connections = 0;
    this.requests = [];
  }

  /** Resolves when every connection has been closed by the other side. */
  async left(): Promise<void> {
    // Not once(): it would reject on a reset, which is a way of leaving too.
    const closed = (socket: Socket) => new Promise((resolve) => socket.once('close', resolve));
    await Promise.all([...this.sockets].map(closed));
  }

  async stop(): Promise<void> {
    this.server.close();
    await once(this.server, 'close');
  }
}

const files = new FarEnd();
const canary = new FarEnd();
let names: Record<string, (string[] | Promise<string[]>)[]>;
let resolved: string[];
let connected: string[][];

/** By name: what the first resolution answers, the second, and so on; the last one stays. */
const NAMES: typeof names = {
  'files.test': [[PUBLIC]],
  'other.test': [[PUBLIC]],
  'stray.test': [['8.8.8.8']],
  'private.test': [['10.1.2.3']],
  'mixed.test': [['127.0.0.1', PUBLIC]],
  'mixed-last.test': [[PUBLIC, '8.8.8.8', '192.168.1.1']],
  'mixed-families.test': [[PUBLIC, 'fd00::1']],
  'mapped.test': [[`::ffff:${PUBLIC}`]],
  'zone.test': [['2606:4700::1%eth0']],
  'nonsense.test': [['0177.0.0.1', PUBLIC]],
  '127.0.0.1.nip.test': [['127.0.0.1']],
  'metadata.google.internal': [['169.254.169.254']],
  metadata: [['169.254.169.254']],
  'instance-data.ec2.internal': [['fd00:ec2::254']],
  'chip.railway.internal': [['fd12:3456::1']],
  'kubernetes.default.svc.cluster.local': [['10.96.0.1']],
};

/** As the real one, but it resolves by the table, and every connection goes to loopback: files.test, or the canary. */
const downloader = new SafeDownloader({
  resolve: async (host, signal) => {
    resolved.push(host);
    if (/(?:^|\.)localhost(?:\.|$)/.test(host)) return ['127.0.0.1', '::1'];
    const answers = names[host] ?? [[]];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return Promise.race([answer!, once(signal, 'abort').then(() => Promise.reject(signal.reason as Error))]);
  },
  connect: (host, addresses) => {
    connected.push([host, ...addresses]);
    const { port } = addresses.includes(PUBLIC) ? files : canary;
    return connectPinned(host, ['127.0.0.1'], { port, ca: pem });
  },
});

const download = (url: string, options: Partial<DownloadOptions> = {}): Promise<Download> =>
  downloader.download(url, { signal: new AbortController().signal, ...options });

const cat = (): Promise<Download> => download('https://files.test/cat.gif');

beforeAll(async () => {
  await Promise.all([files.start(), canary.start()]);
});
beforeEach(() => {
  names = Object.fromEntries(Object.entries(NAMES).map(([name, answers]) => [name, [...answers]]));
  resolved = [];
  connected = [];
  files.forget();
  canary.forget();
  files.handle = (_request, response) => response.end(CAT);
});
/** No download leaves a connection behind, whatever became of it. */
afterEach(() => Promise.all([files.left(), canary.left()]));
afterAll(() => Promise.all([files.stop(), canary.stop()]));

describe('SafeDownloader', () => {
  it('fetches the bytes and tells their type by themselves', async () => {
    files.handle = (_request, response) => response.setHeader('content-type', 'text/html').end(CAT);
    await expect(download('https://files.test/a%20b.gif?sig=%2F#top')).resolves.toEqual({
      bytes: CAT,
      contentType: 'image/gif',
    });
    expect(files.requests).toEqual(['/a%20b.gif?sig=%2F']);
    expect(files.headers).toEqual({
      host: 'files.test',
      accept: 'image/*, audio/*',
      'accept-encoding': 'identity',
      'user-agent': 'chip',
      connection: 'close',
    });
  });

  it('resolves the name once and connects to the address that was checked', async () => {
    names['files.test'] = [[PUBLIC], ['127.0.0.1']];
    await cat();
    expect(resolved).toEqual(['files.test']);
    expect(connected).toEqual([['files.test', PUBLIC]]);
    expect(files.serverName).toBe('files.test');
  });

  it('would be seen by the canary if it connected anywhere else', async () => {
    await expect(download('https://stray.test/')).rejects.toMatchObject({ code: 'network-error' });
    expect(canary.connections).toBe(1);
  });

  it('goes on to the next address when one does not answer', async () => {
    const connect = (host: string): ReturnType<typeof connectPinned> =>
      connectPinned(host, ['::1', '127.0.0.1'], { port: files.port, ca: pem });
    const other = new SafeDownloader({ resolve: () => Promise.resolve([PUBLIC]), connect });
    const { signal } = new AbortController();
    await expect(other.download('https://files.test/', { signal })).resolves.toMatchObject({ bytes: CAT });
  });
});

describe('SafeDownloader, given a hostile URL', () => {
  const table = Object.entries(hostile).flatMap(([code, urls]) => urls.map((url) => [url, code] as const));

  it('is tried with more than a hundred of them', () => {
    expect(table.length).toBeGreaterThan(100);
  });

  it.each(table)('connects to nothing for %j: %s', async (url, code) => {
    const error: unknown = await download(url).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'DownloadError', code, message: `Download: ${code}` });
    expect(error).not.toHaveProperty('cause');
    expect(connected).toEqual([]);
    expect([canary.connections, files.connections]).toEqual([0, 0]);
    await expect(cat()).resolves.toEqual({ bytes: CAT, contentType: 'image/gif' });
    expect([canary.connections, files.connections]).toEqual([0, 1]);
  });

  it('connects to nothing for a very long one', async () => {
    const url = `https://files.test/${'x'.repeat(9000)}`;
    await expect(download(url)).rejects.toMatchObject({ code: 'bad-url' });
    expect(connected).toEqual([]);
  });
});

describe('SafeDownloader, redirected', () => {
  /** `/to?<location>` redirects there. */
  const redirecting =
    (status = 302) =>
    (request: IncomingMessage, response: ServerResponse): void => {
      const [, location] = request.url?.split('/to?') ?? [];
      if (location === undefined) response.end(CAT);
      else response.writeHead(status, { location: decodeURIComponent(location) }).end('moved');
    };
  const to = (location: string): string => `https://files.test/to?${encodeURIComponent(location)}`;

  it.each([301, 302, 303, 307, 308])('follows a %d, to a relative place too', async (status) => {
    files.handle = redirecting(status);
    await expect(download(to('/cat.gif'))).resolves.toMatchObject({ bytes: CAT });
    expect(files.requests).toEqual([expect.stringMatching(/^\/to/), '/cat.gif']);
  });

  const places = Object.entries(hostile).flatMap(([code, urls]) =>
    // A relative one leads back to files.test; a header cannot hold the line breaks and letters of the others.
    urls.filter((url) => /^[a-z]+:[ -~]+$/i.test(url)).map((url) => [url, code] as const),
  );

  it.each(places)('checks %j as if it had been the first: %s', async (url, code) => {
    files.handle = redirecting();
    const there = download(to(url));
    // Relative to https, these two are places on files.test itself.
    if (url === 'https:' || url === 'https:127.0.0.1') await expect(there).resolves.toBeDefined();
    else await expect(there).rejects.toMatchObject({ code });
    expect(new Set(connected.flat())).toEqual(new Set(['files.test', PUBLIC]));
    expect(canary.connections).toBe(0);
  });

  it('resolves anew, and refuses a name that has become private meanwhile', async () => {
    files.handle = redirecting();
    names['files.test'] = [[PUBLIC], ['127.0.0.1']];
    await expect(download(to('/cat.gif'))).rejects.toMatchObject({ code: 'forbidden-address' });
    expect([files.connections, canary.connections]).toEqual([1, 0]);
  });

  it('follows three, not four', async () => {
    files.handle = redirecting();
    await expect(download(to(to(to('/cat.gif'))))).resolves.toMatchObject({ bytes: CAT });
    files.forget();
    await expect(download(to(to(to(to('/cat.gif')))))).rejects.toMatchObject({ code: 'too-many-redirects' });
    expect(files.requests).toHaveLength(4);
  });

  it('leaves a loop', async () => {
    files.handle = (request, response) => response.writeHead(302, { location: request.url }).end();
    await expect(cat()).rejects.toMatchObject({ code: 'too-many-redirects' });
    expect(files.requests).toHaveLength(4);
  });

  it('reads nothing of the redirect itself, however long it is', async () => {
    files.handle = (request, response) => {
      if (request.url === '/cat.gif') return void response.end(CAT);
      response.writeHead(302, { location: '/cat.gif' });
      pipeline(endless(), response, () => undefined);
    };
    await expect(download('https://files.test/')).resolves.toMatchObject({ bytes: CAT });
  });

  it('has nowhere to go without a location', async () => {
    files.handle = (_request, response) => response.writeHead(302).end(CAT);
    await expect(cat()).rejects.toMatchObject({ code: 'http:302' });
  });
});

describe('SafeDownloader, given a hostile answer', () => {
  it.each([201, 204, 206, 300, 304, 400, 401, 403, 404, 500, 503])(
    'takes nothing from a %d',
    async (status) => {
      files.handle = (_request, response) => response.writeHead(status).end();
      await expect(cat()).rejects.toMatchObject({ code: `http:${status}` });
    },
  );

  it('does not unpack what is compressed', async () => {
    const bomb = gzipSync(Buffer.concat([CAT], 50 * MB));
    files.handle = (_request, response) => response.setHeader('content-encoding', 'gzip').end(bomb);
    await expect(cat()).rejects.toMatchObject({ code: 'encoded' });
    files.handle = (_request, response) => response.end(bomb);
    await expect(cat()).rejects.toMatchObject({ code: 'unknown-type' });
  });

  it('takes nothing that is announced as too large', async () => {
    let sent = 0;
    files.handle = (_request, response) => {
      response.setHeader('content-length', 5000 * MB);
      pipeline(
        endless(() => sent++),
        response,
        () => undefined,
      );
    };
    await expect(cat()).rejects.toMatchObject({ code: 'too-large' });
    await files.left();
    expect(sent).toBeLessThan(160);
  });

  it('stops a body that does not end as soon as it is too large', async () => {
    let sent = 0;
    files.handle = (_request, response) => {
      pipeline(
        endless(() => sent++),
        response,
        () => undefined,
      );
    };
    await expect(download('https://files.test/', { maxBytes: MB })).rejects.toMatchObject({
      code: 'too-large',
    });
    await files.left();
    // What the sockets hold on both sides comes on top of the megabyte; 10 MB would be 160 pieces.
    expect(sent).toBeLessThan(160);
  });

  it.each([0, 1, -1])('counts to the byte: %d more than allowed', async (more) => {
    const maxBytes = BIG.length - more;
    for (const announced of [true, false]) {
      files.handle = (_request, response) => {
        if (announced) response.setHeader('content-length', BIG.length);
        else response.flushHeaders();
        response.end(BIG);
      };
      const downloading = download('https://files.test/', { maxBytes });
      if (more > 0) await expect(downloading).rejects.toMatchObject({ code: 'too-large' });
      else expect((await downloading).bytes.equals(BIG)).toBe(true);
    }
  });

  it('puts a body of single bytes together', async () => {
    files.handle = (_request, response) => {
      for (const byte of CAT) response.write(Buffer.of(byte));
      response.end();
    };
    await expect(cat()).resolves.toMatchObject({ bytes: CAT });
  });

  it.each(['<html>', '', '{"an":"error"}'])('does not take "%s" for an image', async (text) => {
    files.handle = (_request, response) => response.setHeader('content-type', 'image/png').end(text);
    await expect(cat()).rejects.toMatchObject({ code: 'unknown-type' });
  });

  it('does not take a part for the whole', async () => {
    files.handle = (_request, response) => {
      response.setHeader('content-length', 2 * CAT.length).write(CAT, () => response.destroy());
    };
    await expect(cat()).rejects.toMatchObject({ code: 'network-error', reason: 'ECONNRESET' });
  });

  it.each([
    [
      'headers without end',
      'HTTP/1.1 200 OK\r\n',
      'X-Padding: 0123456789\r\n'.repeat(4000),
      'HPE_HEADER_OVERFLOW',
    ],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.9\r\n', '', 'HPE_INVALID_CONSTANT'],
    [
      'two lengths',
      'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      '',
      'HPE_UNEXPECTED_CONTENT_LENGTH',
    ],
    [
      'a piece without length',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
      '6\r\nGIF89a\r\nZZ\r\n',
      'ECONNRESET',
    ],
  ])('gives up on %s', async (_name, start, more, reason) => {
    files.handle = (request) => void request.socket.write(start + more);
    await expect(cat()).rejects.toMatchObject({ code: 'network-error', reason });
  });
});

describe('SafeDownloader, given a far end that is not who it should be', () => {
  const failure = (reason: string): object => ({ code: 'network-error', reason });

  it.each(['https://other.test/', 'https://93.184.216.34/'])(
    'says nothing to it when its certificate is not for %s',
    async (url) => {
      await expect(download(url)).rejects.toMatchObject(failure('ERR_TLS_CERT_ALTNAME_INVALID'));
      expect([files.connections, files.requests]).toEqual([1, []]);
    },
  );

  it('says nothing to it when nobody vouches for its certificate', async () => {
    const other = new SafeDownloader({
      resolve: () => Promise.resolve([PUBLIC]),
      connect: (host) => connectPinned(host, ['127.0.0.1'], { port: files.port }),
    });
    const { signal } = new AbortController();
    const reason = 'DEPTH_ZERO_SELF_SIGNED_CERT';
    await expect(other.download('https://files.test/', { signal })).rejects.toMatchObject(failure(reason));
    expect([files.connections, files.requests]).toEqual([1, []]);
  });

  it('survives an address for which connecting fails at once', async () => {
    const other = new SafeDownloader({
      resolve: () => Promise.resolve([PUBLIC]),
      connect: (host) => connectPinned(host, ['255.255.255.255'], { port: files.port }),
    });
    const { signal } = new AbortController();
    await expect(other.download('https://files.test/', { signal })).rejects.toMatchObject({
      code: 'network-error',
      reason: expect.stringMatching(/^E[A-Z]+$/),
    });
  });
});

describe('SafeDownloader, when the time runs out', () => {
  /** Writes again and again until the other side leaves. */
  const drip = (write: () => void, response: ServerResponse): void => {
    const timer = setInterval(write, 20);
    response.once('close', () => clearInterval(timer));
  };

  const SLOW: readonly (readonly [string, FarEnd['handle']])[] = [
    ['there is no answer', () => undefined],
    [
      'there is another protocol',
      (request) =>
        void request.socket.write('HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
    ],
    ['the body does not come', (_request, response) => void response.writeHead(200).write('GIF89a')],
    ['the body comes byte by byte', (_request, response) => drip(() => response.write('x'), response)],
    [
      'the headers come line by line',
      (request, response) => {
        request.socket.write('HTTP/1.1 200 OK\r\n');
        drip(() => request.socket.write('X: y\r\n'), response);
      },
    ],
    ['it is told to wait for ever', (_request, response) => drip(() => response.writeProcessing(), response)],
  ];

  it.each(SLOW)('stops when %s', async (_name, handle) => {
    files.handle = handle;
    await expect(download('https://files.test/', { timeoutMs: 500 })).rejects.toMatchObject({
      code: 'timeout',
    });
    expect(files.requests).toHaveLength(1);
  });

  it('stops when the name is not resolved', async () => {
    names['files.test'] = [new Promise(() => undefined)];
    await expect(download('https://files.test/', { timeoutMs: 100 })).rejects.toMatchObject({
      code: 'timeout',
    });
    expect(connected).toEqual([]);
  });

  it('counts redirects into the same time', async () => {
    files.handle = (request, response) => {
      const next = { location: `${request.url}x` };
      void delay(300).then(() => response.writeHead(302, next).end());
    };
    await expect(download('https://files.test/', { timeoutMs: 500 })).rejects.toMatchObject({
      code: 'timeout',
    });
    expect(files.requests.length).toBeLessThan(3);
  });

  it.each(SLOW)('is stopped by its caller, when %s', async (_name, handle) => {
    const controller = new AbortController();
    files.handle = (request, response) => {
      handle(request, response);
      controller.abort();
    };
    const { signal } = controller;
    await expect(download('https://files.test/', { signal })).rejects.toMatchObject({ code: 'aborted' });
  });

  it('does not begin when its caller has stopped already', async () => {
    const signal = AbortSignal.abort();
    await expect(download('https://files.test/', { signal })).rejects.toMatchObject({ code: 'aborted' });
    expect(connected).toEqual([]);
  });
});

/** A picture that goes on for ever, in pieces of 64 kB. */
function endless(onPiece: () => void = () => undefined): Readable {
  const piece = BIG.subarray(0, 64 * 1024);
  return new Readable({
    read() {
      onPiece();
      this.push(piece);
    },
  });
}
