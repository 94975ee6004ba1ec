import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { ConversationStore } from '../conversation.store.ts';
import { Responder } from '../responder.ts';
import { persist, within } from '../time-limit.ts';
import type { ClaimedTurn } from '../turn.ts';
import { SummaryBackoff } from './summary.backoff.ts';

const DEADLINE_MS = 20_000;
const OVERTIME_MS = 2000;
/** A store that is away longer costs the summary; the next turn makes another. */
const SAVE_MS = 2000;
/** Answers use the same model and its limits: when many conversations are due at once, most of them wait for a turn. */
const MOST_AT_ONCE = 4;

/**
 * Brings the summary of a conversation up to date after a turn. Nobody waits for it and nothing depends on it: what is
 * skipped, fails or is cut off by a stop is made after a later turn, after a failure not before a pause.
 */
@Injectable()
export class SummaryKeeper implements BeforeApplicationShutdown {
  private readonly logger = new Logger(SummaryKeeper.name);
  private readonly stop = new AbortController();
  /** Summaries that are being made, by conversation. */
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    private readonly responder: Responder,
    private readonly store: ConversationStore,
    private readonly backoff: SummaryBackoff,
  ) {}

  /** Begins, unless it is under way already or has to wait. Never throws, and cannot be waited for. */
  bringUpToDate(turn: ClaimedTurn): void {
    const { conversationId } = turn;
    if (this.stop.signal.aborted || this.running.has(conversationId)) return;
    if (this.running.size >= MOST_AT_ONCE || this.backoff.isWaiting(conversationId)) return;
    const making = this.summarize(turn).finally(() => this.running.delete(conversationId));
    this.running.set(conversationId, making);
  }

  /** Resolves when no summary of the conversation is being made; never rejects. */
  async finished(conversationId: string): Promise<void> {
    await this.running.get(conversationId);
  }

  beforeApplicationShutdown(): void {
    this.stop.abort();
  }

  private async summarize(turn: ClaimedTurn): Promise<void> {
    const { conversationId, fence } = turn;
    const startedAt = performance.now();
    try {
      const options = { signal: this.stop.signal, deadlineMs: DEADLINE_MS };
      // Whoever answers learns no address (P6).
      const made = this.responder.summarize({ ...turn, target: null }, options);
      const summary = await within(DEADLINE_MS + OVERTIME_MS, made);
      if (!summary) return;
      const { throughMessageId, text, failure, model, ...tokens } = summary;
      await persist(SAVE_MS, () =>
        this.store.saveSummary({ conversationId, fence, throughMessageId, text, ...tokens }),
      );
      if (text === null) {
        this.failed(conversationId, failure);
        return;
      }
      this.backoff.succeeded(conversationId);
      const ms = Math.round(performance.now() - startedAt);
      this.logger.log({ conversationId, fence, model, ...tokens, ms }, 'summary saved');
    } catch (error) {
      if (this.stop.signal.aborted) return;
      this.failed(conversationId, error instanceof Error ? error.name : undefined);
    }
  }

  private failed(conversationId: string, reason = 'unknown'): void {
    const retryInMs = this.backoff.failed(conversationId);
    this.logger.warn({ conversationId, reason, retryInMs }, 'no summary was made; a later turn tries again');
  }
}
