import { setTimeout as delay } from 'node:timers/promises';
import type { Faults } from '../faults.ts';
import { isText, parseJson, type Json } from '../http.ts';
import type { Journal, WebhookEntry } from '../journal.ts';
import type { Settings } from '../settings.ts';
import { WebhookHistory, waited, type HistoryEntry } from './history.ts';
import { post } from './post.ts';
import { ReorderBuffer } from './reorder-buffer.ts';
import { waitAfter } from './schedule.ts';

type Task = {
  body: Json;
  copy: number;
  callback?: Callback;
  cancelled: AbortSignal;
  /** Of the first copy. */
  entry?: HistoryEntry;
};

/** Where a webhook goes instead of the usual URL, and the Authorization it carries there. */
export type Callback = { url: string; authorization: string };

/** Delivers webhooks: only an HTTP 200 ends the attempts, and every attempt carries the same body. */
export class WebhookSender {
  readonly #settings: Settings;
  readonly #faults: Faults;
  readonly #journal: Journal;
  readonly #learn: (body: Json) => void;
  readonly #reorder = new ReorderBuffer();
  readonly history = new WebhookHistory();
  #cancel = new AbortController();
  #pending = 0;
  #posts = 0;

  /** @param learn told of every webhook before its first attempt */
  constructor(settings: Settings, faults: Faults, journal: Journal, learn: (body: Json) => void) {
    this.#settings = settings;
    this.#faults = faults;
    this.#journal = journal;
    this.#learn = learn;
  }

  get pending(): number {
    return this.#pending;
  }

  /** A webhook still to come counts as pending, or a reader would think all is quiet. False when cancelled. */
  async hold(ms: number): Promise<boolean> {
    const cancelled = this.#cancel.signal;
    this.#pending += 1;
    await delay(ms, undefined, { signal: cancelled }).catch(() => undefined);
    this.#pending -= 1;
    return !cancelled.aborted;
  }

  /** Resolves after the first attempt of every copy; retries go on behind it. */
  async deliver(body: Json, copies = 1, callback?: Callback): Promise<void> {
    this.#learn(body);
    const cancelled = this.#cancel.signal;
    const entry = this.history.add(body);
    const start = async (copy: number): Promise<void> => {
      const task: Task = { body, copy, callback, cancelled, ...(copy === 1 && { entry }) };
      const lateMs = this.#faults.odds.delay();
      if (lateMs > 0) await delay(lateMs, undefined, { signal: cancelled }).catch(() => undefined);
      const delivered = await this.#attempt(task, 1);
      if (delivered) this.#pending -= 1;
      else void this.#retry(task).finally(() => (this.#pending -= 1));
    };
    await Promise.all(
      Array.from({ length: this.#faults.odds.copiesOf(copies) }, (_, index) => {
        this.#pending += 1;
        const task = (): Promise<void> => start(index + 1);
        return this.#faults.loop.shuffleWebhooks ? this.#reorder.add(task) : task();
      }),
    );
  }

  /** Gives up everything undelivered, so that one test's retries do not reach the next test's server. */
  cancelAll(): number {
    const given = this.#pending;
    this.#cancel.abort();
    this.#cancel = new AbortController();
    return given;
  }

  async #retry(task: Task): Promise<void> {
    const { cancelled } = task;
    for (let attempt = 1; ; attempt++) {
      const wait = waitAfter(attempt, this.#settings.clockScale);
      if (wait === undefined || cancelled.aborted) return;
      await delay(wait, undefined, { signal: cancelled }).catch(() => undefined);
      waited(task.entry, waitAfter(attempt, 1) ?? wait, wait);
      if (await this.#attempt(task, attempt + 1)) return;
    }
  }

  /** True when there is nothing left to do for this copy. */
  async #attempt(task: Task, attempt: number): Promise<boolean> {
    const { body, copy, callback, cancelled } = task;
    if (cancelled.aborted) return true;
    const started = Date.now();
    const result = await this.#post(task);
    const last = waitAfter(attempt, 1) === undefined;
    const failure = cancelled.aborted ? 'cancelled' : last ? 'dropped' : 'retrying';
    const outcome = result.http_status === 200 ? 'delivered' : failure;
    this.#journal.addWebhook({
      webhook_id: textOrNull(body.webhook_id),
      event: textOrNull(body.event ?? body.alert_type),
      message_id: textOrNull(body.message_id),
      copy,
      attempt,
      ms: Date.now() - started,
      outcome,
      url: callback?.url,
      ...result,
    });
    return outcome === 'delivered' || outcome === 'cancelled';
  }

  async #post(task: Task): Promise<Pick<WebhookEntry, 'http_status' | 'error' | 'answer'>> {
    const { body, callback, cancelled } = task;
    const { webhookUrl, webhookSecret, webhookTimeoutMs, webhookKeepAlive } = this.#settings;
    const secret = callback ? callback.authorization : webhookSecret;
    const timeout = AbortSignal.timeout(webhookTimeoutMs);
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      'user-agent': 'alert_type' in body ? 'LoopServer' : 'LoopMessage',
    };
    if (secret) headers.authorization = secret;
    try {
      const signal = AbortSignal.any([timeout, cancelled]);
      const urls = webhookUrl.split(',');
      const url = callback?.url ?? (urls[this.#posts++ % urls.length] as string);
      const { status, text } = await post(url, headers, JSON.stringify(body), signal, webhookKeepAlive);
      return { http_status: status, answer: parseJson(text) ?? text };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      return { http_status: null, error: timeout.aborted ? 'timeout' : (code ?? message) };
    }
  }
}

function textOrNull(value: unknown): string | null {
  return isText(value) ? value : null;
}
