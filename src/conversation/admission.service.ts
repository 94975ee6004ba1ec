import { Injectable } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';
import type { Admission } from './admission.ts';
import type { ChannelEvent } from './channel-event.ts';
import { CONSENT_TEXTS, consentWord } from './consent.ts';
import { ConversationEvents } from './conversation.events.ts';
import { ConversationStore } from './conversation.store.ts';
import { within } from './time-limit.ts';

/** P1: stored within this time, or the sender is told to come again. A third of Loop's own 15 s. */
const ADMIT_BUDGET_MS = 5000;

/** How long a reply may wait to be sent. A day later it would answer a question that nobody remembers. */
export const OUTBOX_TTL_MS = 24 * 3_600_000;

const FLOOD_TEXT =
  'That is more than I can read at once. I will answer what I have; please send the rest after that.';

/** Journey step 4: one event in, stored for good, and whoever has to act on it woken. */
@Injectable()
export class AdmissionService {
  constructor(
    private readonly store: ConversationStore,
    private readonly config: ChipConfig,
    private readonly events: ConversationEvents,
  ) {}

  /**
   * Stores one event. Rejects when that cannot be proved within 5 s; it may have been stored all the same, and the
   * sender's next try is then a duplicate.
   * @param raw the cleaned body, kept beside what was understood of it
   */
  async admit(channel: string, event: ChannelEvent, raw: unknown): Promise<Admission> {
    const { config } = this;
    const admission = await within(
      ADMIT_BUDGET_MS,
      this.store.admit({
        channel,
        event,
        raw,
        consent: (event.kind === 'message' && consentWord(event.text)) || null,
        texts: { ...CONSENT_TEXTS, flood: FLOOD_TEXT },
        unansweredLimit: config.LIMIT_UNANSWERED,
        quietMs: config.REPLY_QUIET_MS,
        maxWaitMs: config.REPLY_MAX_WAIT_MS,
        outboxTtlMs: OUTBOX_TTL_MS,
      }),
    );
    const { conversationId, dueAt } = admission;
    if (conversationId !== null && dueAt !== null) this.events.emit('message', conversationId, dueAt);
    if (admission.outboxChanged) this.events.emit('outbox');
    return admission;
  }
}
