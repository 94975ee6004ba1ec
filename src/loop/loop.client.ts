import type { HttpService } from '@nestjs/axios';
import { Logger } from '@nestjs/common';
import type { ChipConfig } from '../config/chip.config.ts';
import type {
  OutboundMessage,
  SendOutcome,
  SentBefore,
  TypingTarget,
} from '../conversation/messaging.adapter.ts';
import { LoopHttp } from './loop.http.ts';
import { LoopSender } from './loop.sender.ts';
import { outcomeOf } from './send.answer.ts';
import { labelOf } from './send.codes.ts';
import { readContent } from './send.content.ts';
import { SendLookup } from './send.lookup.ts';
import { toSendBody } from './send.request.ts';
import { WebhookLog } from './webhook.log.ts';

/** Loop cuts a text of this many characters or more without a word. */
const TEXT_TOO_LONG = 10_000;
/** Longer than the core takes to ask again, and half of what Loop allows: a turn that dies does not type for ever. */
const TYPING_SECONDS = 30;
const TYPING_TIMEOUT_MS = 5000;

/** Sends by Loop Message's REST API. */
export class LoopClient extends LoopSender {
  private readonly logger = new Logger(LoopClient.name);
  private readonly http: LoopHttp;
  private readonly lookup: SendLookup;
  override readonly eventLog: WebhookLog | undefined = undefined;

  constructor(
    private readonly config: ChipConfig,
    http: HttpService,
  ) {
    super();
    this.http = new LoopHttp(config, http);
    this.lookup = new SendLookup(config, this.http);
    if (config.LOOP_API_GENERATION === 'v1') this.eventLog = new WebhookLog(this.http);
  }

  /**
   * Sends one message; resolves within `SEND_TIMEOUT_MS`, connecting and the whole answer included. Never rejects.
   * Loop has no idempotency key: what ends as `unknown` may have been sent.
   */
  override async sendMessage(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome> {
    const generation = this.config.LOOP_API_GENERATION;
    const { content, leftOut } = readContent(message, generation);
    if (Object.keys(leftOut).length > 0) {
      // What somebody meant to send and nobody will see is worth a line; an inline reply by SMS is not.
      const level = leftOut.attachments === undefined ? 'debug' : 'warn';
      this.logger[level]({ sendId: message.id, leftOut }, 'left out what Loop cannot send');
    }
    if (content.kind === 'nothing') return { kind: 'refused', code: content.code };
    if (content.text.length >= TEXT_TOO_LONG) return { kind: 'refused', code: 'text-too-long' };

    const startedAt = performance.now();
    const body = toSendBody(message, content, this.config);
    const answer = await this.post('send', body, this.config.SEND_TIMEOUT_MS, signal);
    const outcome = outcomeOf(generation, answer);
    const durationMs = Math.round(performance.now() - startedAt);
    const code = 'code' in outcome ? outcome.code : undefined;
    const means = code && labelOf(generation, code);
    // The worker's line says the same with its ids; this one adds the HTTP status for whoever looks closer.
    this.logger.debug(
      { sendId: message.id, outcome: outcome.kind, code, means, status: answer.status, durationMs },
      'asked Loop to send',
    );
    return outcome;
  }

  /** Legacy shows it by the answer to a webhook instead, and v1 only for a message. Never rejects. */
  override async showTyping({ messageId }: TypingTarget, signal: AbortSignal): Promise<void> {
    if (this.config.LOOP_API_GENERATION !== 'v1' || messageId === null) return;
    const body = { message_id: messageId, typing: TYPING_SECONDS, read: true };
    const { status } = await this.post('show-typing', body, TYPING_TIMEOUT_MS, signal);
    if (status !== 200) this.logger.debug({ status }, 'Loop shows no typing');
  }

  override async findSent(
    message: OutboundMessage,
    sent: SentBefore,
    signal: AbortSignal,
  ): Promise<SendOutcome | undefined> {
    const found = await this.lookup.find(message, sent, signal);
    const by = sent.providerId === null ? 'history' : 'id';
    this.logger.debug({ sendId: message.id, by, outcome: found?.kind }, 'asked Loop what became of a send');
    return found;
  }

  private post(
    action: 'send' | 'show-typing',
    body: object,
    timeoutMs: number,
    signal: AbortSignal,
  ): ReturnType<LoopHttp['call']> {
    const url = `${this.http.baseUrl}/message/${action}/`;
    return this.http.call({ method: 'POST', url, body, timeoutMs }, signal);
  }
}
