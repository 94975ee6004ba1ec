import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startChip, type ChipProcess } from '../scripts/chip.process.ts';
import { phone, said } from './support/canary.ts';
import { chip as commandLine } from './support/command-line.ts';
import { FarEnd } from './support/far-end.ts';
import { newLogFile } from './support/logs.ts';
import { SECRET, v1 } from './support/payloads.ts';
import { railway } from './support/railway.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

let image: string;
let far: FarEnd;
let server: ChipProcess | undefined;

/** What is left of a checkout once it is built and `npm prune --omit=dev` has run. */
beforeAll(async () => {
  image = mkdtempSync(join(tmpdir(), 'chip-image-'));
  cpSync(join(ROOT, 'dist'), join(image, 'dist'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(image, 'package.json'));
  const listed = spawnSync('npm', ['ls', '--omit=dev', '--all', '--parseable'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  for (const folder of listed.stdout.split('\n').filter((line) => line.includes('node_modules'))) {
    const target = join(image, relative(ROOT, folder));
    mkdirSync(dirname(target), { recursive: true });
    // Packages inside of it have lines of their own, unless they are for development.
    cpSync(folder, target, {
      recursive: true,
      filter: (source) => !relative(folder, source).split('/').includes('node_modules'),
    });
  }
  far = await FarEnd.start();
});
afterAll(async () => {
  await server?.stop();
  await far.stop();
  rmSync(image, { recursive: true, force: true });
});

describe('the built image without development dependencies', () => {
  it('starts as railway.json starts it, and answers a text', async () => {
    expect(railway.deploy.startCommand).toBe('node dist/main.js');
    const log = newLogFile();
    const env = { ...far.env(), LOOP_WEBHOOK_SECRET: SECRET, REPLY_QUIET_MS: '20', NODE_ENV: 'production' };
    server = await startChip({ cwd: image, entry: join(image, 'dist/main.js'), log, env });
    expect((await fetch(`${server.url}${railway.deploy.healthcheckPath}`)).status).toBe(200);
    const headers = { 'content-type': 'application/json', authorization: SECRET };
    const body = JSON.stringify(v1(phone(71), said('hello')));
    const posted = await fetch(`${server.url}/webhooks/loop`, { method: 'POST', headers, body });
    expect(posted.status).toBe(200);
    expect(await far.sent(phone(71))).toHaveLength(1);
    expect(readFileSync(log, 'utf8')).not.toContain('ERR_MODULE_NOT_FOUND');
  });

  it('has the command line', async () => {
    const { code, stdout } = await commandLine(['stats'], { cwd: image }, '', join(image, 'dist/cli.js'));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^conversations +1,/);
  });
});
