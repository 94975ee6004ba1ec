/**
 * `npm run bench:flood`: whether one contact who sends 100 texts a second slows 20 others down. Both phases run on the
 * same server, so that the ratio says more than the machine. Fails when the others wait 20 % longer, or lose a text.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startEmulator, until } from '../emulator/harness.ts';
import { startChip } from '../scripts/chip.process.ts';
import { quantile, SECRET, Sender, textOf } from './load.ts';

const OTHERS = 20;
const SECONDS = 20;
/** Each of the others writes so often: a person who chats. */
const EVERY_MS = 4000;
const FLOOD_PER_SECOND = 100;
const MODEL_MS = 300;

interface Send {
  to: string;
  at: number;
  outcome: string;
}

const folder = mkdtempSync(join(tmpdir(), 'chip-flood-'));
const emulator = await startEmulator(['--lenient', '--webhook-secret', SECRET]);
const env = {
  DATABASE_PATH: join(folder, 'chip.db'),
  HTTP_RATE_LIMIT: '0',
  REPLY_QUIET_MS: '200',
  LOOP_API_KEY: 'bench',
  LOOP_API_BASE_URL: `${emulator.url}/api/v1`,
  LOOP_WEBHOOK_SECRET: SECRET,
  GROQ_API_KEY: 'bench',
  OPENAI_API_BASE: `${emulator.url}/openai/v1`,
};
const chip = await startChip({ cwd: folder, log: join(folder, 'chip.log'), env });
const sender = new Sender(64);
const print = (what: string, value: string): void =>
  void process.stdout.write(`${what.padEnd(58)} ${value}\n`);

async function sends(): Promise<Send[]> {
  const { body } = await emulator.call('GET', '/_emulator/journal');
  return (body as unknown as { sends: Send[] }).sends.filter(({ outcome }) => outcome === 'accepted');
}

/** 20 people text in turn for a while; how long each waited for the answer to reach Loop, in milliseconds. */
async function chat(phase: string): Promise<number[]> {
  const asked: { contact: string; at: number }[] = [];
  const end = Date.now() + SECONDS * 1000;
  const person = async (n: number): Promise<void> => {
    await delay((n / OTHERS) * EVERY_MS);
    for (let text = 0; Date.now() < end; text++) {
      const contact = `${phase}-${n}-${text}@example.com`;
      asked.push({ contact, at: Date.now() });
      const { status } = await sender.post(chip.url, textOf(contact, `${phase}-${n}-${text}`));
      if (status !== 200) throw new Error(`a webhook of somebody who does not flood was answered ${status}`);
      await delay(EVERY_MS);
    }
  };
  await Promise.all(Array.from({ length: OTHERS }, (_, n) => person(n)));
  const arrived = await until(async () => {
    const at = new Map((await sends()).map((send) => [send.to, send.at]));
    return asked.every(({ contact }) => at.has(contact)) && at;
  }, 30_000);
  return asked.map(({ contact, at }) => (arrived.get(contact) ?? NaN) - at);
}

async function flood(signal: AbortSignal): Promise<number> {
  const posts: Promise<unknown>[] = [];
  const startedAt = Date.now();
  while (!signal.aborted) {
    const due = Math.floor(((Date.now() - startedAt) / 1000) * FLOOD_PER_SECOND);
    while (posts.length < due)
      posts.push(sender.post(chip.url, textOf('flood@example.com', `f${posts.length}`)));
    await delay(10);
  }
  await Promise.all(posts);
  return posts.length;
}

try {
  await emulator.call('PUT', '/_emulator/faults', { model: { delayMs: MODEL_MS } });
  print('machine', `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.version}`);
  await chat('warm-up');
  const before = await chat('before');
  const stop = new AbortController();
  const flooding = flood(stop.signal);
  const during = await chat('during');
  stop.abort();
  const count = await flooding;
  const after = await chat('after');
  const calm = [...before, ...after];
  const told = (await sends()).filter(({ to }) => to === 'flood@example.com').length;
  print('texts of the flooder / texts to the flooder', `${count} / ${told}`);
  for (const q of [0.5, 0.95]) {
    const [calmMs, floodMs] = [quantile(calm, q), quantile(during, q)];
    const ratio = floodMs / calmMs;
    const line = `${calmMs.toFixed(0)} ms / ${floodMs.toFixed(0)} ms, ratio ${ratio.toFixed(2)} (<= 1.20)`;
    print(`answer to one of 20 others, calm / flood, p${q * 100}`, line);
    if (!(ratio <= 1.2)) process.exitCode = 1;
  }
} finally {
  sender.close();
  await chip.stop();
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
}
