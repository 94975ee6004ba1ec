import type { Admission, AdmitInput } from './admission.ts';
import type { CatchUpStore } from './catch-up/catch-up.store.ts';
import type { ClaimedSend, ClaimSendInput, RecordSendInput } from './delivery.ts';
import type { JobStore } from './jobs/job.store.ts';
import type { ToolStore } from './tool.store.ts';
import type { OperatorStore } from './operator.store.ts';
import type { LimitedTurn, SettleTurnInput, UsageStore } from './limits/turn.limits.ts';
import type { WatchStore } from './watch.store.ts';
import type {
  ClaimedTurn,
  ClaimTurnInput,
  CommitTurnInput,
  FailTurnInput,
  HistoryLine,
  SaveSummaryInput,
  TurnLease,
} from './turn.ts';

/** One line of a conversation, for an export. */
export type StoredMessage = Omit<HistoryLine, 'settled'>;

/** What became of one inbound message, for inline answers. */
export interface MessageOutcome {
  /** `unanswered` while a turn is due or running; otherwise a terminal state of P2. */
  state: string;
  receivedText: string;
  externalConversationId: string;
  /** Attempts in a row that have failed for its conversation; 0 once one has succeeded. */
  failures: number;
  replies: { text: string; sendState: string | null; providerId: string | null; errorCode: string | null }[];
}

/** Something claimed, or the time (epoch ms) at which it is worth to ask again; null: nothing is waiting. */
export type Claim<T extends object> = { claimed: T } | { claimed: null; nextAt: number | null };

/** What a claim of a turn brings, and the conversations that it has let go of because of a limit. */
export type TurnClaim = Claim<ClaimedTurn> & { limited?: LimitedTurn[] | undefined };

/**
 * The one place where messages, turns and deliveries are kept. Every operation is atomic and durable when its promise
 * resolves, and may be repeated: an operation whose answer was lost is harmless to send again. Times are those of the
 * store's clock, epoch ms. Rejects when the store is out of reach; a rejected operation may or may not have happened.
 *
 * Implementations: `SqliteConversationStore` (file or `:memory:`) and `SupabaseConversationStore`. All pass
 * `test/contract/conversation-store.ts`.
 */
export abstract class ConversationStore implements UsageStore {
  /** What tools called, and what they asked. */
  abstract readonly tools: ToolStore;
  /** What is to be done at a time. */
  abstract readonly jobs: JobStore;
  /** What is done by hand: history, dead letters, pause, kill switch, custody. */
  abstract readonly operator: OperatorStore;
  /** What gauges, alarms and traces ask. */
  abstract readonly watch: WatchStore;
  /** How far the logs of channels have been read. */
  abstract readonly catchUps: CatchUpStore;

  /**
   * Resolves when the store can be used, or will be by itself once its database is there; rejects with what to do when it
   * cannot (locked, newer schema).
   */
  abstract open(): Promise<void>;
  /** Finishes what is queued and lets go of everything. Idempotent. */
  abstract close(): Promise<void>;
  /** One cheap round trip through the whole path; rejects when the store does not answer. */
  abstract ping(): Promise<void>;

  /**
   * Stores one event, once: keyed by (channel, class, id) and (channel, class, webhook id). Journey step 4. Decides in
   * the same transaction what becomes of a text, in this order: consent, nothing in it, a machine that answers a
   * machine, help, a group that is only listened to, flood, and else a turn is due.
   */
  abstract admit(input: AdmitInput): Promise<Admission>;

  /**
   * Leases one conversation that is due and free. The same claim id gets the same turn again. Step 6. With limits: those
   * that are over one are let go of (`rate-limited`) and told so once a window; the worst case of the turn is counted.
   */
  abstract claimTurn(input: ClaimTurnInput): Promise<TurnClaim>;
  /** Renews a turn's lease and reads its messages again; null when the turn was lost. */
  abstract refreshTurn(lease: TurnLease): Promise<ClaimedTurn | null>;
  /**
   * Replies into the outbox, listed messages covered and their readings kept, calls of tools and what they have staged
   * written, lease ended, in one transaction. Step 9. `newer`: more has come, nothing was written, the lease goes on. `lost`: another turn holds the conversation, or consent ended.
   */
  abstract commitTurn(input: CommitTurnInput): Promise<'committed' | 'newer' | 'lost'>;
  /**
   * Ends a turn that made no reply: due again later. `dead`: what has failed for too long was given up; texts that
   * came after the failing began are still due. Said again it is `lost`, and changes nothing. A `released` turn has
   * not failed and is due again as it was.
   */
  abstract failTurn(input: FailTurnInput): Promise<'retrying' | 'dead' | 'lost'>;
  /**
   * Replaces a conversation's summary by one that reaches further; turns from then on get it and the lines behind it.
   * Needs no lease. The stored one stays when it reaches as far or further, or the line is none of the dialogue of that
   * conversation. The tokens are added to those of the turn in each case, once for a turn.
   */
  abstract saveSummary(input: SaveSummaryInput): Promise<void>;

  /** Leases the next outbox row that heads its conversation; consent, age and pace checked. Step 10. */
  abstract claimSend(input: ClaimSendInput): Promise<Claim<ClaimedSend>>;
  /**
   * Writes down what a send came to; the row's state afterwards. Never moves a row back that a status webhook has
   * already moved on. An opt-out that the channel reports ends all that is open for that person, unless they have
   * written since that send.
   */
  abstract recordSend(input: RecordSendInput): Promise<string>;

  /** The newest `limit` lines of a conversation, oldest first. */
  abstract listRecentMessages(conversationId: string, limit: number): Promise<StoredMessage[]>;
  abstract readOutcome(messageId: string): Promise<MessageOutcome | null>;

  abstract settleTurn(input: SettleTurnInput): Promise<void>;
}
