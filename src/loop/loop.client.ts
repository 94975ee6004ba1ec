import { HttpService } from '@nestjs/axios';
import { Injectable, Logger } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';
import type { OutboundMessage, SendOutcome } from '../conversation/messaging.adapter.ts';
import { ConnectionWatch } from './connection.watch.ts';
import { LoopSender } from './loop.sender.ts';
import { outcomeOf, type SendAnswer } from './send.answer.ts';
import { toSendRequest } from './send.request.ts';

/** Loop cuts a text of this many characters or more without a word. */
const TEXT_LIMIT = 10_000;
const MAX_ANSWER_BYTES = 64 * 1024;

/** Sends texts by Loop Message's REST API. */
@Injectable()
export class LoopClient extends LoopSender {
  private readonly logger = new Logger(LoopClient.name);

  constructor(
    private readonly config: ChipConfig,
    private readonly http: HttpService,
  ) {
    super();
  }

  /**
   * Sends one text; resolves within `SEND_TIMEOUT_MS`, connecting and the whole answer included. Never rejects. Loop
   * has no idempotency key: what ends as `unknown` may have been sent.
   */
  override async sendMessage(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome> {
    if (message.text.length >= TEXT_LIMIT) return { kind: 'refused', code: 'text-too-long' };
    const startedAt = performance.now();
    const { outcome, status } = await this.post(message, signal);
    const durationMs = Math.round(performance.now() - startedAt);
    const code = 'code' in outcome ? outcome.code : undefined;
    // The worker's line says the same with its ids; this one adds the HTTP status for whoever looks closer.
    this.logger.debug(
      { sendId: message.id, outcome: outcome.kind, code, status, durationMs },
      'asked Loop to send',
    );
    return outcome;
  }

  private async post(
    message: OutboundMessage,
    signal: AbortSignal,
  ): Promise<{ outcome: SendOutcome; status?: number }> {
    const timeout = AbortSignal.timeout(this.config.SEND_TIMEOUT_MS);
    const either = AbortSignal.any([signal, timeout]);
    const watch = new ConnectionWatch(either);
    try {
      const answer = await this.exchange(message, either, watch);
      return { outcome: outcomeOf(this.config.LOOP_API_GENERATION, answer), status: answer.status };
    } catch (error) {
      const stopped = timeout.aborted ? 'timeout' : signal.aborted ? 'aborted' : undefined;
      const code = stopped ?? systemCode(error);
      return { outcome: { kind: watch.established ? 'unknown' : 'later', code } };
    }
  }

  private async exchange(
    message: OutboundMessage,
    signal: AbortSignal,
    watch: ConnectionWatch,
  ): Promise<SendAnswer> {
    const { url, headers, body } = toSendRequest(message, this.config);
    const {
      status,
      data,
      headers: answered,
    } = await this.http.axiosRef.post<string>(url, body, {
      headers,
      signal,
      transport: watch,
      maxRedirects: 0,
      maxContentLength: MAX_ANSWER_BYTES,
      // A proxy named in the environment would see the key, and its own errors would pass for Loop's.
      proxy: false,
      responseType: 'text',
      validateStatus: () => true,
    });
    return { status, body: data, retryAfter: answered['retry-after'] as string | undefined };
  }
}

/** The error's code if it is one of the system's or the client's, such as ECONNRESET; messages can hold addresses. */
function systemCode(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && /^[A-Z\d_]{1,48}$/.test(code) ? code : 'network-error';
}
