import { Injectable } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';
import type { ChannelEvent } from '../conversation/channel-event.ts';
import type { EventLog } from '../conversation/event.log.ts';
import {
  MessagingAdapter,
  type EventDto,
  type OutboundMessage,
  type SendOutcome,
  type SentBefore,
  type TypingTarget,
  type WebhookAnswer,
} from '../conversation/messaging.adapter.ts';
import type { Receipt } from '../conversation/receipt.ts';
import type { SignedRequest } from '../conversation/webhook-signature.ts';
import { chooseDto } from './choose-dto.ts';
import type { LoopEventDto } from './loop-event.dto.ts';
import { LoopSender } from './loop.sender.ts';
import { verifySignature } from './loop.signature.ts';
import { normalizeEvent } from './normalize-event.ts';
import type { TestingEventDto } from './testing-event.dto.ts';

const MINUTE_MS = 60_000;
/** How long the "is typing" is shown, in seconds; a reply ends it sooner. */
const TYPING_SECONDS = 10;

/** The Loop Message channel: iMessage, SMS, RCS and WhatsApp. */
@Injectable()
export class LoopMessagingAdapter extends MessagingAdapter {
  override readonly channel = 'loop';
  /** Loop cuts a text of 10,000 characters or more without a word. */
  override readonly textLimit = 9999;
  /** v1 refuses more to somebody who has not written lately; legacy names no pace, and the same one does it no harm. */
  override readonly pacing = { quietMs: 24 * 60 * MINUTE_MS, intervalMs: 2 * MINUTE_MS };
  override readonly contentTypes = { 'application/json': 'json' } as const;
  /** Ten attempts 30 s apart, ten 3 min apart, ten 15 min apart. */
  override readonly redelivery = [
    { afterAgeMs: 5 * MINUTE_MS, intervalMs: 3 * MINUTE_MS },
    { afterAgeMs: 35 * MINUTE_MS, intervalMs: 15 * MINUTE_MS },
  ];

  override readonly eventLog: EventLog | undefined;

  constructor(
    private readonly config: ChipConfig,
    private readonly sender: LoopSender,
  ) {
    super();
    this.eventLog = sender.eventLog;
  }

  override verifySignature(request: SignedRequest): boolean {
    return verifySignature(request, this.config.LOOP_WEBHOOK_SECRET);
  }

  override eventDto(body: unknown): EventDto | undefined {
    return chooseDto(body);
  }

  /** `event` is an instance of a DTO that `eventDto` has named. */
  override normalizeEvent(event: object): ChannelEvent {
    return normalizeEvent(event as LoopEventDto | TestingEventDto, this.config.LOOP_SENDER);
  }

  override answer(receipt: Receipt): WebhookAnswer {
    const { ok, status, event, reason, reply } = receipt;
    return {
      contentType: 'application/json',
      body: {
        ok,
        status,
        ...(event !== null && { event }),
        ...(reason !== undefined && { reason }),
        ...reply,
        ...(willReply(receipt) && { typing: TYPING_SECONDS, read: true }),
      },
    };
  }

  override sendMessage(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome> {
    return this.sender.sendMessage(message, signal);
  }

  override showTyping(to: TypingTarget, signal: AbortSignal): Promise<void> {
    return this.sender.showTyping(to, signal);
  }

  override findSent(
    message: OutboundMessage,
    sent: SentBefore,
    signal: AbortSignal,
  ): Promise<SendOutcome | undefined> {
    return this.sender.findSent(message, sent, signal);
  }
}

/**
 * True when a turn follows: legacy then shows "is typing" on the phone, as its only way to ask for that is the answer
 * to a webhook. With a reason there is no turn (an opt-out, a flood); with a reply it is over.
 */
function willReply({ status, reason, reply, dialect }: Receipt): boolean {
  return dialect === 'legacy' && status === 'accepted' && reason === undefined && reply === undefined;
}
