/**
 * `npm run bench:ingest`: two built servers on one Supabase project (Postgres with fsync, PostgREST), all on this machine.
 * Prints absolutes; fails when a webhook was refused or a text was answered more or less than once.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startEmulator, until } from '../emulator/harness.ts';
import { startChip, type ChipProcess } from '../scripts/chip.process.ts';
import { quantile, SECRET, Sender, statusesOf, textOf, type Answer, UNLIMITED } from './load.ts';

const IDS = Number(process.env.BENCH_IDS ?? 1000);
const COPIES = 5;
const PER_SECOND = Number(process.env.BENCH_RATE ?? 200);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 60);
/** Not counted: the first calls of a server that has just started compile it. */
const WARM_UP_SECONDS = 3;
const PEOPLE = 40;

const PROJECT = fileURLToPath(new URL('../test/support/postgres/project.main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'chip-bench-'));
const print = (what: string, value: string): void =>
  void process.stdout.write(`${what.padEnd(62)} ${value}\n`);

const project = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PROJECT], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const [line] = (await once(createInterface({ input: project.stdout }), 'line')) as [string];
const { env, database } = JSON.parse(line) as { env: Record<string, string>; database: string };
const pool = new pg.Pool({ connectionString: database, max: 1 });
const emulator = await startEmulator(['--webhook-secret', SECRET, '--status-delay-ms', '5']);
const chips: ChipProcess[] = [];

const countOf = async (sql: string): Promise<number> =>
  Number((await pool.query<{ count: string }>(`select count(*) from ${sql}`)).rows[0]?.count);
const urlOf = (n: number): string => chips[n % chips.length]?.url ?? '';

/** Waits until nothing is open any more; how long that took. */
async function drained(): Promise<number> {
  const startedAt = performance.now();
  const open = `outbox where state in ('pending', 'sending', 'unknown')`;
  const isDone = async (): Promise<boolean> =>
    (await countOf(`messages where state = 'unanswered'`)) + (await countOf(open)) === 0;
  await until(isDone, 300_000);
  return performance.now() - startedAt;
}

function expectAll(answers: Answer[], what: string): void {
  print(`${what}: statuses`, statusesOf(answers));
  if (answers.some(({ status }) => status !== 200)) process.exitCode = 1;
}

async function copies(): Promise<void> {
  const sender = new Sender(64);
  const startedAt = performance.now();
  const answers = await Promise.all(
    Array.from({ length: IDS * COPIES }, (_, n) => {
      const id = Math.floor(n / COPIES);
      return sender.post(urlOf(n), textOf(`copies-${id}@example.com`, `copy-${id}`));
    }),
  );
  const what = `${IDS} ids x ${COPIES} copies at once to both`;
  print(`${what}: all answered`, `${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  expectAll(answers, what);
  await drained();
  print(`${what}: all replies sent`, `${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  const turns = await countOf(`turns where conversation_id like '%copies-%'`);
  const sent = await countOf(`outbox where target like 'copies-%' and state in ('sent', 'delivered')`);
  print(`${what}: turns / replies`, `${turns} / ${sent}`);
  if (turns !== IDS || sent !== IDS) process.exitCode = 1;
  sender.close();
}

async function openLoop(): Promise<void> {
  const sender = new Sender(Infinity);
  const warmUp = PER_SECOND * WARM_UP_SECONDS;
  const total = warmUp + PER_SECOND * SECONDS;
  const startAt = performance.now() + 100;
  const answers: Promise<Answer>[] = [];
  for (let n = 0; n < total; n++) {
    const dueAt = startAt + (n * 1000) / PER_SECOND;
    const wait = dueAt - performance.now();
    if (wait > 1) await delay(wait);
    answers.push(sender.post(urlOf(n), textOf(`open-${n % PEOPLE}@example.com`, `open-${n}`), dueAt));
  }
  const all = await Promise.all(answers);
  const what = `${PER_SECOND}/s for ${SECONDS} s from ${PEOPLE} people`;
  const ms = all.slice(warmUp).map((answer) => answer.ms);
  print(
    `${what}: p50 / p99 / most`,
    [0.5, 0.99, 1].map((q) => `${quantile(ms, q).toFixed(0)} ms`).join(' / '),
  );
  expectAll(all, what);
  print(`${what}: drained after the last`, `${((await drained()) / 1000).toFixed(1)} s`);
  const stored = await countOf(`messages where direction = 'in' and sender like 'open-%'`);
  const covered = await countOf(
    `messages where sender like 'open-%' and state in ('covered', 'rate-limited')`,
  );
  print(`${what}: stored / covered by turns or told of the cap`, `${stored} / ${covered}`);
  if (stored !== total || covered !== total) process.exitCode = 1;
  sender.close();
}

print('machine', `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.version}`);
try {
  for (const n of [1, 2]) {
    chips.push(
      await startChip({
        cwd: folder,
        log: join(folder, `chip-${n}.log`),
        env: {
          ...env,
          ...UNLIMITED,
          LOOP_API_KEY: 'bench',
          LOOP_API_BASE_URL: `${emulator.url}/api/v1`,
          LOOP_WEBHOOK_SECRET: SECRET,
          GROQ_API_KEY: 'bench',
          OPENAI_API_BASE: `${emulator.url}/openai/v1`,
        },
      }),
    );
  }
  await emulator.call('PUT', '/_emulator/config', { webhookUrl: `${urlOf(0)}/webhooks/loop` });
  await openLoop();
  await copies();
} finally {
  await Promise.all(chips.map((chip) => chip.stop()));
  await emulator.stop();
  await pool.end();
  project.stdin.end();
  await once(project, 'exit');
  rmSync(folder, { recursive: true, force: true });
}
