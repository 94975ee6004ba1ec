import type { ChipConfig } from '../config/chip.config.ts';
import type { OutboundMessage, SendOutcome, SentBefore } from '../conversation/messaging.adapter.ts';
import { readObject } from '../http/read-object.ts';
import { outcomeOfRecord } from './message.record.ts';
import type { TwilioHttp } from './twilio.http.ts';

const MAX_LOOKUP_MS = 5000;
/** How far Twilio's clock may be behind ours. */
const CLOCK_SKEW_MS = 120_000;
const PAGE_SIZE = 50;

/** Asks Twilio what became of a send whose answer was lost. */
export class SendLookup {
  constructor(
    private readonly config: ChipConfig,
    private readonly http: TwilioHttp,
  ) {}

  /** By sid where there is one, else by recipient and text. `undefined` when nothing can be known. Never rejects. */
  async find(
    message: OutboundMessage,
    sent: SentBefore,
    signal: AbortSignal,
  ): Promise<SendOutcome | undefined> {
    return sent.providerId === null
      ? await this.inList(message, sent, signal)
      : await this.bySid(sent.providerId, signal);
  }

  /** The send that follows has to end within the same lease. */
  private get timeoutMs(): number {
    const { sendLeaseMs, SEND_TIMEOUT_MS } = this.config;
    return Math.max(1, Math.min(MAX_LOOKUP_MS, Math.floor((sendLeaseMs - SEND_TIMEOUT_MS) / 2)));
  }

  private async bySid(sid: string, signal: AbortSignal): Promise<SendOutcome | undefined> {
    const answer = await this.http.read(`/${encodeURIComponent(sid)}.json`, this.timeoutMs, signal);
    return answer.status === 200 ? outcomeOfRecord(readObject(answer.body)) : undefined;
  }

  /** Not filtered by `DateSent`, which a message that waits in Twilio's queue does not have yet. Newest first. */
  private async inList(
    { target, text }: OutboundMessage,
    sent: SentBefore,
    signal: AbortSignal,
  ): Promise<SendOutcome | undefined> {
    const wanted = text.trim();
    if (wanted === '') return undefined;
    const query = new URLSearchParams({ To: target, PageSize: String(PAGE_SIZE) });
    const answer = await this.http.read(`.json?${query.toString()}`, this.timeoutMs, signal);
    if (answer.status !== 200) return undefined;
    const { messages } = readObject(answer.body);
    const found = (Array.isArray(messages) ? (messages as unknown[]) : []).find((item) =>
      isThat(item, wanted, sent.at),
    );
    return found === undefined ? undefined : outcomeOfRecord(found as Record<string, unknown>);
  }
}

/** Ours, of the same text, and not from before the send. */
function isThat(item: unknown, text: string, sentAt: number): boolean {
  if (typeof item !== 'object' || item === null) return false;
  const { body, direction, date_created: date } = item as Record<string, unknown>;
  if (typeof body !== 'string' || body.trim() !== text) return false;
  const ours = typeof direction === 'string' && direction.startsWith('outbound');
  return ours && typeof date === 'string' && Date.parse(date) >= sentAt - CLOCK_SKEW_MS;
}
