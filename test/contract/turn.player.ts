import { randomUUID } from 'node:crypto';
import type { Admission, AdmitInput } from '../../src/conversation/admission.ts';
import type { ChannelEvent } from '../../src/conversation/channel-event.ts';
import { consentWord } from '../../src/conversation/consent/consent.ts';
import type { ConversationStore, TurnClaim } from '../../src/conversation/conversation.store.ts';
import type {
  ClaimedTurn,
  ClaimTurnInput,
  CommitTurnInput,
  FailTurnInput,
} from '../../src/conversation/turn.ts';
import { eventually } from './eventually.ts';
import { ADA, CHANNEL, message, TEXTS } from './people-and-events.ts';

/** Plays the webhook and the turn worker against a store, with the defaults that most tests do not care about. */
export class TurnPlayer {
  readonly store: ConversationStore;

  constructor(store: ConversationStore) {
    this.store = store;
  }

  /** A webhook. Due at once and without a cap unless told otherwise. */
  admit(event: ChannelEvent, over: Partial<AdmitInput> = {}): Promise<Admission> {
    return this.store.admit({
      channel: CHANNEL,
      event,
      raw: { event: event.name },
      consent: event.kind === 'message' ? (consentWord(event.text) ?? null) : null,
      texts: TEXTS,
      group: null,
      botLoop: null,
      unansweredLimit: 0,
      quietMs: 0,
      maxWaitMs: 0,
      outboxTtlMs: 60_000,
      ...over,
    });
  }

  /** A text from Ada, or from somewhere else. */
  text(text: string, conversation = ADA, over: Partial<AdmitInput> = {}): Promise<Admission> {
    return this.admit(message({ text, conversation }), over);
  }

  tryTurn(over: Partial<ClaimTurnInput> = {}): Promise<TurnClaim> {
    const usual = { claimId: randomUUID(), leaseMs: 30_000, historyLimit: 20, maxAgeMs: 60_000 };
    return this.store.claimTurn({ ...usual, ...over });
  }

  /** Claims as soon as there is a turn. */
  turn(over: Partial<ClaimTurnInput> = {}): Promise<ClaimedTurn> {
    return eventually('a turn', async () => (await this.tryTurn(over)).claimed);
  }

  commit(
    turn: ClaimedTurn,
    replies: string[],
    over: Partial<CommitTurnInput> = {},
  ): Promise<'committed' | 'newer' | 'lost'> {
    const { conversationId, claimId, fence } = turn;
    const covered = turn.messages.map(({ id }) => id);
    const usage = { model: 'offline', promptTokens: 7, completionTokens: 3, durationMs: 12.6 };
    const usual = {
      conversationId,
      claimId,
      fence,
      covered,
      readings: [],
      replies,
      allowNewer: true,
      outboxTtlMs: 60_000,
      usage,
    };
    return this.store.commitTurn({ ...usual, ...over });
  }

  fail(turn: ClaimedTurn, over: Partial<FailTurnInput> = {}): Promise<'retrying' | 'dead' | 'lost'> {
    const { conversationId, claimId, fence } = turn;
    const usual = {
      retryInMs: 0,
      deadAfterMs: 60_000,
      notice: null,
      outboxTtlMs: 60_000,
      reason: 'ModelError',
    };
    return this.store.failTurn({ conversationId, claimId, fence, ...usual, ...over });
  }

  /** A text and its answer, so that there is something to send. The replies' conversation. */
  async converse(text: string, replies: string[], conversation = ADA, ttlMs = 60_000): Promise<string> {
    await this.text(text, conversation);
    const turn = await this.turn();
    await this.commit(turn, replies, { outboxTtlMs: ttlMs });
    return turn.conversationId;
  }
}
