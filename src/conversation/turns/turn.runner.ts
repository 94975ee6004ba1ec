import { Injectable, Logger } from '@nestjs/common';
import { ChipConfig } from '../../config/chip.config.ts';
import { OUTBOX_TTL_MS } from '../admission.service.ts';
import { backoffMs } from '../backoff.ts';
import { ConversationEvents } from '../conversation.events.ts';
import { ConversationStore } from '../conversation.store.ts';
import { Responder, type TurnReply } from '../responder.ts';
import { persist, within } from '../time-limit.ts';
import type { ClaimedTurn } from '../turn.ts';
import { HeldTurn, TurnEnded } from './held.turn.ts';

/** Lines of history read from the store; the responder fits them to its token budget. */
export const HISTORY_LIMIT = 60;
/** A turn that has failed for so long is dead (P9). */
const DEAD_AFTER_MS = 3_600_000;
/** A turn with its restarts may take this many times the deadline of one attempt. */
const TURN_ATTEMPTS = 2.4;
const OVERTIME_MS = 2000;

/** P9: the one honest sentence of an outage. */
export const OUTAGE_NOTICE =
  "Sorry, I can't answer right now: something on my side is down. I have kept your message and will keep trying for an hour.";

/** Journey steps 7 to 9: one claimed conversation, from its open texts to a committed reply. */
@Injectable()
export class TurnRunner {
  private readonly logger = new Logger(TurnRunner.name);
  private readonly stop = new AbortController();

  constructor(
    private readonly store: ConversationStore,
    private readonly responder: Responder,
    private readonly config: ChipConfig,
    private readonly events: ConversationEvents,
  ) {}

  /** Ends all running turns and gives their conversations back, for a stop of the process. */
  release(): void {
    this.stop.abort(new TurnEnded('released'));
  }

  /** Never rejects for what the model does. Rejects when the store cannot be reached; the lease then ends by itself. */
  async run(turn: ClaimedTurn): Promise<void> {
    const startedAt = performance.now();
    const elapsed = (): number => Math.round(performance.now() - startedAt);
    const ids = { conversationId: turn.conversationId, fence: turn.fence };
    const held = new HeldTurn(turn, this.store, this.events, {
      leaseMs: this.config.TURN_LEASE_MS,
      historyLimit: HISTORY_LIMIT,
      signal: this.stop.signal,
    });
    try {
      const { outcome, reply } = await this.answer(held, elapsed);
      const { model, promptTokens, completionTokens } = reply;
      const texts = held.turn.messages.length;
      this.logger.log(
        {
          ...ids,
          outcome,
          texts,
          restarts: held.restarts,
          model,
          promptTokens,
          completionTokens,
          ms: elapsed(),
        },
        'turn ended',
      );
    } catch (error) {
      await this.fail(held, error, elapsed());
    } finally {
      held.letGo();
      this.events.emit('outbox');
      this.events.emit('progress', turn.conversationId);
    }
  }

  /** Responds until a reply is committed that has seen every text, or no restart is left. */
  private async answer(
    held: HeldTurn,
    elapsed: () => number,
  ): Promise<{ outcome: string; reply: TurnReply }> {
    const totalMs = this.config.TURN_DEADLINE_MS * TURN_ATTEMPTS;
    for (;;) {
      const deadlineMs = Math.min(this.config.TURN_DEADLINE_MS, totalMs - elapsed());
      if (deadlineMs <= 0) throw new TurnEnded('too-slow');
      const reply = await held.attempt((current, signal) =>
        // A responder that forgets its deadline must not keep the slot for ever.
        within(deadlineMs + OVERTIME_MS, this.responder.respond(current, { signal, deadlineMs })),
      );
      const outcome = reply && (await this.commit(held, reply, elapsed()));
      if (outcome && outcome !== 'newer') return { outcome, reply };
      await held.restart();
    }
  }

  private commit(
    held: HeldTurn,
    reply: TurnReply,
    durationMs: number,
  ): Promise<'committed' | 'newer' | 'lost'> {
    const { conversationId, claimId, fence, messages } = held.turn;
    const { replies, ...usage } = reply;
    return persist(this.config.TURN_LEASE_MS, () =>
      this.store.commitTurn({
        conversationId,
        claimId,
        fence,
        covered: messages.map(({ id }) => id),
        replies,
        allowNewer: held.mayRestart,
        outboxTtlMs: OUTBOX_TTL_MS,
        usage: { ...usage, durationMs },
      }),
    );
  }

  private async fail(held: HeldTurn, error: unknown, ms: number): Promise<void> {
    const ended = error instanceof TurnEnded ? error.reason : undefined;
    const { conversationId, claimId, fence, failures } = held.turn;
    if (ended === 'lost') {
      this.logger.warn({ conversationId, fence, ms }, 'turn lost: another claim or an opt-out ended it');
      return;
    }
    const released = ended === 'released';
    // Not longer than a lease, so that a conversation is back soon after the model is (P8).
    const retryInMs = released ? 0 : backoffMs(failures, 1000, this.config.TURN_LEASE_MS);
    const outcome = await persist(released ? 500 : this.config.TURN_LEASE_MS, () =>
      this.store.failTurn({
        conversationId,
        claimId,
        fence,
        retryInMs,
        deadAfterMs: DEAD_AFTER_MS,
        notice: released ? null : OUTAGE_NOTICE,
        outboxTtlMs: OUTBOX_TTL_MS,
        reason: ended ?? (error instanceof Error ? error.name : 'unknown'),
      }),
    );
    if (released) return;
    this.logger.error(
      { conversationId, fence, outcome, failures: failures + 1, retryInMs, ms, err: error },
      'turn failed',
    );
  }
}
