import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger, type LoggerService } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { until } from '../../emulator/harness.ts';
import { Loopback } from '../../test/support/loopback.ts';
import { readConfig } from '../config/read-config.ts';
import { ModelCheck } from './model.check.ts';

const KEY = 'key-that-must-not-leak';
let server: Loopback;
let respond: (response: ServerResponse) => void;
let asked = 0;
const lines: { level: string; line: unknown[] }[] = [];

beforeEach(async () => {
  lines.length = 0;
  asked = 0;
  const keep =
    (level: string) =>
    (...line: unknown[]) =>
      void lines.push({ level, line });
  const logger: LoggerService = { log: keep('log'), warn: keep('warn'), error: keep('error') };
  Logger.overrideLogger(logger);
  server = await Loopback.start((_, response) => {
    asked++;
    respond(response);
  });
});
afterEach(async () => {
  Logger.overrideLogger(['fatal', 'error', 'warn', 'log']);
  await server.close();
});

function check(env: Record<string, string> = {}): ModelCheck {
  const base = { GROQ_API_KEY: KEY, OPENAI_API_BASE: `${server.url}/v1` };
  const modelCheck = new ModelCheck(readConfig({ ...base, ...env }));
  modelCheck.onApplicationBootstrap();
  return modelCheck;
}
const list =
  (...ids: string[]) =>
  (response: ServerResponse) =>
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ object: 'list', data: ids.map((id) => ({ id })) }));
const status = (code: number) => (response: ServerResponse) =>
  response.writeHead(code, { 'content-type': 'application/json' }).end('{"error": {"message": "no"}}');

describe('the check of the models at the start', () => {
  it('warns of a model that is gone, and names those that there are', async () => {
    respond = list('openai/gpt-oss-20b', 'whisper-large-v3-turbo', 'other');
    check({ GROQ_MODEL: 'llama-3.1-70b-versatile' });
    await until(() => lines.length === 1);
    expect(lines[0]).toMatchObject({
      level: 'warn',
      line: [
        { missing: ['llama-3.1-70b-versatile'], found: ['openai/gpt-oss-20b', 'whisper-large-v3-turbo'] },
        expect.stringContaining('GROQ_'),
        'ModelCheck',
      ],
    });
  });

  it('says so when all are there', async () => {
    respond = list('openai/gpt-oss-120b', 'openai/gpt-oss-20b', 'whisper-large-v3-turbo', 'eyes');
    check({ GROQ_VISION_MODEL: 'eyes' });
    await until(() => lines.length === 1);
    expect(lines[0]!.level).toBe('log');
    expect(lines[0]!.line[0]).toEqual({ models: expect.arrayContaining(['openai/gpt-oss-120b', 'eyes']) });
  });

  it.each([
    [401, 'GROQ_API_KEY'],
    [500, 'OPENAI_API_BASE'],
  ])('warns of a %s with the variable to look at, and of nothing that is secret', async (code, variable) => {
    respond = status(code);
    check();
    await until(() => lines.length === 1);
    const [details, words] = lines[0]!.line;
    expect(lines[0]!.level).toBe('warn');
    expect(details).toMatchObject({ status: code });
    expect(words).toContain(variable);
    expect(JSON.stringify(lines)).not.toContain(KEY);
  });

  it('is given up without a word when the server stops', async () => {
    let hungUp = false;
    respond = (response) => response.on('close', () => (hungUp = true));
    const modelCheck = check();
    await until(() => asked === 1);
    modelCheck.onApplicationShutdown();
    await until(() => hungUp);
    await new Promise((resolve) => setImmediate(resolve));
    expect(lines).toEqual([]);
  });

  it('is left out without a key', async () => {
    new ModelCheck(readConfig({ OPENAI_API_BASE: `${server.url}/v1` })).onApplicationBootstrap();
    await new Promise((resolve) => setImmediate(resolve));
    expect([asked, lines]).toEqual([0, []]);
  });
});
