import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestBed } from '../test-bed.ts';
import { listScenarios, loadScenario } from './scenario.ts';

const PERSON = '+12025550142';

let bed: TestBed;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'scenario-'));
  bed = await TestBed.start();
});
afterAll(async () => {
  await bed.stop();
  rmSync(folder, { recursive: true });
});

describe('the scenarios that come with the emulator', () => {
  const names = ['burst', 'first-contact', 'group', 'lost-answers', 'tapbacks', 'voice-note'];

  it('are listed and in good order', async () => {
    const { available } = (await bed.control('GET', 'scenario')).body;
    expect(available).toEqual(listScenarios());
    expect(listScenarios().map(({ name }) => name)).toEqual(names);
    for (const name of names) expect(loadScenario(name)).toMatchObject({ steps: expect.any(Array) });
  });

  it('are played from the command line, which ends with them', async () => {
    const run = async (...args: string[]): Promise<[number, string]> => {
      const main = fileURLToPath(new URL('../main.ts', import.meta.url));
      const fast = ['--port', '0', '--webhook-url', bed.receiver.url];
      const env = { ...process.env, NODE_OPTIONS: '' };
      const child = spawn(process.execPath, [main, ...fast, ...args], { env });
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => (text += String(chunk)));
      const [code] = (await once(child, 'close')) as [number];
      return [code, text];
    };
    const steps = [{ inbound: { contact: PERSON, text: 'Is it on?' } }, { note: 'that was all' }];
    const own = join(folder, 'own.json');
    writeFileSync(own, JSON.stringify({ steps }));
    const [code, text] = await run('--scenario', own, '--generation', 'legacy');
    expect([code, text]).toEqual([
      0,
      expect.stringContaining(`> ${PERSON}: Is it on?\n# that was all\n# done\n`),
    ]);
    expect(await bed.event('message_inbound')).toMatchObject({ alert_type: 'message_inbound' });
    expect(await run('--scenario', 'bursts')).toEqual([2, expect.stringContaining('first-contact')]);
  });
});
