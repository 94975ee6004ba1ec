import { writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { startEmulator, type Reply, type RunningEmulator } from '../emulator/harness.ts';
import type { SendEntry, WebhookEntry } from '../emulator/journal.ts';
import { emulatorOptions } from './scale.ts';

/** No entry of the journal is numbered higher. */
const NEVER = Number.MAX_SAFE_INTEGER;

const TRIES = 10;
const AGAIN_MS = 300;

export const SECRET = 'chaos-secret-of-no-value';

/** Loop and the model, emulated in a process of their own; what they have seen is in their journal. */
export class FarEnd {
  private readonly emulator: RunningEmulator;
  private counted = { seq: 0, sends: 0 };

  private constructor(emulator: RunningEmulator) {
    this.emulator = emulator;
  }

  /** @param webhookUrls of the replicas, which get webhooks in turn */
  static async start(webhookUrls: string[], webhookTimeoutMs: number): Promise<FarEnd> {
    const to = ['--webhook-url', webhookUrls.join(','), '--webhook-secret', SECRET];
    return new FarEnd(await startEmulator([...to, ...emulatorOptions(webhookTimeoutMs)]));
  }

  /** The environment that makes a Chip use it. */
  environment(): Record<string, string> {
    return {
      LOOP_API_KEY: 'chaos-loop-key',
      LOOP_API_BASE_URL: `${this.emulator.url}/api/v1`,
      LOOP_WEBHOOK_SECRET: SECRET,
      GROQ_API_KEY: 'chaos-groq-key',
      OPENAI_API_BASE: `${this.emulator.url}/openai/v1`,
    };
  }

  /** Said again where a connection breaks: each of the calls that are made here does no harm a second time. */
  async control(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const call = (): Promise<Reply> => this.emulator.call(method, `/_emulator/${path}`, body);
    let tries = 1;
    const again = async (error: unknown): Promise<Reply> => {
      if (tries++ === TRIES) throw error;
      await delay(AGAIN_MS);
      return call().catch(again);
    };
    const reply = await call().catch(again);
    if (reply.status >= 400) throw new Error(`emulator: ${method} ${path} answered ${reply.status}`);
    return reply.body;
  }

  /** Webhooks that are on their way, wait for their next attempt or are still to come. */
  async pendingWebhooks(): Promise<number> {
    const { pending_webhooks: pending } = await this.control('GET', `journal?since=${NEVER}`);
    return Number(pending);
  }

  /** Attempts of webhooks that ended after `since` (Infinity: none), and what to ask with the next time. */
  async webhooksSince(since: number): Promise<{ seq: number; webhooks: WebhookEntry[] }> {
    const { seq, webhooks } = await this.control('GET', `journal?since=${Math.min(since, NEVER)}`);
    return { seq: Number(seq), webhooks: webhooks as WebhookEntry[] };
  }

  /** How many sends it has taken so far. */
  async acceptedSends(): Promise<number> {
    const { seq, sends } = await this.control('GET', `journal?since=${this.counted.seq}`);
    const taken = (sends as SendEntry[]).filter(({ outcome }) => outcome === 'accepted').length;
    this.counted = { seq: Number(seq), sends: this.counted.sends + taken };
    return this.counted.sends;
  }

  async saveJournal(file: string): Promise<void> {
    writeFileSync(file, JSON.stringify(await this.control('GET', 'journal')));
  }

  stop(): Promise<void> {
    return this.emulator.stop();
  }
}
