import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { ConversationEvents } from './conversation.events.ts';
import { ConversationStore, type MessageOutcome } from './conversation.store.ts';
import type { InlineReply } from './receipt.ts';

/** Below the 15 s after which Loop gives up on a webhook. */
const INLINE_BUDGET_MS = 14_000;
/** For what happens on another replica, which wakes nobody here. */
const POLL_MS = 500;

/** What became of a text within the time that an inline answer may take. */
export type InlineOutcome =
  | { kind: 'replied'; reply: InlineReply }
  | { kind: 'agent-failed' }
  | { kind: 'send-failed'; code: string }
  | { kind: 'in-progress' };

interface StoredIds {
  messageId: string;
  conversationId: string;
}

/** Inline mode: waits for the same path that queued mode takes, and reads the outcome from the store. */
@Injectable()
export class ReplyWaiter implements BeforeApplicationShutdown {
  private readonly stop = new AbortController();

  constructor(
    private readonly store: ConversationStore,
    private readonly events: ConversationEvents,
  ) {}

  /**
   * @param stored our ids, as the admission gave them
   * @param fresh false for a duplicate, whose earlier failure is its outcome
   */
  async wait(stored: StoredIds, fresh: boolean, budgetMs = INLINE_BUDGET_MS): Promise<InlineOutcome> {
    const until = Date.now() + budgetMs;
    let failuresBefore = fresh ? undefined : 0;
    for (;;) {
      const progress = this.nextProgress(stored.conversationId, Math.min(POLL_MS, until - Date.now()));
      const outcome = await this.store.readOutcome(stored.messageId);
      failuresBefore ??= outcome?.failures ?? 0;
      const result = outcome && judge(outcome, failuresBefore);
      if (result) return result;
      if (Date.now() >= until || this.stop.signal.aborted) return { kind: 'in-progress' };
      await progress;
    }
  }

  /** Nobody is kept waiting by a server that stops: the text is stored, and that is the answer. */
  beforeApplicationShutdown(): void {
    this.stop.abort();
  }

  /** Resolves when a turn or a send of the conversation ends here, or after `ms`. */
  private nextProgress(conversationId: string, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.events.off('progress', onProgress);
        this.stop.signal.removeEventListener('abort', done);
        resolve();
      };
      const onProgress = (ended: string): void => void (ended === conversationId && done());
      const timer = setTimeout(done, Math.max(0, ms));
      this.events.on('progress', onProgress);
      this.stop.signal.addEventListener('abort', done);
    });
  }
}

/** The result, or undefined while it is open. */
function judge(outcome: MessageOutcome, failuresBefore: number): InlineOutcome | undefined {
  if (outcome.state === 'unanswered') {
    return outcome.failures > failuresBefore ? { kind: 'agent-failed' } : undefined;
  }
  if (outcome.state === 'dead') return { kind: 'agent-failed' };
  const reply: InlineReply = {
    received_text: outcome.receivedText,
    conversation_id: outcome.externalConversationId,
    reply: outcome.replies.map(({ text }) => text).join('\n\n'),
    sent: null,
  };
  const sends = outcome.replies.filter(({ sendState }) => sendState !== null);
  for (const { sendState, errorCode } of sends) {
    const failed = ['failed', 'dead', 'unknown', 'opted-out'].includes(sendState ?? '');
    // A row that waits for its second try has failed as far as this request is concerned.
    if (failed || (sendState === 'pending' && errorCode !== null)) {
      return { kind: 'send-failed', code: errorCode ?? 'failed' };
    }
    if (sendState === 'pending' || sendState === 'sending') return undefined;
  }
  const last = sends.at(-1);
  if (last) reply.sent = { message_id: last.providerId, status: last.sendState ?? 'sent' };
  return { kind: 'replied', reply };
}
