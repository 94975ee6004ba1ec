/**
 * `npm run chat`: text with Chip in the terminal. The real server and the emulated Loop Message, two processes, joined
 * by real webhooks and sends; the model is Groq where GROQ_API_KEY is set, else the offline one.
 */
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startEmulator, type RunningEmulator } from '../emulator/harness.ts';
import { startChip } from './chip.process.ts';
import { freePort } from './free-port.ts';

const ME = '+12055550100';
const SECRET = 'chat-in-the-terminal';
const root = fileURLToPath(new URL('../', import.meta.url));
const log = `${root}data/chat.log`;

interface Send {
  seq: number;
  to: string;
  outcome: string;
  body: { text: string };
}

mkdirSync(`${root}data`, { recursive: true });
const port = await freePort();
const emulator = await startEmulator([
  '--webhook-url',
  `http://127.0.0.1:${port}/webhooks/loop`,
  '--webhook-secret',
  SECRET,
]);
const chip = await startChip({
  cwd: root,
  port,
  log,
  env: {
    ...process.env,
    NODE_ENV: 'development',
    DATABASE_PATH: ':memory:',
    LOOP_API_BASE_URL: `${emulator.url}/api/v1`,
    LOOP_API_KEY: 'emulated',
    LOOP_API_GENERATION: 'v1',
    LOOP_SECRET_KEY: '',
    LOOP_SENDER: '',
    LOOP_WEBHOOK_SECRET: SECRET,
  },
});

const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: 'you  > ' });
process.stdout.write(
  `Text with Chip. Several lines in a row are one question. Log: data/chat.log. Leave: Ctrl-D.\n\n`,
);

/** Takes the prompt off the line that a reply is written on; a pipe gets no escapes. */
const wipe = process.stdout.isTTY ? '\r\x1b[K' : '';
let seen = 0;
let waiting = 0;
let closed = false;
terminal.on('line', (line) => void say(line));
terminal.on('close', () => (closed = true));
terminal.prompt();

// Piped input ends before its answers have come.
const ANSWER_BUDGET_MS = 40_000;
let closedAt: number | undefined;
while (!closed || waiting > 0) {
  for (const { seq, body, outcome } of await sendsSince(emulator, seen)) {
    seen = seq;
    if (outcome !== 'accepted') continue;
    waiting = 0;
    process.stdout.write(`${wipe}Chip > ${body.text.replaceAll('\n', '\n       ')}\n`);
    if (!closed) terminal.prompt(true);
  }
  if (closed) closedAt ??= Date.now();
  if (closedAt !== undefined && Date.now() - closedAt > ANSWER_BUDGET_MS) break;
  await delay(50);
}
await chip.stop();
await emulator.stop();
process.exit(0);

async function say(text: string): Promise<void> {
  if (text.trim() !== '') {
    waiting++;
    await emulator.call('POST', '/_emulator/inbound', { contact: ME, text });
  }
  if (!closed) terminal.prompt(true);
}

async function sendsSince(loop: RunningEmulator, since: number): Promise<Send[]> {
  const { body } = await loop.call('GET', `/_emulator/journal?since=${since}`);
  return (body as unknown as { sends: Send[] }).sends.filter(({ to }) => to === ME);
}
