import { Injectable, Logger } from '@nestjs/common';
import { ChipConfig } from '../../config/chip.config.ts';
import { AdapterRegistry } from '../adapter.registry.ts';
import { OUTBOX_TTL_MS } from '../admission.service.ts';
import { backoffMs } from '../backoff.ts';
import { ConversationStore } from '../conversation.store.ts';
import type { ModelCall } from '../model-calls.ts';
import type { TurnReply } from '../responder.ts';
import { persist } from '../time-limit.ts';
import { TurnEnded, type HeldTurn } from './held.turn.ts';
import { splitText } from './split-text.ts';
import { SummaryKeeper } from './summary.keeper.ts';
import { modelCallRecords, NO_CHOICE, toolCallRecords } from './turn.record.ts';

/** A turn that has failed for so long is dead (P9). */
const DEAD_AFTER_MS = 3_600_000;

/** P9: the one honest sentence of an outage. */
export const OUTAGE_NOTICE =
  "Sorry, I can't answer right now: something on my side is down. I have kept your message and will keep trying for an hour.";

/** To whoever asked for more than one turn may take. It is tried once more, since an outage may have had a part in it. */
const TOO_MUCH_NOTICE =
  'Sorry, that is more than I can work out in one go. If no answer follows, please ask me for a part of it.';

/** How a turn ends in the store. */
@Injectable()
export class TurnEnding {
  private readonly logger = new Logger(TurnEnding.name);

  constructor(
    private readonly store: ConversationStore,
    private readonly config: ChipConfig,
    private readonly adapters: AdapterRegistry,
    private readonly summaries: SummaryKeeper,
  ) {}

  /**
   * Replies, in parts that the channel takes, and the texts they answer, in one transaction. Step 9. Afterwards the
   * summary is looked to, which nobody waits for.
   */
  async commit(
    held: HeldTurn,
    reply: TurnReply,
    durationMs: number,
    modelCalls: readonly ModelCall[],
  ): Promise<'committed' | 'newer' | 'lost'> {
    const { conversationId, claimId, fence, messages, channel } = held.turn;
    const { replies, readings, covers, calls = [], staged = [], route = NO_CHOICE } = reply;
    const { model, promptTokens, completionTokens } = reply;
    const { textLimit } = this.adapters.get(channel);
    // Once, not at each try: splitting walks the text.
    const parts = replies.flatMap((text) => splitText(text, textLimit));
    const kept = { route, calls: toolCallRecords(calls), modelCalls: modelCallRecords(modelCalls) };
    const covered = covers ?? messages.map(({ id }) => id);
    const outcome = await persist(this.config.TURN_LEASE_MS, () =>
      this.store.commitTurn({
        conversationId,
        claimId,
        fence,
        covered,
        readings,
        replies: parts,
        ...kept,
        staged,
        // What was left open on purpose is no newer text.
        allowNewer: held.mayRestart && covers === undefined,
        outboxTtlMs: OUTBOX_TTL_MS,
        usage: { model, promptTokens, completionTokens, durationMs },
      }),
    );
    if (outcome === 'committed') this.summaries.bringUpToDate(held.turn);
    return outcome;
  }

  /** What a turn that made no reply leaves behind: due again, given back, or lost to somebody else. */
  async fail(
    held: HeldTurn,
    error: unknown,
    ms: number,
    { modelCalls, isExhausted }: { modelCalls: readonly ModelCall[]; isExhausted: boolean },
  ): Promise<'failed' | 'dead' | 'lost' | 'released'> {
    const ended = error instanceof TurnEnded ? error.reason : undefined;
    const { conversationId, claimId, fence, failures } = held.turn;
    if (ended === 'lost') {
      this.logger.warn({ conversationId, fence, ms }, 'turn lost: another claim or an opt-out ended it');
      return 'lost';
    }
    const released = ended === 'released';
    // Not longer than a lease, so that a conversation is back soon after the model is (P8).
    const retryInMs = released ? 0 : backoffMs(failures, 1000, this.config.TURN_LEASE_MS);
    const records = modelCallRecords(modelCalls);
    const outcome = await persist(released ? 500 : this.config.TURN_LEASE_MS, () =>
      this.store.failTurn({
        conversationId,
        claimId,
        fence,
        released,
        retryInMs,
        // What comes to the same each time would only use up the budget.
        deadAfterMs: isExhausted && failures > 0 ? 0 : DEAD_AFTER_MS,
        notice: released ? null : isExhausted ? TOO_MUCH_NOTICE : OUTAGE_NOTICE,
        outboxTtlMs: OUTBOX_TTL_MS,
        reason: ended ?? (isExhausted ? 'budget' : error instanceof Error ? error.name : 'unknown'),
        durationMs: ms,
        modelCalls: records,
      }),
    );
    if (released) return 'released';
    this.logger.error(
      { conversationId, fence, outcome, failures: failures + 1, retryInMs, ms, err: error },
      'turn failed',
    );
    return outcome === 'retrying' ? 'failed' : outcome;
  }
}
