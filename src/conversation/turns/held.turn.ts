import type { ConversationEvents } from '../conversation.events.ts';
import type { ConversationStore } from '../conversation.store.ts';
import { sleep } from '../time-limit.ts';
import type { ClaimedTurn } from '../turn.ts';

/** A late text restarts a turn only in its first seconds and not for ever: somebody is waiting for an answer. */
const RESTART_WINDOW_MS = 15_000;
const MAX_RESTARTS = 2;

/** Why a turn ends without a reply of its own fault. */
export class TurnEnded extends Error {
  override readonly name = 'TurnEnded';
  readonly reason: 'lost' | 'released' | 'too-slow';

  constructor(reason: TurnEnded['reason']) {
    super(`turn ${reason}`);
    this.reason = reason;
  }
}

/** Reason of an abort that asks for a restart with the text that came. */
const NEWER = new Error('a newer text came');

export interface HoldOptions {
  leaseMs: number;
  historyLimit: number;
  /** Ends the turn from outside; its reason is a TurnEnded. */
  signal: AbortSignal;
}

/** A claimed conversation while a worker has it: renews the lease, and notices texts that come meanwhile. */
export class HeldTurn {
  turn: ClaimedTurn;
  restarts = 0;

  private readonly store: ConversationStore;
  private readonly events: ConversationEvents;
  private readonly options: HoldOptions;
  private readonly heldSince = performance.now();
  private readonly renewal: NodeJS.Timeout;
  /** Aborted when the turn ends for good. */
  private readonly ended = new AbortController();
  private readonly signal: AbortSignal;

  constructor(turn: ClaimedTurn, store: ConversationStore, events: ConversationEvents, options: HoldOptions) {
    this.turn = turn;
    this.store = store;
    this.events = events;
    this.options = options;
    this.signal = AbortSignal.any([this.ended.signal, options.signal]);
    this.renewal = setInterval(() => void this.renew(), options.leaseMs / 3);
  }

  get mayRestart(): boolean {
    return this.restarts < MAX_RESTARTS && performance.now() - this.heldSince < RESTART_WINDOW_MS;
  }

  /** Runs one attempt. Undefined when a text came that it has not seen and a restart is allowed. */
  async attempt<T>(respond: (turn: ClaimedTurn, signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    const newer = new AbortController();
    const onMessage = (conversationId: string): void => {
      if (conversationId === this.turn.conversationId && this.mayRestart) newer.abort(NEWER);
    };
    this.events.on('message', onMessage);
    try {
      this.signal.throwIfAborted();
      return await respond(this.turn, AbortSignal.any([newer.signal, this.signal]));
    } catch (error) {
      this.signal.throwIfAborted();
      if (newer.signal.aborted) return undefined;
      throw error;
    } finally {
      this.events.off('message', onMessage);
    }
  }

  /** Waits until the sender has been quiet again, then reads the texts anew. */
  async restart(): Promise<void> {
    this.restarts++;
    for (;;) {
      await this.refresh();
      const wait = (this.turn.dueAt ?? 0) - Date.now();
      if (wait <= 0) return;
      await sleep(wait, this.signal);
    }
  }

  /** Ends the renewal. The lease itself is ended by commit or fail. */
  letGo(): void {
    clearInterval(this.renewal);
  }

  private async refresh(): Promise<void> {
    this.signal.throwIfAborted();
    const { conversationId, claimId, fence } = this.turn;
    const { leaseMs, historyLimit } = this.options;
    const turn = await this.store.refreshTurn({ conversationId, claimId, fence, leaseMs, historyLimit });
    if (!turn) {
      this.ended.abort(new TurnEnded('lost'));
      throw this.ended.signal.reason;
    }
    this.turn = turn;
  }

  /** Keeps the lease. Must not change `turn`: a reply covers only the texts it was made from. */
  private async renew(): Promise<void> {
    const { conversationId, claimId, fence } = this.turn;
    const { leaseMs } = this.options;
    try {
      const turn = await this.store.refreshTurn({ conversationId, claimId, fence, leaseMs, historyLimit: 0 });
      if (!turn) this.ended.abort(new TurnEnded('lost'));
    } catch {
      // The store is away. The fence still decides at the commit whether the turn is ours.
    }
  }
}
