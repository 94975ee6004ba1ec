import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startChip, type ChipProcess } from '../scripts/chip.process.ts';
import { freePort } from '../scripts/free-port.ts';
import { phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { newLogFile } from './support/logs.ts';
import { SECRET } from './support/payloads.ts';

/** Loop's three hours and five minutes of retries are three seconds. */
const SCALE = 3600;
const LATE = 'this arrived 3 hours ago and could not be answered until now';

let far: FarEnd;
let chip: ChipProcess | undefined;
let folder: string;
let port: number;
let log: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chip-catch-up-'));
  port = await freePort();
  log = newLogFile();
  const url = `http://127.0.0.1:${port}/webhooks/loop`;
  far = await FarEnd.start('--webhook-secret', SECRET, '--webhook-url', url, '--clock-scale', String(SCALE));
});
afterEach(async () => {
  await chip?.stop('SIGKILL');
  chip = undefined;
  await far.stop();
  rmSync(folder, { recursive: true, force: true });
});

const database = (): string => join(folder, 'chip.db');

async function start(): Promise<void> {
  const env = { ...far.env(), DATABASE_PATH: database(), LOOP_WEBHOOK_SECRET: SECRET, REPLY_QUIET_MS: '300' };
  chip = await startChip({ cwd: folder, log, port, env });
}

/** A server that has been at work for days, and stops. */
async function installAndStop(): Promise<void> {
  await start();
  await until(() => logHas(/"listening/), 20_000);
  await until(() => readRow() !== undefined, 20_000);
  await chip?.stop();
  const db = new DatabaseSync(database());
  db.exec('UPDATE catch_ups SET began_at = began_at - 600000000, through = through - 5000');
  db.close();
}

function readRow(): { through: number } | undefined {
  const db = new DatabaseSync(database(), { readOnly: true });
  const row = db.prepare('SELECT through FROM catch_ups').get() as { through: number } | undefined;
  db.close();
  return row;
}

const logHas = (line: RegExp): boolean => line.test(readFileSync(log, 'utf8'));

/** So many webhooks are given up, each after its thirty retries. */
const givenUp = (count: number) =>
  until(async () => {
    const { webhooks } = await far.journal();
    return webhooks.filter(({ outcome }) => outcome === 'dropped').length === count;
  }, 40_000);

describe('texts that came while Chip was down for longer than Loop tries', () => {
  it('are all answered once when it is back, in order, and it is said once that it is late', async () => {
    await installAndStop();
    const texts = ['Is the library open?', 'And on Sunday?', 'Hello?'].map((text) => said(text));
    for (const text of texts) await far.inbound({ contact: phone(20), text });
    await far.inbound({ contact: phone(21), text: said('another') });
    await far.inbound({ contact: phone(22), text: 'STOP' });
    const group = { id: 'g-late', name: 'Makers', participants: [phone(23)] };
    await far.inbound({ contact: phone(23), group, text: said('Chip, when do we meet?') });
    await givenUp(6);

    await start();
    const [reply] = await far.sent(phone(20), 1, 30_000);
    const [before, ...heard] = (reply ?? '').split('\n');
    expect(before).toContain(LATE);
    expect(heard).toEqual(texts);
    expect((await far.sent(phone(21), 1, 30_000))[0]).toContain(LATE);
    expect(await far.sent(phone(22), 1, 30_000)).toEqual([expect.stringMatching(/unsubscribed/)]);
    expect((await far.sent('g-late', 1, 30_000))[0]).toContain(said('when do we meet?').slice(0, 12));

    // A new text is a text like any other; its answer proves that nothing else is on its way.
    await far.inbound({ contact: phone(20), text: said('Thanks') });
    const replies = await far.sent(phone(20), 2, 30_000);
    expect(replies).toHaveLength(2);
    expect(replies[1]).toBe(`Heard: ${said('Thanks')}`);
    expect(await far.textsTo(phone(22))).toHaveLength(1);
  });

  it('are answered once, too, when their webhooks come all the same, and at the next start', async () => {
    await installAndStop();
    const body = {
      event: 'message_inbound',
      contact: phone(24),
      text: said('late'),
      message_id: 'm-late',
      webhook_id: 'w-late',
    };
    await far.control('POST', 'webhook', { body });
    await givenUp(1);
    await start();
    await far.sent(phone(24), 1, 30_000);
    await far.control('POST', 'webhook', { body });
    await until(async () => (await far.journal()).webhooks.some(({ outcome }) => outcome === 'delivered'));
    await chip?.stop();
    const { through = 0 } = readRow() ?? {};
    await start();
    await until(() => (readRow()?.through ?? 0) > through, 20_000);
    await far.inbound({ contact: phone(24), text: said('now') });
    expect((await far.sent(phone(24), 2, 30_000)).at(-1)).toBe(`Heard: ${said('now')}`);
  });

  it('are asked for until Loop tells of them', async () => {
    await installAndStop();
    await far.inbound({ contact: phone(25), text: said('patience') });
    await givenUp(1);
    await far.faults({ loop: { historyDown: true } });
    await start();
    await until(() => logHas(/webhook log cannot be read \(503\)/), 20_000);
    await chip?.stop();
    await far.faults({});
    await start();
    expect((await far.sent(phone(25), 1, 30_000))[0]).toContain(LATE);
  });
});

describe('what was said before Chip was set up', () => {
  it('is not answered: it was said to somebody else', async () => {
    await far.inbound({ contact: phone(26), text: said('to another bot') });
    await givenUp(1);
    await start();
    await until(() => readRow() !== undefined, 20_000);
    await chip?.stop();
    const { through = 0 } = readRow() ?? {};
    await start();
    await until(() => (readRow()?.through ?? 0) > through, 20_000);
    await far.inbound({ contact: phone(27), text: said('to Chip') });
    expect(await far.sent(phone(27), 1, 30_000)).toEqual([`Heard: ${said('to Chip')}`]);
    expect(await far.textsTo(phone(26))).toEqual([]);
  });
});
