import { startEmulator, until, type RunningEmulator } from '../../emulator/harness.ts';
import type { JournalView } from '../../emulator/test-bed.ts';

export { until };

/** The emulated Loop Message and model, as tests ask them. Its journal decides what was sent, not Chip's log. */
export class FarEnd {
  readonly emulator: RunningEmulator;

  constructor(emulator: RunningEmulator) {
    this.emulator = emulator;
  }

  /** Accepts groups and message ids it has not heard of, since tests post webhooks to Chip themselves. */
  static async start(...args: string[]): Promise<FarEnd> {
    return new FarEnd(await startEmulator(['--lenient', '--status-delay-ms', '5', ...args]));
  }

  /** The environment that makes a Chip use it. */
  env(): Record<string, string> {
    return {
      LOOP_API_KEY: 'e2e-loop-key',
      LOOP_API_BASE_URL: `${this.emulator.url}/api/v1`,
      GROQ_API_KEY: 'e2e-groq-key',
      OPENAI_API_BASE: `${this.emulator.url}/openai/v1`,
    };
  }

  async control(method: string, path: string, body?: unknown): Promise<unknown> {
    const reply = await this.emulator.call(method, `/_emulator/${path}`, body);
    if (reply.status >= 400) throw new Error(`emulator: ${method} ${path} answered ${reply.status}`);
    return reply.body;
  }

  faults(faults: object): Promise<unknown> {
    return this.control('PUT', 'faults', faults);
  }

  async journal(): Promise<JournalView> {
    return (await this.control('GET', 'journal')) as JournalView;
  }

  /** Texts that really went out to an address or a group, in order. */
  async textsTo(target: string): Promise<string[]> {
    const { sends } = await this.journal();
    return sends
      .filter(({ to, outcome }) => to === target && outcome === 'accepted')
      .map(({ body }) => (body as { text: string }).text);
  }

  /** Waits for that many texts to a target, and answers them. */
  sent(target: string, count = 1, timeoutMs = 15_000): Promise<string[]> {
    return until(async () => {
      const texts = await this.textsTo(target);
      return texts.length >= count && texts;
    }, timeoutMs);
  }

  /** The user messages that the model was given, one list a call. */
  async modelCalls(): Promise<string[]> {
    const { model } = await this.journal();
    return model.map(({ messages }) => (messages as { content: string }[]).at(-1)?.content ?? '');
  }

  /** Makes Loop post an event to a Chip, with Loop's own retries. */
  inbound(fields: Record<string, unknown>): Promise<unknown> {
    return this.control('POST', 'inbound', fields);
  }

  stop(): Promise<void> {
    return this.emulator.stop();
  }
}
