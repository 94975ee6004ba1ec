import {
  startEmulator,
  startReceiver,
  until,
  type Receiver,
  type Reply,
  type RunningEmulator,
} from './harness.ts';
import type { Json } from './http.ts';
import type { ModelEntry, SendEntry, TypingEntry, WebhookEntry } from './journal.ts';

export type JournalView = {
  seq: number;
  pending_webhooks: number;
  sends: SendEntry[];
  typing: TypingEntry[];
  webhooks: WebhookEntry[];
  model: ModelEntry[];
};

/** An emulator with a receiver for its webhooks, and the calls its specs make. */
export class TestBed {
  readonly emulator: RunningEmulator;
  readonly receiver: Receiver;

  constructor(emulator: RunningEmulator, receiver: Receiver) {
    this.emulator = emulator;
    this.receiver = receiver;
  }

  static async start(): Promise<TestBed> {
    const receiver = await startReceiver();
    const webhooks = ['--webhook-url', receiver.url, '--webhook-secret', 'Bearer hook'];
    const fast = ['--clock-scale', '1000', '--status-delay-ms', '5'];
    return new TestBed(await startEmulator([...webhooks, ...fast]), receiver);
  }

  /** Waits until no webhook is under way, then forgets what happened. */
  async reset(): Promise<void> {
    await this.control('PUT', 'faults', {});
    await until(async () => (await this.journal()).pending_webhooks === 0);
    await this.control('DELETE', 'journal');
    this.receiver.received.length = 0;
  }

  async stop(): Promise<void> {
    await this.emulator.stop();
    await this.receiver.stop();
  }

  control(method: string, path: string, body?: unknown): Promise<Reply> {
    return this.emulator.call(method, `/_emulator/${path}`, body);
  }

  async journal(): Promise<JournalView> {
    return (await this.control('GET', 'journal')).body as JournalView;
  }

  send(body: Json, headers: Record<string, string> = {}): Promise<Reply> {
    return this.emulator.call('POST', '/api/v1/message/send/', body, { authorization: 'key', ...headers });
  }

  ask(body: Json): Promise<Reply> {
    const headers = { authorization: 'Bearer key' };
    const call = { model: 'openai/gpt-oss-120b', ...body };
    return this.emulator.call('POST', '/openai/v1/chat/completions', call, headers);
  }

  /** The first webhook of this event, as soon as it has come. */
  event(name: string): Promise<Json> {
    const isIt = ({ body }: { body: Json }): boolean => (body.event ?? body.alert_type) === name;
    return until(() => this.receiver.received.find(isIt)?.body);
  }
}
