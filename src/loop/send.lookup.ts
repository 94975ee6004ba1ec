import type { ChipConfig } from '../config/chip.config.ts';
import type { OutboundMessage, SendOutcome, SentBefore } from '../conversation/messaging.adapter.ts';
import type { LoopHttp } from './loop.http.ts';
import { readContent } from './send.content.ts';
import { findInHistory } from './send.history.ts';
import { outcomeOfStatus } from './send.status.ts';

const MAX_LOOKUP_MS = 5000;
const MAX_HISTORY_BYTES = 1024 * 1024;

/** Asks Loop what became of a send whose answer was lost. */
export class SendLookup {
  constructor(
    private readonly config: ChipConfig,
    private readonly http: LoopHttp,
  ) {}

  /**
   * By Loop's id where there is one; else, in v1 and for a text to a person, by what Loop remembers of the
   * conversation. `undefined` when nothing can be known. Never rejects.
   */
  async find(
    message: OutboundMessage,
    sent: SentBefore,
    signal: AbortSignal,
  ): Promise<SendOutcome | undefined> {
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(this.timeoutMs)]);
    return sent.providerId === null
      ? await this.byHistory(message, sent, bounded)
      : await this.byId(sent.providerId, sent, bounded);
  }

  /** The send that follows has to end within the same lease. */
  private get timeoutMs(): number {
    const { sendLeaseMs, SEND_TIMEOUT_MS } = this.config;
    return Math.max(1, Math.min(MAX_LOOKUP_MS, Math.floor((sendLeaseMs - SEND_TIMEOUT_MS) / 2)));
  }

  private async byId(id: string, sent: SentBefore, signal: AbortSignal): Promise<SendOutcome | undefined> {
    for (const base of this.statusBases()) {
      const answer = await this.get(`${base}/message/status/${encodeURIComponent(id)}/`, signal);
      if (answer.status === 404) continue;
      if (answer.status !== 200) return undefined;
      return outcomeOfStatus(this.config.LOOP_API_GENERATION, answer.body, sent);
    }
    return undefined;
  }

  /** v1's page on statuses leaves out the `/api` that all its others have; legacy's does not. */
  private statusBases(): Set<string> {
    const { baseUrl } = this.http;
    const plain = baseUrl.replace(/\/api(?=\/v1$)/, '');
    return new Set(this.config.LOOP_API_GENERATION === 'v1' ? [plain, baseUrl] : [baseUrl, plain]);
  }

  private async byHistory(
    message: OutboundMessage,
    sent: SentBefore,
    signal: AbortSignal,
  ): Promise<SendOutcome | undefined> {
    if (this.config.LOOP_API_GENERATION !== 'v1' || message.targetKind !== 'person') return undefined;
    const { text } = message;
    if (!text.trim() || readContent(message, 'v1').content.kind !== 'text') return undefined;
    const contact = encodeURIComponent(message.target);
    const answer = await this.get(`${this.http.baseUrl}/audience/messages/${contact}/`, signal);
    return answer.status === 200 ? findInHistory(answer.body, text, sent) : undefined;
  }

  private get(url: string, signal: AbortSignal): ReturnType<LoopHttp['call']> {
    return this.http.call(
      { method: 'GET', url, timeoutMs: this.timeoutMs, maxBytes: MAX_HISTORY_BYTES },
      signal,
    );
  }
}
