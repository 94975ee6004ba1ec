import type { ChannelEvent } from './channel-event.ts';
import type { Receipt } from './receipt.ts';
import type { SignedRequest } from './webhook-signature.ts';

/** One text on its way out. Everything an adapter needs, nothing a model could have set but `text`. */
export interface OutboundMessage {
  /** Id of the outbox row. Goes out as correlation id and comes back in status webhooks. */
  id: string;
  target: string;
  targetKind: 'person' | 'group';
  text: string;
  /** Channel id of the message this one answers, for inline replies. */
  replyToId?: string | undefined;
  /** Transport to ask for (`sms`, ...). Leave unset to let the channel choose. */
  service?: string | undefined;
  /** Seconds after which the channel may give up, where it supports that. */
  timeoutSeconds?: number | undefined;
}

/**
 * What is known after a send. `unknown` is the honest name for a time-out or a broken answer: it may have been
 * sent, so it must not be repeated before the grace time has passed (P3).
 */
export type SendOutcome =
  | { kind: 'sent'; providerId: string | null }
  | { kind: 'refused'; code: string }
  | { kind: 'later'; code: string; retryAfterMs?: number | undefined }
  | { kind: 'unknown'; code: string };

/** How a channel reads one body: the class-validator DTO, and what a body that fails it gets. */
export interface EventDto {
  dto: new () => object;
  /** `quarantine`: kept and answered 200 (the sender would only repeat it). `reject`: a 400 that names the fields. */
  whenInvalid: 'quarantine' | 'reject';
}

/** What the webhook answers; the content type is the channel's choice. */
export interface WebhookAnswer {
  contentType: string;
  body: string | object;
}

export interface RedeliveryStep {
  afterAgeMs: number;
  intervalMs: number;
}

/**
 * A channel. One folder, one class, one line in its module: the core and the webhook route never change for it.
 * Implementations: `LoopMessagingAdapter`; the tests add a form-posting one from outside `src`.
 */
export abstract class MessagingAdapter {
  /** Path segment and name: `POST /webhooks/<channel>`. */
  abstract readonly channel: string;
  /** Media types the channel posts and how each is read. Anything else gets 415. */
  abstract readonly contentTypes: Readonly<Record<string, 'json' | 'form'>>;
  /**
   * How far apart the sender's later attempts to deliver one status webhook are, by the webhook's age. After a stop
   * of ours longer than `afterAgeMs`, a send with unknown outcome waits longer than `intervalMs` before it is sent
   * again: its status may still be on the way (P3). Ascending; younger than the first step needs no entry.
   */
  abstract readonly redelivery: readonly RedeliveryStep[];
  /** True if the raw, unparsed request proves that it comes from the channel. Constant time; never throws. */
  abstract verifySignature(request: SignedRequest): boolean;
  /** DTO for a parsed body, or undefined when its shape is unknown (it is quarantined then). */
  abstract eventDto(body: unknown): EventDto | undefined;
  /** Turns a validated body into a channel-neutral event. Pure. */
  abstract normalizeEvent(event: object): ChannelEvent;
  /** The answer to a webhook that was stored. `event` is absent when the body was quarantined before it was read. */
  abstract answer(receipt: Receipt): WebhookAnswer;
  /** Sends one text. Never throws for what the far end does: every failure is an outcome. */
  abstract sendMessage(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome>;
}
