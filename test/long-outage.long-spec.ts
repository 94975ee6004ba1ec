import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startChip, type ChipProcess } from '../scripts/chip.process.ts';
import { freePort } from '../scripts/free-port.ts';
import { phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { newLogFile } from './support/logs.ts';
import { SECRET } from './support/payloads.ts';

/** Chip's clock and the emulator's run that much faster: ten minutes are twenty seconds. */
const SCALE = 30;
const OUTAGE_MS = 600_000;

let far: FarEnd;
let chip: ChipProcess;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chip-outage-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/webhooks/loop`;
  const clock = ['--clock-scale', String(SCALE)];
  far = await FarEnd.start('--webhook-secret', SECRET, '--webhook-url', url, ...clock);
  chip = await startChip({
    cwd: folder,
    log: newLogFile(),
    port,
    preload: new URL('support/scaled-clock.ts', import.meta.url).href,
    env: {
      ...far.env(),
      CLOCK_SCALE: String(SCALE),
      CLOCK_FROM: String(Date.now()),
      LOOP_WEBHOOK_SECRET: SECRET,
      // So long that a busy machine does not turn a send into an unknown one.
      SEND_TIMEOUT_MS: '120000',
      SEND_GRACE_MS: '240000',
      TURN_DEADLINE_MS: '120000',
      TURN_LEASE_MS: '300000',
    },
  });
});
afterAll(async () => {
  await chip.stop('SIGKILL');
  await far.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('ten minutes of 503 from Loop', () => {
  it('send nothing to the dead letters, keep the order, and heal without a hand', async () => {
    const people = [phone(80), phone(81), phone(82)];
    const texts = ['first', 'second', 'third'].map((text) => said(text));
    await far.faults({ loop: { status: { code: 503, times: 'all' } } });
    const begin = Date.now();
    for (const text of texts) {
      for (const contact of people) await far.inbound({ contact, text });
      // A turn of its own for each text.
      await until(async () => (await far.modelCalls()).filter((call) => call.includes(text)).length === 3);
    }
    await until(() => Promise.resolve(Date.now() - begin >= OUTAGE_MS / SCALE), 60_000);
    const tries = (await far.journal()).sends;
    expect(tries.every(({ outcome }) => outcome !== 'accepted')).toBe(true);
    // Probes all the time, about one each half minute at last, and no storm.
    expect(tries.length).toBeGreaterThan(15);
    expect(tries.length).toBeLessThan(45);

    await far.faults({});
    const expected = texts.map((text) => `Heard: ${text}`);
    const end = Date.now();
    for (const contact of people) expect(await far.sent(contact, 3, 20_000)).toEqual(expected);
    // P8: lease, grace and 15 s.
    expect((Date.now() - end) * SCALE).toBeLessThan(300_000 + 240_000 + 15_000);
    for (const contact of people) expect(await far.textsTo(contact)).toEqual(expected);
  });
});
