import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Journal, WebhookEntry } from '../journal.ts';
import type { Settings } from '../settings.ts';
import { post } from '../webhooks/post.ts';
import type { TwilioSettings } from './settings.ts';
import { signTwilio } from './signature.ts';

export type Form = Record<string, string>;

export type TwilioWebhook = {
  /** As it was configured, with its connection overrides. */
  address: string;
  fallback?: string;
  form: Form;
  /** What the journal calls it. */
  event: string;
  copy?: number;
  /** Instead of the account's own, for a forged one. */
  authToken?: string;
};

type Attempt = Pick<WebhookEntry, 'http_status' | 'error' | 'answer'>;

/** All waits together; a webhook that has not arrived by then never does. */
const TOTAL_MS = 15_000;
/** Twilio does not say how long it waits between two attempts. */
const WAIT_MS = 1000;

/** Delivers webhooks as Twilio does: hardly any retries unless the address asks for them, then one fallback. */
export class TwilioWebhooks {
  pending = 0;
  readonly #twilio: TwilioSettings;
  readonly #settings: Settings;
  readonly #journal: Journal;
  #cancel = new AbortController();

  constructor(twilio: TwilioSettings, settings: Settings, journal: Journal) {
    this.#twilio = twilio;
    this.#settings = settings;
    this.#journal = journal;
  }

  /** A webhook still to come counts as pending. False when cancelled. */
  async hold(ms: number): Promise<boolean> {
    const { signal } = this.#cancel;
    this.pending += 1;
    await delay(ms, undefined, { signal }).catch(() => undefined);
    this.pending -= 1;
    return !signal.aborted;
  }

  cancelAll(): number {
    const given = this.pending;
    this.#cancel.abort();
    this.#cancel = new AbortController();
    return given;
  }

  /** Resolves with true when it was taken, or with false when Twilio has given it up. */
  async deliver(webhook: TwilioWebhook): Promise<boolean> {
    this.pending += 1;
    const { signal } = this.#cancel;
    try {
      return await this.#deliver(webhook, signal);
    } finally {
      this.pending -= 1;
    }
  }

  async #deliver(webhook: TwilioWebhook, cancelled: AbortSignal): Promise<boolean> {
    const { address, fallback, form } = webhook;
    const overrides = new URLSearchParams(new URL(address).hash.slice(1));
    const retries = Math.min(5, Number(overrides.get('rc') ?? 1));
    const policies = (overrides.get('rp') ?? 'ct').split(',');
    const scale = this.#settings.clockScale;
    const token = randomUUID();
    for (let attempt = 1, waited = 0; ; attempt++) {
      const result = await this.#attempt(webhook, token, attempt, cancelled);
      if (cancelled.aborted) return false;
      if (isTaken(result)) return true;
      const wait = WAIT_MS * attempt;
      waited += wait;
      if (attempt > retries || !asksAgain(result, policies) || waited > TOTAL_MS) break;
      await delay(wait / scale, undefined, { signal: cancelled }).catch(() => undefined);
    }
    if (!fallback) return false;
    const why = { ErrorCode: '11200', ErrorUrl: address };
    const last = { ...webhook, address: fallback, form: { ...form, ...why } };
    return isTaken(await this.#attempt(last, token, 1, cancelled));
  }

  async #attempt(
    webhook: TwilioWebhook,
    token: string,
    attempt: number,
    cancelled: AbortSignal,
  ): Promise<Attempt> {
    const { address, form, event, copy = 1 } = webhook;
    const started = Date.now();
    const result = await this.#post(webhook, token, cancelled);
    this.#journal.addWebhook({
      webhook_id: token,
      event,
      message_id: form.MessageSid ?? null,
      copy,
      attempt,
      ms: Date.now() - started,
      outcome: cancelled.aborted ? 'cancelled' : isTaken(result) ? 'delivered' : 'retrying',
      url: address,
      ...result,
    });
    return result;
  }

  async #post(
    { address, form, authToken }: TwilioWebhook,
    token: string,
    cancelled: AbortSignal,
  ): Promise<Attempt> {
    const { publicUrl, reachAt, authToken: own } = this.#twilio;
    const signed = address.replace(/#.*$/, '');
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'user-agent': 'TwilioProxy/1.1',
      'i-twilio-idempotency-token': token,
      'x-twilio-signature': signTwilio(authToken ?? own, address, form),
    };
    const reached = signed.startsWith(publicUrl) ? reachAt + signed.slice(publicUrl.length) : signed;
    const timeout = AbortSignal.timeout(this.#settings.webhookTimeoutMs);
    try {
      const signal = AbortSignal.any([timeout, cancelled]);
      const { status, text } = await post(reached, headers, new URLSearchParams(form).toString(), signal);
      return { http_status: status, answer: text };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      return { http_status: null, error: timeout.aborted ? 'timeout' : (code ?? message) };
    }
  }
}

function isTaken({ http_status: status }: Attempt): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** Connecting failed (ct), no answer in time (rt), or the class of the status. */
function asksAgain({ http_status: status, error }: Attempt, policies: string[]): boolean {
  const what = status === null ? (error === 'timeout' ? 'rt' : 'ct') : `${Math.floor(status / 100)}xx`;
  return policies.includes('all') || policies.includes(what);
}
