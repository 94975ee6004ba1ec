import type { Json } from '../http.ts';
import type { Journal } from '../journal.ts';
import { contactOf, groupId } from '../loop/hear.ts';

/** What the bot has sent since the last thing said in a conversation, or since its last `await`. */
export class Answers {
  readonly #journal: Journal;
  readonly #start: number;
  readonly #since = new Map<string, number>();

  constructor(journal: Journal) {
    this.#journal = journal;
    this.#start = journal.seq;
  }

  /** Answers to this webhook count from here. */
  expectAfter(webhook: Json): void {
    const conversation = groupId(webhook.group) ?? contactOf(webhook.contact ?? webhook.recipient);
    if (conversation !== undefined) this.settle(conversation);
  }

  /** What has been sent so far is accounted for. */
  settle(conversation: string): void {
    this.#since.set(conversation, this.#journal.seq);
  }

  count(conversation: string): number {
    const since = this.#since.get(conversation) ?? this.#start;
    return this.#journal.sends.filter(
      ({ seq, to, outcome }) => seq > since && to === conversation && outcome === 'accepted',
    ).length;
  }
}
