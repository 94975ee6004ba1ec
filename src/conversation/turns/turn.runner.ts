import { Injectable, Logger } from '@nestjs/common';
import { ChipConfig } from '../../config/chip.config.ts';
import { Signals, type TurnSignal } from '../../observability/signals.ts';
import { inTrace } from '../../observability/tracing/tracing.ts';
import { ConversationEvents } from '../conversation.events.ts';
import { LimitPolicy } from '../limits/limit.policy.ts';
import { TurnMeter } from '../limits/turn.meter.ts';
import { Responder, type TurnReply } from '../responder.ts';
import { within } from '../time-limit.ts';
import type { ClaimedTurn } from '../turn.ts';
import { TurnEnded, type HeldTurn } from './held.turn.ts';
import { TurnEnding } from './turn.ending.ts';
import { TurnHolder } from './turn.holder.ts';
import { TurnSettler } from './turn.settler.ts';

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
    private readonly signals: Signals,
    private readonly policy: LimitPolicy,
    private readonly settler: TurnSettler,
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
    const times = { waitMs: turn.ageMs, modelMs: 0, commitMs: 0 };
    const meter = new TurnMeter(this.policy.limits.reserve, turn.economy ?? false);
    const told = (outcome: TurnSignal['outcome']): void => {
      this.signals.emit('turn', { ...ids, outcome, ...times });
      this.settler.settle(turn, meter, outcome === 'committed');
    };
    try {
      const { outcome, reply } = await inTrace(
        'turn',
        turn.messages[0]?.id,
        { 'chip.channel': turn.channel },
        () => meter.run(() => this.answer(held, elapsed, times, meter)),
      );
      told(outcome);
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
      const { calls: modelCalls, isExhausted } = meter;
      told(await this.ending.fail(held, error, elapsed(), { modelCalls, isExhausted }));
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
    times: { modelMs: number; commitMs: number },
    meter: TurnMeter,
  ): Promise<{ outcome: 'committed' | 'lost'; reply: TurnReply }> {
    const totalMs = this.config.TURN_DEADLINE_MS * TURN_ATTEMPTS;
    for (;;) {
      const deadlineMs = Math.min(this.config.TURN_DEADLINE_MS, totalMs - elapsed());
      if (deadlineMs <= 0) throw new TurnEnded('too-slow');
      const since = elapsed();
      const attempt = held.attempt((current, signal) =>
        // Whoever answers learns no address (P6). A responder that forgets its deadline must not keep the slot for ever.
        within(
          deadlineMs + OVERTIME_MS,
          this.responder.respond({ ...current, target: null }, { signal, deadlineMs }),
        ),
      );
      const reply = await attempt.finally(() => (times.modelMs += elapsed() - since));
      const answeredAt = elapsed();
      const outcome = reply && (await this.ending.commit(held, reply, answeredAt, meter.calls));
      times.commitMs = elapsed() - answeredAt;
      if (outcome && outcome !== 'newer') return { outcome, reply };
      await held.restart();
    }
  }
}
