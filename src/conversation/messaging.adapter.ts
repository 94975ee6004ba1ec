import type { ChannelEvent } from './channel-event.ts';
import type { Pacing } from './delivery.ts';
import type { EventLog } from './event.log.ts';
import type { Receipt } from './receipt.ts';
import type { SignedRequest } from './webhook-signature.ts';

/**
 * One message on its way out. Everything an adapter needs, nothing a model could have set but what is said. What a
 * channel or transport cannot do is left out by its adapter, never sent as something else.
 */
export interface OutboundMessage {
  /** Id of the outbox row. Goes out as correlation id and comes back in status webhooks. */
  id: string;
  target: string;
  targetKind: 'person' | 'group';
  text: string;
  /** https URLs of files to send along. */
  attachments?: string[] | undefined;
  /** A title over the text, where the transport has one. */
  subject?: string | undefined;
  /** The way the text appears, in the channel's own words. */
  effect?: string | undefined;
  /** A voice message at this https URL; `text` is what it says, for transports without one. */
  voiceUrl?: string | undefined;
  /** A tapback on that message of theirs instead of a text; with `-` in front it is taken back. */
  reaction?: { to: string; name: string } | undefined;
  /** Sends our contact card along. */
  contactCard?: boolean | undefined;
  /** Channel id of the message this one answers, for inline replies. */
  replyToId?: string | undefined;
  /** How the other side writes, where that is known: what it cannot show is left out. Asks for nothing. */
  transport?: string | undefined;
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
  /** Final for this text. `optedOut`: the person has told the channel to let nothing of ours through. */
  | { kind: 'refused'; code: string; optedOut?: boolean | undefined }
  /** `contactOnly`: it is about this person; texts to others may go out. */
  | { kind: 'later'; code: string; retryAfterMs?: number | undefined; contactOnly?: boolean | undefined }
  /** Not sent, and nothing else of this channel will be until a human mends it: credentials, bill, sender. */
  | { kind: 'halted'; code: string }
  /** `providerId`: the channel's id where it gave one all the same, to ask for its status. */
  | { kind: 'unknown'; code: string; providerId?: string | undefined };

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

export interface TypingTarget {
  target: string;
  targetKind: 'person' | 'group';
  /** Channel id of the newest message that is being answered. */
  messageId: string | null;
}

/** What is known of an earlier send of the same message. */
export interface SentBefore {
  /** Epoch ms. */
  at: number;
  providerId: string | null;
  /** Channel ids of other messages with the same text in the conversation, as far as known: none of them is this one. */
  otherIds?: readonly string[] | undefined;
}

export interface RedeliveryStep {
  afterAgeMs: number;
  intervalMs: number;
}

/**
 * A channel. One folder, one class, one line in its module: the core and the webhook route never change for it.
 * Implementations: `LoopMessagingAdapter`, `TwilioMessagingAdapter`; both pass `test/channel-contract.ts`, and the tests
 * add one from outside `src`.
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
  /**
   * Turns a validated body into a channel-neutral event. Pure.
   * @param query of the address that was posted to: where a channel gives nothing of ours back in its statuses, the
   *   address that we have named for them is the only place for a correlation id
   */
  abstract normalizeEvent(event: object, query: URLSearchParams): ChannelEvent;
  /** The answer to a webhook that was stored. `event` is absent when the body was quarantined before it was read. */
  abstract answer(receipt: Receipt): WebhookAnswer;
  /** How often somebody may be texted who has not written for long; none: any time. */
  readonly pacing: Pacing | undefined = undefined;
  /** What the channel remembers of its webhooks: asked for those that have not got here. Unset: nothing. */
  readonly eventLog: EventLog | undefined = undefined;
  /** Longest text of one message, in UTF-16 units; longer ones are split by the core. */
  readonly textLimit: number = 1600;
  /**
   * Shows that an answer is being made, for a few seconds; called again while a turn runs. A courtesy: what it rejects
   * with is ignored, and no reply waits for it.
   */
  showTyping(_to: TypingTarget, _signal: AbortSignal): Promise<void> {
    return Promise.resolve();
  }
  /**
   * Asks the channel what became of a send whose outcome is unknown and whose status never came, before it is sent
   * again. `undefined`: nothing can be known. Never throws.
   */
  findSent(
    _message: OutboundMessage,
    _sent: SentBefore,
    _signal: AbortSignal,
  ): Promise<SendOutcome | undefined> {
    return Promise.resolve(undefined);
  }
  /** Sends one message. Never throws for what the far end does: every failure is an outcome. */
  abstract sendMessage(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome>;
}
