import { Injectable } from '@nestjs/common';
import { ChipConfig } from '../../config/chip.config.ts';
import { AdapterRegistry } from '../adapter.registry.ts';
import { ConversationEvents } from '../conversation.events.ts';
import { ConversationStore } from '../conversation.store.ts';
import type { ClaimedTurn } from '../turn.ts';
import { HeldTurn } from './held.turn.ts';
import { TypingIndicator } from './typing.indicator.ts';

/**
 * Lines of history read from the store; the responder fits them to its token budget. Twice what a summary is made of
 * (`agent/fold-history.ts`), so that none is lost between two of them: a turn may bring many lines at once, and further
 * turns may pass until a summary that failed is made.
 */
export const HISTORY_LIMIT = 80;

/** Keeps claimed conversations while they are worked on: the lease renewed, "is typing" shown. */
@Injectable()
export class TurnHolder {
  constructor(
    private readonly store: ConversationStore,
    private readonly events: ConversationEvents,
    private readonly config: ChipConfig,
    private readonly adapters: AdapterRegistry,
  ) {}

  /**
   * @param signal ends the turn from outside; its reason is a TurnEnded
   * @returns the turn, and how to let go of it; its lease is ended by commit or fail
   */
  hold(turn: ClaimedTurn, signal: AbortSignal): { held: HeldTurn; letGo: () => void } {
    const leaseMs = this.config.TURN_LEASE_MS;
    const held = new HeldTurn(turn, this.store, this.events, {
      leaseMs,
      historyLimit: HISTORY_LIMIT,
      signal,
    });
    const typing = new TypingIndicator(this.adapters.get(turn.channel), () => held.turn);
    const letGo = (): void => {
      typing.stop();
      held.letGo();
    };
    return { held, letGo };
  }
}
