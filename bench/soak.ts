/**
 * `npm run bench:soak`: turns without pause on one built server with little memory, and whether anything grows: memory by the
 * turn, open files, threads, connections. Prints absolutes; fails when something grows, a text is lost, or the event loop stalls.
 *
 * BENCH_TURNS=100000 is a day of a busy community, and then the memory of the whole process counts, too; the default is a
 * bounded look of a few minutes, in which only what garbage collection leaves says anything.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startEmulator } from '../emulator/harness.ts';
import { startChip } from '../scripts/chip.process.ts';
import { quantile, SECRET, Sender, statusesOf, textOf, type Answer, UNLIMITED } from './load.ts';
import { sample, slope, type Sample } from './soak.samples.ts';

const TURNS = Number(process.env.BENCH_TURNS ?? 10_000);
const PEOPLE = 200;
/** Compiled code and filled caches are no growth. */
const WARM_UP = Math.min(5000, Math.floor(TURNS / 3));
const SAMPLE_EVERY = 400;
const HEAP_MB = 192;
/** Growth by 10,000 turns. */
const MOST_MB = 1;
const LONG = 50_000;

const folder = mkdtempSync(join(tmpdir(), 'chip-soak-'));
const print = (what: string, value: string): void =>
  void process.stdout.write(`${what.padEnd(62)} ${value}\n`);

const emulator = await startEmulator(['--status-delay-ms', '0', '--webhook-secret', SECRET]);
const database = join(folder, 'chip.db');
const probe = join(folder, 'probe');
writeFileSync(probe, '');
const chip = await startChip({
  cwd: folder,
  log: join(folder, 'chip.log'),
  preload: new URL('soak.probe.ts', import.meta.url).href,
  env: {
    NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}`,
    SOAK_PROBE: probe,
    DATABASE_PATH: database,
    ...UNLIMITED,
    LOG_LEVEL: 'warn',
    REPLY_QUIET_MS: '0',
    BOT_LOOP_BREAKER: 'off',
    LOOP_API_KEY: 'bench',
    LOOP_API_BASE_URL: `${emulator.url}/api/v1`,
    LOOP_WEBHOOK_SECRET: SECRET,
    GROQ_API_KEY: 'bench',
    OPENAI_API_BASE: `${emulator.url}/openai/v1`,
  },
});
let ended: string | undefined;
void chip.exited.then(([code, signal]) => (ended = `Chip ended with ${code ?? signal}`));
await emulator.call('PUT', '/_emulator/config', { webhookUrl: `${chip.url}/webhooks/loop` });

const db = new DatabaseSync(database, { readOnly: true });
const count = (sql: string): number =>
  Number((db.prepare(`SELECT count(*) AS n FROM ${sql}`).get() as { n: number }).n);
const answered = (): number => count(`outbox WHERE state IN ('sent', 'delivered')`);

async function settle(count: number): Promise<void> {
  for (const end = Date.now() + 60_000; answered() < count && !ended && Date.now() < end;)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

print('machine', `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.version}`);
const sender = new Sender(8);
const answers: Answer[] = [];
const samples: Sample[] = [];
const startedAt = performance.now();
try {
  for (let sent = 0; sent < TURNS; sent += PEOPLE) {
    const round = Array.from({ length: PEOPLE }, (_, n) =>
      sender.post(chip.url, textOf(`soak-${n}@example.com`, `soak-${sent + n}`)),
    );
    answers.push(...(await Promise.all(round)));
    await settle(sent + PEOPLE);
    if (ended) throw new Error(ended);
    // Its own memory is no concern of ours, and it would read more each time.
    if (sent % 1000 === 0) await emulator.call('DELETE', '/_emulator/journal');
    if (sent >= WARM_UP && sent % SAMPLE_EVERY < PEOPLE) samples.push(await sample(sent, chip.pid, probe));
  }
  const minutes = (performance.now() - startedAt) / 60_000;
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) throw new Error('BENCH_TURNS is too small to measure anything');
  const byTenThousand = (of: (sample: Sample) => number): number => slope(samples, of) * 10_000;
  const held = byTenThousand(({ heldMb }) => heldMb);
  const rss = byTenThousand(({ rssMb }) => rssMb);
  const lost = count(`messages WHERE direction = 'in' AND state <> 'covered'`);
  const ms = answers.map((answer) => answer.ms);
  print('texts, and minutes they took', `${answers.length}, ${minutes.toFixed(1)}`);
  print('statuses', statusesOf(answers));
  print('webhooks: p50 / p99', `${quantile(ms, 0.5).toFixed(0)} / ${quantile(ms, 0.99).toFixed(0)} ms`);
  print('replies sent / texts not covered', `${answered()} / ${lost}`);
  const both = (of: (sample: Sample) => number): string => `${of(first).toFixed(0)} / ${of(last).toFixed(0)}`;
  print(
    'held after garbage collection: after warm-up / last, MB',
    both(({ heldMb }) => heldMb),
  );
  print(`its growth by 10,000 turns (aim: at most ${MOST_MB} MB)`, `${held.toFixed(2)} MB`);
  print(
    `RSS (heap of at most ${HEAP_MB} MB): after warm-up / last, MB`,
    both(({ rssMb }) => rssMb),
  );
  print(`its growth by 10,000 turns (counts from ${LONG} turns on)`, `${rss.toFixed(1)} MB`);
  print(
    'open files',
    both(({ files }) => files),
  );
  print(
    'threads',
    both(({ threads }) => threads),
  );
  print(
    'timers, sockets and the like',
    both(({ resources }) => resources),
  );
  const grows = held > MOST_MB || (TURNS >= LONG && rss > MOST_MB);
  const leaks = last.files > first.files + 40 || last.threads > first.threads + 2;
  if (grows || leaks || lost > 0 || answers.some(({ status }) => status !== 200)) process.exitCode = 1;
} finally {
  sender.close();
  db.close();
  await chip.stop();
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
}
