import type { MessagingAdapter } from '../messaging.adapter.ts';
import type { ClaimedTurn } from '../turn.ts';

/** Channels show it for up to a minute; asked for again before that, it stays until the reply. */
const RENEW_MS = 20_000;

/** Shows "is typing" on the other end while a turn runs. Never waited for, and no failure of it matters. */
export class TypingIndicator {
  private readonly stopped = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly adapter: MessagingAdapter;

  constructor(adapter: MessagingAdapter, turn: () => ClaimedTurn) {
    this.adapter = adapter;
    this.show(turn());
    this.timer = setInterval(() => this.show(turn()), RENEW_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.stopped.abort();
  }

  private show({ target, kind, messages }: ClaimedTurn): void {
    if (target === null) return;
    const messageId = messages.at(-1)?.externalId ?? null;
    const to = { target, targetKind: kind, messageId };
    this.adapter.showTyping(to, this.stopped.signal).catch(() => undefined);
  }
}
