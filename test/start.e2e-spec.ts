import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BUILT_ENTRY, startChip } from '../scripts/chip.process.ts';
import { freePort } from '../scripts/free-port.ts';
import { phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { newLogFile } from './support/logs.ts';
import { SECRET, v1 } from './support/payloads.ts';
import { railway } from './support/railway.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chip-start-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a server that is expected to end by itself. */
async function run(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [BUILT_ENTRY], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

describe('a start that cannot work', () => {
  it('in production names every problem, shows no value and ends', async () => {
    const { code, output } = await run({
      NODE_ENV: 'production',
      SUPABASE_KEY: 'key-that-is-secret',
      SEND_GRACE_MS: '1000',
      SEND_TIMEOUT_MS: '5000',
    });
    expect(code).toBe(1);
    for (const name of [
      'LOOP_WEBHOOK_SECRET',
      'SUPABASE_URL and SUPABASE_KEY',
      'SEND_GRACE_MS',
      'SEND_TIMEOUT_MS',
    ]) {
      expect(output).toContain(name);
    }
    expect(output).not.toContain('key-that-is-secret');
  });

  it('on a value that is none says what is allowed', async () => {
    const { code, output } = await run({ PORT: 'eight thousand' });
    expect(code).toBe(1);
    expect(output).toContain('PORT must be a whole number from 0 to 65535');
    expect(output).not.toContain('eight thousand');
  });

  it('on the database of another server names its pid', async () => {
    const first = await startChip({ cwd: folder, log: newLogFile(), env: {} });
    const { code, output } = await run({ PORT: String(await freePort()) });
    expect(code).toBe(1);
    expect(output).toContain(`pid ${first.pid}`);
    await first.stop();
  });

  it('on a file that is no database names the variable and leaves the file as it was', async () => {
    const path = join(folder, 'letter.txt');
    writeFileSync(path, 'Dear Ann,', { mode: 0o644 });
    const { code, output } = await run({ DATABASE_PATH: path });
    expect(code).toBe(1);
    expect(output).toContain('DATABASE_PATH');
    expect(readFileSync(path, 'utf8')).toBe('Dear Ann,');
    expect(statSync(path).mode & 0o777).toBe(0o644);
    expect(readdirSync(folder)).toEqual(['letter.txt']);
    expect((await run({ DATABASE_PATH: folder })).output).toContain('DATABASE_PATH');
  });

  it('on a port that is taken says so', async () => {
    const first = await startChip({ cwd: folder, log: newLogFile(), env: {} });
    const { code, output } = await run({
      PORT: new URL(first.url).port,
      HOST: '127.0.0.1',
      DATABASE_PATH: join(folder, 'other.db'),
    });
    expect(code).toBe(1);
    expect(output).toContain('PORT');
    await first.stop();
  });
});

describe('a fresh machine', () => {
  it('starts with no .env, answers a text, shows the reply on the terminal, and keeps the file to itself', async () => {
    const shown = join(folder, 'terminal.txt');
    const chip = await startChip({ cwd: folder, log: shown, env: {} });
    const body = JSON.stringify(v1(phone(80), said('anybody home?')));
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${chip.url}/webhooks/loop`, { method: 'POST', headers, body });
    expect(answer.status).toBe(200);
    const terminal = await until(() => {
      const text = readFileSync(shown, 'utf8');
      return text.includes('anybody home?') && text;
    }, 10_000);
    expect(terminal).toContain(phone(80));
    expect(terminal).toMatch(/offline model/i);
    expect(statSync(join(folder, 'data/chip.db')).mode & 0o777).toBe(0o600);
    expect(await chip.stop('SIGTERM')).toEqual([0, null]);
  });

  it('in production without a Loop key keeps the reply, prints nothing of it, and sends it once there is a key', async () => {
    const log = newLogFile();
    const env = { NODE_ENV: 'production', LOOP_WEBHOOK_SECRET: SECRET };
    const chip = await startChip({ cwd: folder, log, env });
    const body = JSON.stringify(v1(phone(81), said('in production')));
    const headers = { 'content-type': 'application/json', authorization: SECRET };
    await fetch(`${chip.url}/webhooks/loop`, { method: 'POST', headers, body });
    await until(() => readFileSync(log, 'utf8').includes('no-api-key'), 10_000);
    await chip.stop();
    const far = await FarEnd.start();
    const { GROQ_API_KEY: _model, OPENAI_API_BASE: _base, ...loop } = far.env();
    const again = await startChip({ cwd: folder, log, env: { ...env, ...loop } });
    const [text] = await far.sent(phone(81), 1, 40_000);
    expect(text).toContain(said('in production'));
    await again.stop();
    await far.stop();
  });
});

describe('an error that nobody caught', () => {
  it('ends the process with 1 and prints nothing of what hangs on it', async () => {
    const entry = join(folder, 'broken-main.mjs');
    const error = `Object.assign(new Error('${said('x')}'), { config: { data: '${phone(82)}', key: '${SECRET}' } })`;
    const later = `setTimeout(() => Promise.reject(${error}), 300);`;
    writeFileSync(entry, `await import(${JSON.stringify(pathToFileURL(BUILT_ENTRY).href)});\n${later}\n`);
    const log = newLogFile();
    const chip = await startChip({ cwd: folder, log, env: {}, entry });
    expect(await chip.exited).toEqual([1, null]);
    const output = readFileSync(log, 'utf8');
    expect(output).toContain('Chip ended');
    for (const secret of [said('x'), phone(82), SECRET]) expect(output).not.toContain(secret);
  });
});

describe('the API description', () => {
  const get = async (env: Record<string, string>, path: string): Promise<Response> => {
    const chip = await startChip({
      cwd: folder,
      log: newLogFile(),
      env,
    });
    const answer = await fetch(chip.url + path);
    const text = await answer.text();
    await chip.stop();
    return new Response(text, { status: answer.status, headers: answer.headers });
  };

  it('is made by the build and shown as data and as a page without a script', async () => {
    const { paths } = (await (await get({}, '/openapi.json')).json()) as { paths: object };
    expect(Object.keys(paths)).toContain('/webhooks/{channel}');
    const page = await get({}, '/docs');
    expect(page.headers.get('content-type')).toMatch(/text\/html/);
    const html = await page.text();
    expect(html).toContain('/webhooks/{channel}');
    expect(html).not.toContain('<script');
  });

  it('is hidden in production unless it is asked for', async () => {
    const production = { NODE_ENV: 'production', LOOP_WEBHOOK_SECRET: SECRET };
    expect((await get(production, '/docs')).status).toBe(404);
    expect((await get({ ...production, ENABLE_DOCS: 'on' }, '/docs')).status).toBe(200);
  });
});

describe('a stop with SIGTERM', () => {
  it('does not wait for connections that never say anything, or half a request', async () => {
    const chip = await startChip({ cwd: folder, log: newLogFile(), env: { DATABASE_PATH: ':memory:' } });
    const port = Number(new URL(chip.url).port);
    const sockets = ['', 'POST /webhooks/loop HTTP/1.1\r\nHost: x\r\n'].map((begin) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(begin));
      return socket.on('error', () => undefined);
    });
    await until(() => sockets.every(({ readyState }) => readyState === 'open'));
    expect(await Promise.race([chip.stop('SIGTERM'), delay(10_000, undefined, { ref: false })])).toEqual([
      0,
      null,
    ]);
    for (const socket of sockets) socket.destroy();
  });

  it('under load ends with 0 and loses nothing: what was accepted is answered after the next start', async () => {
    const far = await FarEnd.start();
    const port = await freePort();
    const env = { ...far.env(), LOOP_WEBHOOK_SECRET: SECRET, REPLY_QUIET_MS: '0' };
    const first = await startChip({ cwd: folder, log: newLogFile(), env, port });
    const headers = { 'content-type': 'application/json', authorization: SECRET };
    const accepted: string[] = [];
    const posts = Array.from({ length: 60 }, async (_, n) => {
      const contact = `stop-${n}@example.com`;
      const body = JSON.stringify(v1(contact, said('before the stop')));
      const answer = await fetch(`${first.url}/webhooks/loop`, { method: 'POST', headers, body }).catch(
        () => undefined,
      );
      if (answer?.status === 200) accepted.push(contact);
    });
    await until(() => accepted.length > 10);
    expect(await first.stop('SIGTERM')).toEqual([0, null]);
    await Promise.all(posts);
    const second = await startChip({ cwd: folder, log: newLogFile(), env, port });
    for (const contact of accepted) expect(await far.sent(contact)).toHaveLength(1);
    await second.stop();
    await far.stop();
  });
});

describe('railway.json', () => {
  it('starts the built server with its own command and finds its health check path', async () => {
    const port = await freePort();
    // As Railway runs it: a shell, the project's folder, PORT from outside.
    const child = spawn('sh', ['-c', `exec ${railway.deploy.startCommand}`], {
      env: {
        PATH: process.env.PATH,
        PORT: String(port),
        NODE_ENV: 'production',
        LOOP_WEBHOOK_SECRET: SECRET,
        DATABASE_PATH: join(folder, 'railway.db'),
      },
      stdio: 'ignore',
    });
    const exited = once(child, 'exit');
    const status = await until(async () => {
      const url = `http://127.0.0.1:${port}${railway.deploy.healthcheckPath}`;
      return fetch(url).then(
        (answer) => answer.status,
        () => false,
      );
    }, 10_000);
    expect(status).toBe(200);
    expect(railway.deploy.startCommand).toBe('node dist/main.js');
    expect(railway.deploy.restartPolicyType).toBe('ON_FAILURE');
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  });
});
