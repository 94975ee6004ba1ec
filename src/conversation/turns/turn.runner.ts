import { Injectable, Logger } from '@nestjs/common';
import { ChipConfig } from '../../config/chip.config.ts';
import { ConversationEvents } from '../conversation.events.ts';
import { Responder, type TurnReply } from '../responder.ts';
import { within } from '../time-limit.ts';
import type { ClaimedTurn } from '../turn.ts';
import { TurnEnded, type HeldTurn } from './held.turn.ts';
import { TurnEnding } from './turn.ending.ts';
import { TurnHolder } from './turn.holder.ts';

/** A turn with its restarts may take this many times the deadline of one attempt. */
const TURN_ATTEMPTS = 2.4;
const OVERTIME_MS = 2000;

/** Journey steps 7 to 9: one claimed conversation, from its open texts to a committed reply. */
@Injectable()
export class TurnRunner {
  private readonly logger = new Logger(TurnRunner.name);
  private readonly stop = new AbortController();

  constructor(
    private readonly responder: Responder,
    private readonly config: ChipConfig,
    private readonly events: ConversationEvents,
    private readonly holder: TurnHolder,
    private readonly ending: TurnEnding,
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
    const { held, letGo } = this.holder.hold(turn, this.stop.signal);
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
      await this.ending.fail(held, error, elapsed());
    } finally {
      letGo();
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
        // Whoever answers learns no address (P6). A responder that forgets its deadline must not keep the slot for ever.
        within(
          deadlineMs + OVERTIME_MS,
          this.responder.respond({ ...current, target: null }, { signal, deadlineMs }),
        ),
      );
      const outcome = reply && (await this.ending.commit(held, reply, elapsed()));
      if (outcome && outcome !== 'newer') return { outcome, reply };
      await held.restart();
    }
  }
}
