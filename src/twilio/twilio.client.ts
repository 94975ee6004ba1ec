import type { HttpService } from '@nestjs/axios';
import { Logger } from '@nestjs/common';
import type { ChipConfig } from '../config/chip.config.ts';
import type { OutboundMessage, SendOutcome, SentBefore } from '../conversation/messaging.adapter.ts';
import { CODES, readCode } from './codes.ts';
import { outcomeOf } from './send.answer.ts';
import { readContent } from './send.content.ts';
import { SendLookup } from './send.lookup.ts';
import { toSendForm } from './send.request.ts';
import { TwilioHttp } from './twilio.http.ts';

/** Sends by Twilio's REST API. */
export class TwilioClient {
  private readonly logger = new Logger(TwilioClient.name);
  private readonly http: TwilioHttp;
  private readonly lookup: SendLookup;

  constructor(
    private readonly config: ChipConfig,
    http: HttpService,
  ) {
    this.http = new TwilioHttp(config, http);
    this.lookup = new SendLookup(config, this.http);
  }

  /**
   * Sends one message; resolves within `SEND_TIMEOUT_MS`, connecting and the whole answer included. Never rejects.
   * Twilio has no idempotency key for messages: what ends as `unknown` may have been sent.
   */
  async sendMessage(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome> {
    const { content, leftOut } = readContent(message);
    if (Object.keys(leftOut).length > 0) {
      const level = leftOut.attachments === undefined ? 'debug' : 'warn';
      this.logger[level]({ sendId: message.id, leftOut }, 'left out what Twilio cannot send');
    }
    if (content.kind === 'nothing') return { kind: 'refused', code: content.code };

    const startedAt = performance.now();
    const form = toSendForm(message, content, this.config);
    const answer = await this.http.create(form, this.config.SEND_TIMEOUT_MS, signal);
    const outcome = outcomeOf(answer);
    const durationMs = Math.round(performance.now() - startedAt);
    const code = 'code' in outcome ? outcome.code : undefined;
    const means = CODES.get(readCode(code?.replace(/^twilio:/, '')) ?? 0)?.[1];
    // The worker's line says the same with its ids; this one adds the HTTP status for whoever looks closer.
    this.logger.debug(
      { sendId: message.id, outcome: outcome.kind, code, means, status: answer.status, durationMs },
      'asked Twilio to send',
    );
    return outcome;
  }

  async findSent(
    message: OutboundMessage,
    sent: SentBefore,
    signal: AbortSignal,
  ): Promise<SendOutcome | undefined> {
    const found = await this.lookup.find(message, sent, signal);
    const by = sent.providerId === null ? 'list' : 'sid';
    this.logger.debug({ sendId: message.id, by, outcome: found?.kind }, 'asked Twilio what became of a send');
    return found;
  }
}
