/**
 * `npm run bench:dspy`: what the library costs on top of the `openai` client. Both ways ask the same question in turns,
 * so that whatever slows the machine down slows both. Prints figures beside their
 * aims; time depends on the machine.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import OpenAI from 'openai';
import { formatChat } from '../src/dspy/adapters/chat.adapter.ts';
import { field } from '../src/dspy/fields.ts';
import { OpenAiLanguageModel } from '../src/dspy/openai/openai.language-model.ts';
import { Predict } from '../src/dspy/predict.ts';
import { signature } from '../src/dspy/signature.ts';
import { track } from '../src/dspy/tracking.ts';
import { importMs, LIBRARY, OPTIMISERS } from './import-time.ts';

const MOST_OVERHEAD_MS = 0.3;
const MOST_IMPORT_MS = 30;
const CALLS = 2_000;
const WARM_UP = 300;
const MODEL = 'openai/gpt-oss-120b';

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
function print(what: string, value: string): void {
  process.stdout.write(`${what.padEnd(62)} ${value}\n`);
}

/** As large as Chip's: 2,400 characters of instructions, twenty earlier turns. */
const Reply = signature('Reply', 'You are warm, concise and practical. '.repeat(65), {
  inputs: { user_message: field.string('what they just wrote'), history: field.history('earlier turns') },
  outputs: { reply: field.string('the text message to send back') },
});
const history = Array.from({ length: 20 }, (_, index) => ({
  role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
  content: 'Is there a meetup for people who are new to Python this week? '.repeat(2),
}));
const inputs = { user_message: 'And what should I bring?', history };

const completion = JSON.stringify({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  model: MODEL,
  choices: [
    {
      index: 0,
      finish_reason: 'stop',
      message: { role: 'assistant', content: 'A laptop, if you have one.' },
    },
  ],
  usage: { prompt_tokens: 900, completion_tokens: 12, prompt_tokens_details: { cached_tokens: 512 } },
});
const headers = {
  'content-type': 'application/json',
  'x-ratelimit-limit-tokens': '250000',
  'x-ratelimit-remaining-tokens': '249000',
  'x-ratelimit-reset-tokens': '0.24s',
};

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function compare(where: string, client: OpenAI): Promise<void> {
  const defaults = { temperature: 0.7, maxTokens: 800 };
  const prices = { [MODEL]: { input: 0.15, output: 0.6, cachedInput: 0.075 } };
  const lm = new OpenAiLanguageModel({ client, model: MODEL, defaults, prices, onCall: () => undefined });
  const predict = new Predict(Reply);
  const messages = formatChat(Reply, inputs).map(({ role, content }) => ({
    role: role as 'system' | 'user' | 'assistant',
    content,
  }));
  const body = {
    model: MODEL,
    messages,
    temperature: 0.7,
    max_completion_tokens: 800,
    reasoning_effort: 'low' as const,
  };
  const bare: number[] = [];
  const ours: number[] = [];
  for (let n = 0; n < CALLS + WARM_UP; n++) {
    const bareMs = await timed(() =>
      client.chat.completions.create(body, { maxRetries: 0, timeout: 20_000 }),
    );
    const oursMs = await timed(() => track(() => predict.call(inputs, { lm })));
    if (n < WARM_UP) continue;
    bare.push(bareMs);
    ours.push(oursMs);
  }
  const overhead = median(ours) - median(bare);
  const ratio = median(ours) / median(bare);
  print(
    `a call ${where}, p50: openai alone / Predict with tracking`,
    `${median(bare).toFixed(3)} / ${median(ours).toFixed(3)} ms`,
  );
  print(
    '  overhead p50, and as a ratio',
    `${overhead.toFixed(3)} ms (<= ${MOST_OVERHEAD_MS}), ${ratio.toFixed(2)}`,
  );
}

/** Over a network that is a function: only what the two do themselves. */
const inProcess = new OpenAI({
  apiKey: 'bench',
  baseURL: 'http://model.test/v1',
  fetch: () => Promise.resolve(new Response(completion, { headers })),
});

async function overLoopback(): Promise<void> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(200, headers).end(completion));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    await compare('over loopback', new OpenAI({ apiKey: 'bench', baseURL: `http://127.0.0.1:${port}/v1` }));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

await compare('in process', inProcess);
await overLoopback();
const library = importMs(LIBRARY);
print('import of the library, fresh process, p50', `${library.toFixed(1)} ms (<= ${MOST_IMPORT_MS})`);
print('  with its optimisers', `${importMs([...LIBRARY, ...OPTIMISERS]).toFixed(1)} ms`);
