import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChipProcess } from '../scripts/chip.process.ts';
import type { NewJob } from '../src/conversation/jobs/job.ts';
import { Database } from '../src/persistence/sqlite/database.ts';
import { SqliteConversationStore } from '../src/persistence/sqlite/sqlite.conversation-store.ts';
import { Chat } from './contract/chat.ts';
import { JobPlayer, newJob } from './contract/job.player.ts';
import { CONSENT_TEXTS } from '../src/conversation/consent/consent.ts';
import { phone, said } from './support/canary.ts';
import { CrashSite } from './support/crash-site.ts';
import { until } from './support/far-end.ts';

const DAY_MS = 86_400_000;

let site: CrashSite;
let chip: ChipProcess | undefined;

beforeEach(async () => {
  site = await CrashSite.open();
});
afterEach(async () => {
  await chip?.stop('SIGKILL');
  await site.close();
});

const path = (): string => join(site.folder, 'chip.db');

/** What a server has left that was stopped after it had promised a reminder to each of these people. */
async function promised(reminders: Record<string, Partial<NewJob>>): Promise<void> {
  const store = new SqliteConversationStore(path(), (error) => {
    throw error;
  });
  await store.open();
  for (const [contact, over] of Object.entries(reminders)) {
    const person = { key: contact, kind: 'person', target: contact, externalId: contact } as const;
    const job = newJob({ payload: { text: said('bread') }, ...over });
    await new JobPlayer(new Chat(store)).stage([job], person);
  }
  await store.close();
}

function states(): string[] {
  const db = new Database(path());
  const rows = db.all<{ state: string }>('SELECT state FROM jobs ORDER BY due_at');
  db.close();
  return rows.map(({ state }) => state);
}

/** Starts a server and waits for its end, which may come before it listens. */
async function dies(failpoint: string): Promise<void> {
  const ended = await site.start(failpoint).then(
    async ({ exited }) => (await exited)[1],
    (error: Error) => /ended with (\w+) before/.exec(error.message)?.[1],
  );
  expect(ended).toBe('SIGKILL');
}

const REMINDER = `Reminder: ${said('bread')}`;

/** Its reply can only leave when what was sent before is settled, so the journal then says for good how often that was. */
async function expectOnce(contact: string): Promise<void> {
  await site.far.sent(contact, 1, 20_000);
  await site.far.inbound({ contact, text: said('thanks') });
  await until(
    async () => (await site.far.textsTo(contact)).some((text) => text.startsWith('Heard:')),
    20_000,
  );
  expect(await site.far.textsTo(contact)).toEqual([REMINDER, `Heard: ${said('thanks')}`]);
}

describe('a reminder', () => {
  it('arrives once, when it is due', async () => {
    const dueAt = Date.now() + 3000;
    await promised({ [phone(60)]: { dueAt } });
    chip = await site.start();
    await site.far.sent(phone(60), 1);
    expect(Date.now()).toBeGreaterThanOrEqual(dueAt);
    await expectOnce(phone(60));
  });

  it.each([
    ['when it is claimed', 'after:claimJob'],
    ['before its text is in the outbox', 'before:endJob'],
    ['when its text is in the outbox and nobody knows', 'after:endJob'],
    ['when its text is claimed', 'after:claimSend'],
    ['when its text is sent and not yet recorded', 'before:recordSend'],
  ])('arrives once although the server is killed with SIGKILL %s', async (_when, failpoint) => {
    await promised({ [phone(61)]: {} });
    await dies(failpoint);
    chip = await site.start();
    await expectOnce(phone(61));
  });

  it('says when it was due, if the server was down; one of last week is given up where it shows', async () => {
    const now = Date.now();
    await promised({ [phone(62)]: { dueAt: now - 3 * DAY_MS }, [phone(63)]: { dueAt: now - 8 * DAY_MS } });
    chip = await site.start();
    const [text] = await site.far.sent(phone(62), 1);
    expect(text).toMatch(/^Reminder: bread .*\n\(This was due on \w+day, .* Sorry that it comes late\.\)$/);
    await until(() => Promise.resolve(readFileSync(site.log, 'utf8').includes('"alert":"job-dead"')));
    await chip.stop();
    expect(states()).toEqual(['dead', 'done']);
    expect(await site.far.textsTo(phone(63))).toEqual([]);
  });

  it('goes to nobody who has opted out', async () => {
    const dueAt = Date.now() + 3_600_000;
    await promised({ [phone(64)]: { dueAt }, [phone(65)]: { dueAt: dueAt + 1 } });
    chip = await site.start();
    await site.far.inbound({ contact: phone(64), text: 'STOP' });
    await site.far.sent(phone(64), 1);
    // An hour later.
    const db = new DatabaseSync(path(), { timeout: 5000 });
    db.exec('UPDATE jobs SET due_at = due_at - 3600000');
    db.close();
    await site.far.sent(phone(65), 1);
    expect(await site.far.textsTo(phone(64))).toEqual([CONSENT_TEXTS['opt-out']]);
    await chip.stop();
    expect(states()).toEqual(['opted-out', 'done']);
  });
});
