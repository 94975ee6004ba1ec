/**
 * `npm run bench:smoke`: the figures of the README, measured on the built server as a process of its own. Prints
 * absolutes; fails only when a message was lost or answered twice, since time depends on the machine.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'node:http';
import { startEmulator, until } from '../emulator/harness.ts';
import { startChip, type ChipProcess } from '../scripts/chip.process.ts';
import { UNLIMITED } from './load.ts';

const SECRET = 'benchmark-secret-of-no-value';
const folder = mkdtempSync(join(tmpdir(), 'chip-bench-'));
const log = join(folder, 'chip.log');
const common = { cwd: folder, log };

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const quantile = (values: number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * q)] ?? NaN;
const print = (what: string, value: string): void =>
  void process.stdout.write(`${what.padEnd(58)} ${value}\n`);

function rssMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

/** One POST or GET over a kept connection; its status and milliseconds. */
function call(agent: Agent, url: string, body?: object): Promise<{ status: number; ms: number }> {
  const startedAt = performance.now();
  const headers = { 'content-type': 'application/json', authorization: SECRET };
  return new Promise((resolve, reject) => {
    const req = request(url, { agent, method: body ? 'POST' : 'GET', headers }, (res) => {
      res.resume();
      res.on('end', () => resolve({ status: res.statusCode ?? 0, ms: performance.now() - startedAt }));
    });
    req.on('error', reject);
    req.end(body && JSON.stringify(body));
  });
}

const contact = (n: number): string => `bench-${n}@example.com`;
const inbound = (n: number): object => ({
  event: 'message_inbound',
  contact: contact(n),
  text: `Question ${n}`,
  message_id: `bench-message-${n}`,
  webhook_id: `bench-webhook-${n}`,
});

async function startAndIdle(): Promise<void> {
  const starts: number[] = [];
  const rss: number[] = [];
  for (let run = 0; run < 5; run++) {
    const chip = await startChip({ ...common, env: { DATABASE_PATH: join(folder, `start-${run}.db`) } });
    starts.push(chip.startMs);
    await delay(2000);
    rss.push(rssMb(chip.pid));
    await chip.stop();
  }
  print(
    'start to first 200 on /healthz, no key set (median of 5)',
    `${median(starts).toFixed(0)} ms (<= 700)`,
  );
  print('idle RSS 2 s later (median of 5)', `${median(rss).toFixed(0)} MB (<= 150)`);
}

async function latency(chip: ChipProcess): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const hooks: number[] = [];
  const healths: number[] = [];
  for (let n = 0; n < 600; n++) {
    // Statuses of nobody's message: the whole way through guard, pipe and durable write, without a turn behind it.
    const status = { event: 'message_delivered', message_id: `none-${n}`, webhook_id: `status-${n}` };
    const hook = await call(agent, `${chip.url}/webhooks/loop`, status);
    if (hook.status !== 200) throw new Error(`webhook answered ${hook.status}`);
    const health = await call(agent, `${chip.url}/healthz`);
    // The first hundred warm up.
    if (n >= 100) {
      hooks.push(hook.ms);
      healths.push(health.ms);
    }
  }
  agent.destroy();
  print('webhook, durable, 1 connection, p50', `${median(hooks).toFixed(2)} ms (<= 3)`);
  print('webhook, durable, 1 connection, p99', `${quantile(hooks, 0.99).toFixed(2)} ms`);
  print('webhook p50 / healthz p50, same run', (median(hooks) / median(healths)).toFixed(1));
}

async function thousand(
  chip: ChipProcess,
  sends: () => Promise<{ to: string; outcome: string }[]>,
): Promise<void> {
  const total = 1000;
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const startedAt = performance.now();
  const answers = await Promise.all(
    Array.from({ length: total }, (_, n) => call(agent, `${chip.url}/webhooks/loop`, inbound(n))),
  );
  const accepted = performance.now() - startedAt;
  if (answers.some(({ status }) => status !== 200)) throw new Error('a webhook was not answered with 200');
  await until(async () => (await sends()).length >= total, 60_000);
  const answered = performance.now() - startedAt;
  // Longer than a poll, for a second answer to show itself.
  await delay(2000);
  const perContact = new Map<string, number>();
  for (const { to } of await sends()) perContact.set(to, (perContact.get(to) ?? 0) + 1);
  agent.destroy();
  const lost = Array.from({ length: total }, (_, n) => contact(n)).filter((to) => !perContact.has(to)).length;
  const twice = [...perContact.values()].filter((count) => count > 1).length;
  print('1,000 texts at 32 connections: all webhooks answered', `${accepted.toFixed(0)} ms`);
  print('1,000 texts at 32 connections: all replies sent', `${answered.toFixed(0)} ms (0 ms model)`);
  print('lost / answered twice', `${lost} / ${twice}`);
  if (lost + twice > 0) process.exitCode = 1;
}

print('machine', `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.version}`);
const emulator = await startEmulator(['--webhook-secret', SECRET]);
try {
  await startAndIdle();
  const chip = await startChip({
    ...common,
    env: {
      DATABASE_PATH: join(folder, 'load.db'),
      ...UNLIMITED,
      REPLY_QUIET_MS: '0',
      LOOP_API_KEY: 'bench',
      LOOP_API_BASE_URL: `${emulator.url}/api/v1`,
      LOOP_WEBHOOK_SECRET: SECRET,
      GROQ_API_KEY: 'bench',
      OPENAI_API_BASE: `${emulator.url}/openai/v1`,
    },
  });
  const config = { webhookUrl: `${chip.url}/webhooks/loop` };
  await emulator.call('PUT', '/_emulator/config', config);
  await latency(chip);
  await thousand(chip, async () => {
    const { body } = await emulator.call('GET', '/_emulator/journal');
    const { sends } = body as unknown as { sends: { to: string; outcome: string }[] };
    return sends.filter(({ outcome }) => outcome === 'accepted');
  });
  await chip.stop();
} finally {
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
}
