import {
  startEmulator,
  startReceiver,
  until,
  type Receiver,
  type Reply,
  type RunningEmulator,
} from './harness.ts';
import type { Json } from './http.ts';
import type {
  MessageEntry,
  ModelEntry,
  SendEntry,
  TranscriptionEntry,
  TypingEntry,
  WebhookEntry,
} from './journal.ts';

export type JournalView = {
  seq: number;
  pending_webhooks: number;
  sends: SendEntry[];
  messages: MessageEntry[];
  typing: TypingEntry[];
  webhooks: WebhookEntry[];
  model: ModelEntry[];
  transcriptions: TranscriptionEntry[];
};

/** An emulator with a receiver for its webhooks, and the calls its specs make. */
export class TestBed {
  readonly emulator: RunningEmulator;
  readonly receiver: Receiver;

  constructor(emulator: RunningEmulator, receiver: Receiver) {
    this.emulator = emulator;
    this.receiver = receiver;
  }

  static async start(...args: string[]): Promise<TestBed> {
    const receiver = await startReceiver();
    const webhooks = ['--webhook-url', receiver.url, '--webhook-secret', 'Bearer hook'];
    const fast = ['--clock-scale', '1000', '--status-delay-ms', '5'];
    return new TestBed(await startEmulator([...webhooks, ...fast, ...args]), receiver);
  }

  /** Waits until no webhook is under way, then forgets what happened. */
  async reset(): Promise<void> {
    await this.control('PUT', 'faults', {});
    await until(async () => (await this.journal()).pending_webhooks === 0);
    await this.control('DELETE', 'journal');
    await this.control('DELETE', 'audience');
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

  /** A call of the v1 API beside the sends. */
  loop(method: string, path: string, body?: Json): Promise<Reply> {
    return this.emulator.call(method, `/api/v1/${path}`, body, { authorization: 'key' });
  }

  /** Posts a recording, which is only its bytes, as a client of the model does. */
  transcribe(fields: Record<string, string>, bytes = 1000, name = 'voice.m4a'): Promise<Response> {
    const form = new FormData();
    form.set('file', new File([new Uint8Array(bytes)], name));
    for (const [field, value] of Object.entries({ model: 'whisper-large-v3-turbo', ...fields }))
      form.set(field, value);
    const init = { method: 'POST', headers: { authorization: 'Bearer key' }, body: form };
    return fetch(`${this.emulator.url}/openai/v1/audio/transcriptions`, init);
  }

  ask(body: Json): Promise<Reply> {
    const headers = { authorization: 'Bearer key' };
    const call = { model: 'openai/gpt-oss-120b', ...body };
    return this.emulator.call('POST', '/openai/v1/chat/completions', call, headers);
  }

  /** Makes a person do something, and answers the webhook that tells of it. */
  async inbound(call: Json): Promise<Json> {
    const { status, body } = await this.control('POST', 'inbound', call);
    if (status !== 202) throw new Error(String(body.error));
    const isIt = ({ body: { webhook_id: id } }: { body: Json }): boolean => id === body.webhook_id;
    return until(() => this.receiver.received.find(isIt)?.body);
  }

  /** The first webhook of this event, as soon as it has come. */
  event(name: string): Promise<Json> {
    const isIt = ({ body }: { body: Json }): boolean => (body.event ?? body.alert_type) === name;
    return until(() => this.receiver.received.find(isIt)?.body);
  }
}
