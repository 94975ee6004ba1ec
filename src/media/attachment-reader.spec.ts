import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { LoggerService } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../../emulator/harness.ts';
import { ChipConfig } from '../config/chip.config.ts';
import { ConfigModule } from '../config/config.module.ts';
import { readConfig } from '../config/read-config.ts';
import { AttachmentReader, type ReadAttachment } from '../conversation/attachment.reader.ts';
import { TurnMeter } from '../conversation/limits/turn.meter.ts';
import { DownloadError } from './download.error.ts';
import { MediaModule } from './media.module.ts';
import { SafeDownloader, type Download, type DownloadOptions } from './safe.downloader.ts';

const SEEN = 'qwen/qwen3.8-27b';
const SECRET = 'said-that-must-not-leak';
const KEY = 'key-that-must-not-leak';
const SOUND: Download = { bytes: Buffer.from(`ID3 ${SECRET}`), contentType: 'audio/mpeg' };
const PICTURE: Download = { bytes: Buffer.from('GIF89a'), contentType: 'image/gif' };

/** The provider's end: what it was asked, and what it will answer. */
const asked: { path: string; key: string; type: string; body: string }[] = [];
let answers: ((response: ServerResponse) => void)[] = [];
const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const { authorization: key = '', 'content-type': type = '' } = request.headers;
    asked.push({ path: request.url!, key, type, body: Buffer.concat(parts).toString('latin1') });
    (answers.shift() ?? json({ text: 'by default' }))(response);
  });
});
const json =
  (body: unknown, status = 200, headers = {}) =>
  (response: ServerResponse) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));
const described = (content: unknown, finish_reason = 'stop', more = {}) =>
  json({ choices: [{ index: 0, finish_reason, message: { role: 'assistant', content } }], ...more });
const broken = (response: ServerResponse): void => void response.destroy();
const silent = (): void => undefined;

/** Gives files without a network, by the last word of the URL. */
class Files {
  readonly urls: string[] = [];
  running = 0;
  most = 0;
  gate: Promise<unknown> | undefined;
  answer: (url: string) => Download = (url) => (url.endsWith('picture') ? PICTURE : SOUND);

  async download(url: string, { signal }: DownloadOptions): Promise<Download> {
    this.urls.push(url);
    this.most = Math.max(this.most, ++this.running);
    try {
      await Promise.race([
        this.gate,
        once(signal, 'abort').then(() => Promise.reject(new DownloadError('aborted'))),
      ]);
      return this.answer(url);
    } finally {
      this.running--;
    }
  }
}

let files: Files;
let module: TestingModule;
let reader: AttachmentReader;
const logged: unknown[][] = [];
const keep = (...line: unknown[]): void => void logged.push(line);
const logger: LoggerService = { log: keep, warn: keep, error: keep };
const forever = new AbortController().signal;

async function open(
  env: Record<string, string> = {},
  downloader: unknown = files,
): Promise<AttachmentReader> {
  const { port } = server.address() as AddressInfo;
  const base = { GROQ_API_KEY: KEY, OPENAI_API_BASE: `http://127.0.0.1:${port}/v1`, GROQ_VISION_MODEL: SEEN };
  module = await Test.createTestingModule({ imports: [ConfigModule, MediaModule] })
    .overrideProvider(ChipConfig)
    .useValue(readConfig({ ...base, ...env }))
    .overrideProvider(SafeDownloader)
    .useValue(downloader)
    .setLogger(logger)
    .compile();
  return module.get(AttachmentReader);
}

/** The meter of a turn that may take so many tokens, however dear they are. */
const meterOf = (tokens: number): TurnMeter => new TurnMeter({ tokens, microUsd: Infinity }, false);
const url = (name: string): string => `https://files.example/${SECRET}/${name}`;
const read = (name: string, signal = forever): Promise<ReadAttachment> => reader.read(url(name), signal);
const unreadable = (reason: string): ReadAttachment => ({ kind: 'unreadable', reason });
const fields = (): Record<string, unknown> => JSON.parse(asked.at(-1)!.body) as Record<string, unknown>;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
beforeEach(async () => {
  answers = [];
  asked.length = 0;
  logged.length = 0;
  files = new Files();
  reader = await open();
});
afterEach(() => module.close());
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('a voice message', () => {
  it('is written down by the speech model', async () => {
    answers = [json({ text: ' Is the\0 meetup on?\r\n' })];
    expect(await read('voice')).toEqual({ kind: 'speech', text: 'Is the meetup on?' });
    const [{ path, key, type, body }, ...more] = asked as [(typeof asked)[0]];
    expect(more).toEqual([]);
    expect([path, key]).toEqual(['/v1/audio/transcriptions', `Bearer ${KEY}`]);
    expect(type).toMatch(/^multipart\/form-data/);
    expect(body).toContain('name="model"\r\n\r\nwhisper-large-v3-turbo\r\n');
    expect(body).toMatch(/filename="voice\.mp3"\r\ncontent-type: audio\/mpeg\r\n\r\nID3/i);
  });

  it.each([
    ['audio/mp4', 'm4a'],
    ['audio/aac', 'm4a'],
    ['audio/ogg', 'ogg'],
    ['audio/wav', 'wav'],
    ['audio/flac', 'flac'],
  ])('as %s goes under a name that providers take: %s', async (contentType, ending) => {
    files.answer = () => ({ ...SOUND, contentType });
    await read('voice');
    expect(asked[0]!.body).toContain(`filename="voice.${ending}"`);
  });

  it('of an iPhone goes in a container that providers open', async () => {
    const bytes = readFileSync(new URL('tone.fixture.caf', import.meta.url));
    files.answer = () => ({ bytes, contentType: 'audio/x-caf' });
    await read('voice');
    expect(asked[0]!.body).toMatch(/filename="voice\.ogg"\r\ncontent-type: audio\/ogg\r\n\r\nOggS/i);
  });

  it.each(['audio/amr', 'audio/x-caf'])('as %s, which nobody takes, is not sent', async (contentType) => {
    files.answer = () => ({ ...SOUND, contentType });
    expect(await read('voice')).toEqual(unreadable('unsupported-type'));
    expect(asked).toEqual([]);
  });

  it.each([[{ text: ' ' }], [{ text: 7 }], [{}], [null], ['text']])('is not heard in %j', async (body) => {
    answers = [json(body)];
    expect(await read('voice')).toEqual(unreadable('empty'));
  });
});

describe('a picture', () => {
  it('is described by the vision model, which is told not to think aloud', async () => {
    answers = [described('<think>Hm.</think>\n A sign: "Free\0 pizza"\n')];
    expect(await read('picture')).toEqual({ kind: 'picture', description: 'A sign: "Free pizza"' });
    expect(asked.map(({ path }) => path)).toEqual(['/v1/chat/completions']);
    expect(fields()).toMatchObject({ model: SEEN, reasoning_effort: 'none', max_completion_tokens: 400 });
    expect(fields()['messages']).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: expect.stringMatching(/120 words.*never follow/s) },
          {
            type: 'image_url',
            image_url: { url: `data:image/gif;base64,${PICTURE.bytes.toString('base64')}` },
          },
        ],
      },
    ]);
  });

  it('is counted with the turn that it was read for, once, and its tokens are told each time', async () => {
    const usage = { prompt_tokens: 900, completion_tokens: 100, total_tokens: 1_000 };
    answers = [described('A door.', 'stop', { usage })];
    const [first, second] = [meterOf(50_000), meterOf(50_000)];
    const told = { promptTokens: 900, completionTokens: 100 };
    for (const meter of [first, second])
      expect(await meter.run(() => read('picture'))).toMatchObject({ description: 'A door.', usage: told });
    // 0.80 and 4.00 US dollars a million tokens.
    expect(first.spent).toEqual({ tokens: 1_000, microUsd: 900 * 0.8 + 100 * 4 });
    expect(second.spent).toEqual({ tokens: 0, microUsd: 0 });
  });

  it('is counted also when there is nothing to be seen in the answer', async () => {
    const usage = { prompt_tokens: 900, completion_tokens: 0 };
    answers = [described('', 'stop', { usage })];
    const meter = meterOf(50_000);
    const reading = await meter.run(() => read('picture'));
    expect(reading).toMatchObject({ kind: 'unreadable', reason: 'empty', usage: { promptTokens: 900 } });
    expect(meter.spent.tokens).toBe(900);
  });

  it.each([[{}], [{ usage: null }], [{ usage: { prompt_tokens: -5, completion_tokens: 'x' } }]])(
    'is counted with nothing when the provider says no tokens: %j',
    async (more) => {
      answers = [described('A door.', 'stop', more)];
      const meter = meterOf(50_000);
      expect(await meter.run(() => read('picture'))).toEqual({ kind: 'picture', description: 'A door.' });
      expect(meter.spent.tokens).toBe(0);
    },
  );

  it('is counted at its worst when it is cut off, since nobody says what it took', async () => {
    answers = [silent];
    const meter = meterOf(50_000);
    const reading = meter.run(() => read('picture'));
    await until(() => asked.length === 1);
    await module.close();
    expect(await reading).toEqual(unreadable('too-late'));
    await until(() => meter.spent.tokens > 0);
    expect(meter.spent.tokens).toBe(16_384 + 150 + 400);
  });

  it('that may take more than is left of what the turn may take is not sent', async () => {
    const meter = meterOf(16_384 + 150 + 400);
    answers = [described('A door.', 'stop', { usage: { prompt_tokens: 1, completion_tokens: 0 } })];
    expect(await meter.run(() => read('one picture'))).toMatchObject({ kind: 'picture' });
    expect(await meter.run(() => read('another picture'))).toEqual(unreadable('budget'));
    expect(asked).toHaveLength(1);
    answers = [json({ text: 'Hello' })];
    // Speech is billed by its length, not by tokens.
    expect(await meter.run(() => read('voice'))).toEqual({ kind: 'speech', text: 'Hello' });
  });

  it('is cut where the description does not end', async () => {
    answers = [described('👩'.repeat(5000), 'length')];
    const { description } = (await read('picture')) as { description: string };
    expect(description).toMatch(/^(?:👩){700,750}…$/u);
  });

  it('of more than 3 MB is not sent', async () => {
    files.answer = () => ({ ...PICTURE, bytes: Buffer.alloc(3_000_001) });
    expect(await read('picture')).toEqual(unreadable('too-large'));
    files.answer = () => ({ ...PICTURE, bytes: Buffer.alloc(3_000_000) });
    answers = [described('Black.')];
    expect(await read('picture')).toEqual({ kind: 'picture', description: 'Black.' });
    expect(asked).toHaveLength(1);
  });

  it('in a form that no model opens is not sent', async () => {
    files.answer = () => ({ ...PICTURE, contentType: 'image/heic' });
    expect(await read('picture')).toEqual(unreadable('unsupported-type'));
    expect(asked).toEqual([]);
  });

  it('is not looked at when no model is set for it', async () => {
    await module.close();
    reader = await open({ GROQ_VISION_MODEL: '' });
    expect(await read('picture')).toEqual(unreadable('no-model'));
    expect(await read('voice')).toMatchObject({ kind: 'speech' });
  });

  it.each([
    [described('')],
    [described('<think>I see')],
    [described([{ text: 'x' }])],
    [json({ choices: [] })],
    [json({})],
    [json(null)],
  ])('is not seen in an answer without a description', async (answer) => {
    answers = [answer];
    expect(await read('picture')).toEqual(unreadable('empty'));
  });
});

describe('a file that cannot be had', () => {
  it.each(['http:404', 'unknown-type', 'too-large', 'timeout', 'forbidden-address'] as const)(
    'is unreadable: %s',
    async (code) => {
      files.answer = () => {
        throw new DownloadError(code);
      };
      expect(await read('voice')).toEqual(unreadable(code));
      expect(asked).toEqual([]);
    },
  );

  it.each([
    ['https://127.0.0.1/voice.m4a', 'forbidden-address'],
    ['https://[::ffff:169.254.169.254]/latest', 'forbidden-address'],
    ['http://files.example/voice.m4a', 'forbidden-url'],
    ['file:///etc/passwd', 'forbidden-url'],
    ['voice.m4a', 'bad-url'],
  ])('because its URL is %s is refused without any connection', async (bad, reason) => {
    const out: string[] = [];
    const refuse = (host: string): never => (out.push(host), undefined as never);
    await module.close();
    reader = await open({}, new SafeDownloader({ resolve: refuse, connect: refuse }));
    expect(await reader.read(bad, forever)).toEqual(unreadable(reason));
    expect(out).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('by a mistake of ours is unreadable too, and the log does not quote it', async () => {
    files.answer = () => {
      throw new TypeError(SECRET);
    };
    expect(await read('voice')).toEqual(unreadable('TypeError'));
    expect(JSON.stringify(logged)).not.toContain(SECRET);
  });
});

describe('a model that fails', () => {
  it.each([
    ['429', json({}, 429, { 'retry-after': '0' })],
    ['503', json({}, 503)],
    ['a connection that breaks', broken],
    [
      'JSON that breaks off',
      (response: ServerResponse) =>
        void response.writeHead(200, { 'content-type': 'application/json' }).end('{"text": "Hel'),
    ],
  ])('once, with %s, is asked once more', async (_name, answer) => {
    answers = [answer, json({ text: 'Hello' })];
    expect(await read('voice')).toEqual({ kind: 'speech', text: 'Hello' });
    expect(asked).toHaveLength(2);
    expect(asked[1]!.body).toContain('ID3');
  });

  it.each([
    ['busy', 429, {}, 2],
    ['busy', 429, { 'retry-after': '30' }, 1],
    ['unavailable', 503, {}, 2],
    ['refused', 400, {}, 1],
    ['refused', 401, {}, 1],
    ['refused', 404, {}, 1],
    ['refused', 413, {}, 1],
  ])('for good is %s after status %d %j, asked %d times', async (reason, status, headers, times) => {
    const answer = json({ error: { message: SECRET } }, status, headers);
    answers = [answer, answer, answer];
    expect(await read('voice')).toEqual(unreadable(reason));
    expect(asked).toHaveLength(times);
  });
});

describe('reading the same file again', () => {
  it('neither downloads nor asks again', async () => {
    answers = [json({ text: 'Hello' })];
    for (let time = 0; time < 3; time++)
      expect(await read('voice')).toEqual({ kind: 'speech', text: 'Hello' });
    expect([files.urls.length, asked.length]).toEqual([1, 1]);
    await read('other-voice');
    expect([files.urls.length, asked.length]).toEqual([2, 2]);
  });

  it('tries again what could not be read', async () => {
    answers = [json({}, 400), json({ text: 'Hello' })];
    expect(await read('voice')).toEqual(unreadable('refused'));
    expect(await read('voice')).toEqual({ kind: 'speech', text: 'Hello' });
  });

  it('while it is read joins in, also after the first one has left', async () => {
    let answer!: (response: ServerResponse) => void;
    answers = [(response) => (answer = () => json({ text: 'Hello' })(response))];
    const leaving = new AbortController();
    const [left, stays] = [read('voice', leaving.signal), read('voice')];
    await until(() => asked.length === 1);
    leaving.abort('a newer text came');
    await expect(left).rejects.toBe('a newer text came');
    const restarted = read('voice');
    answer(undefined as never);
    expect(await Promise.all([stays, restarted])).toEqual([
      { kind: 'speech', text: 'Hello' },
      { kind: 'speech', text: 'Hello' },
    ]);
    expect([files.urls.length, asked.length]).toEqual([1, 1]);
  });
});

describe('reading many files', () => {
  it('downloads four at once and reads all', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    files.gate = promise;
    const readings = Array.from({ length: 9 }, (_, n) => read(`voice-${n}`));
    await until(() => files.running === 4);
    await delay(20);
    expect(files.urls).toHaveLength(4);
    resolve();
    expect((await Promise.all(readings)).every(({ kind }) => kind === 'speech')).toBe(true);
    expect([files.most, files.urls.length]).toEqual([4, 9]);
  });
});

describe('the one who asks', () => {
  it.each(['the download', 'the model'])('leaves at once during %s, with the reason', async (where) => {
    if (where === 'the download') files.gate = new Promise(() => undefined);
    answers = [silent];
    const leaving = new AbortController();
    const reading = read('voice', leaving.signal);
    await until(() => (where === 'the download' ? files.running === 1 : asked.length === 1));
    const reason = new Error('enough');
    leaving.abort(reason);
    await expect(reading).rejects.toBe(reason);
    await expect(read('voice', leaving.signal)).rejects.toBe(reason);
  });

  it('is not waited for by a stop, which ends what is under way', async () => {
    answers = [silent];
    const reading = read('voice');
    await until(() => asked.length === 1);
    await module.close();
    expect(await reading).toEqual(unreadable('too-late'));
  });
});

describe('the log', () => {
  it('has one line a file, and nothing of the file, its address or the key', async () => {
    answers = [json({ text: SECRET }), described(SECRET), json({ error: { message: SECRET } }, 400)];
    await read('voice');
    await read('picture');
    await read('other');
    const lines = logged.filter(
      ([, words]) => words === 'attachment read' || String(words).includes('Attach'),
    );
    expect(lines.map(([line]) => line)).toEqual([
      {
        kind: 'speech',
        type: 'audio/mpeg',
        bytes: SOUND.bytes.length,
        ms: expect.any(Number),
        outcome: 'ok',
      },
      { kind: 'picture', type: 'image/gif', bytes: 6, ms: expect.any(Number), outcome: 'ok' },
      {
        kind: 'unreadable',
        type: 'audio/mpeg',
        bytes: SOUND.bytes.length,
        ms: expect.any(Number),
        outcome: 'refused',
      },
    ]);
    expect(JSON.stringify(logged)).not.toContain(SECRET);
    expect(JSON.stringify(logged)).not.toContain(KEY);
  });
});

describe('without a key', () => {
  it('nothing is downloaded and nobody asked', async () => {
    await module.close();
    reader = await open({ GROQ_API_KEY: '' });
    expect(await read('voice')).toEqual(unreadable('no-model'));
    expect(await read('picture')).toEqual(unreadable('no-model'));
    expect(files.urls).toEqual([]);
    await expect(read('voice', AbortSignal.abort('gone'))).rejects.toBe('gone');
  });
});
