import { randomUUID } from 'node:crypto';
import type { Admission, AdmitInput } from '../../conversation/admission.ts';
import { ConversationStore } from '../../conversation/conversation.store.ts';
import type {
  Claim,
  MessageOutcome,
  StoredMessage,
  TurnClaim,
} from '../../conversation/conversation.store.ts';
import type { ClaimedSend, ClaimSendInput, RecordSendInput } from '../../conversation/delivery.ts';
import type { SettleTurnInput } from '../../conversation/limits/turn.limits.ts';
import type {
  ClaimedTurn,
  ClaimTurnInput,
  CommitTurnInput,
  FailTurnInput,
  SaveSummaryInput,
  TurnLease,
} from '../../conversation/turn.ts';
import { AdmitQueue } from './admit.queue.ts';
import { comparedWords } from './compared-words.ts';
import { localise } from './localise.ts';
import { RpcClient } from './rpc.client.ts';
import { SupabaseError } from './supabase.error.ts';
import { SupabaseCatchUpStore } from './supabase.catch-up-store.ts';
import { SupabaseJobStore } from './supabase.job-store.ts';
import { SupabaseToolStore } from './supabase.tool-store.ts';
import { SupabaseWatchStore } from './supabase.watch-store.ts';
import { SupabaseOperatorStore } from './supabase.operator-store.ts';

/** A start that waits for a database is a start that nobody sees. */
const OPEN_BUDGET_MS = 1500;

/**
 * The store that replicas share: functions of a Supabase project (`supabase/migrations`), each of them one transaction.
 * Opens also while the project is out of reach, and works as soon as it is there.
 */
export class SupabaseConversationStore extends ConversationStore {
  override readonly tools: SupabaseToolStore;
  override readonly jobs: SupabaseJobStore;
  override readonly operator: SupabaseOperatorStore;
  override readonly watch: SupabaseWatchStore;
  override readonly catchUps: SupabaseCatchUpStore;
  private readonly client: RpcClient;
  private readonly admissions: AdmitQueue;
  private readonly warn: (error: SupabaseError) => void;

  /** @param warn told why nothing can be stored yet */
  constructor(url: string, key: string, warn: (error: SupabaseError) => void) {
    super();
    this.client = new RpcClient(url, key);
    this.tools = new SupabaseToolStore(this.client);
    this.jobs = new SupabaseJobStore(this.client);
    this.operator = new SupabaseOperatorStore(this.client);
    this.watch = new SupabaseWatchStore(this.client);
    this.catchUps = new SupabaseCatchUpStore(this.client);
    this.admissions = new AdmitQueue(this.client);
    this.warn = warn;
  }

  /** Rejects only for what will not mend itself: a key that is refused. */
  override async open(): Promise<void> {
    try {
      await this.client.call('ping', undefined, OPEN_BUDGET_MS);
    } catch (error) {
      if (!(error instanceof SupabaseError) || error.refusesKey) throw error;
      this.warn(error);
    }
  }
  override close(): Promise<void> {
    return this.client.close();
  }
  override async ping(): Promise<void> {
    await this.client.call('ping');
  }

  override async admit(input: AdmitInput): Promise<Admission> {
    const { event } = input;
    // An event without any id is a new one each time it is told of; one whose answer was lost must not be.
    const webhookId = event.webhookId ?? (event.externalId === null ? randomUUID() : null);
    const words = event.kind === 'message' ? comparedWords(event.text) : [];
    const admission = await this.admissions.admit({ ...input, event: { ...event, webhookId }, words });
    const { reason, dueAt } = admission;
    return { ...admission, reason, dueAt: this.client.clock.toLocal(dueAt) };
  }

  override async claimTurn(input: ClaimTurnInput): Promise<TurnClaim> {
    const answer = (await this.client.call('claim_turn', input)) as TurnClaim;
    const claim = localise<ClaimedTurn>(this.client.clock, answer);
    const limited = answer.limited?.length ? { limited: answer.limited } : {};
    return claim.claimed ? { claimed: this.dated(claim.claimed), ...limited } : { ...claim, ...limited };
  }
  override async refreshTurn(lease: TurnLease): Promise<ClaimedTurn | null> {
    const turn = (await this.client.call('refresh_turn', lease)) as ClaimedTurn | null;
    return turn && this.dated(turn);
  }
  override commitTurn(input: CommitTurnInput): Promise<'committed' | 'newer' | 'lost'> {
    return this.client.call('commit_turn', input) as Promise<'committed' | 'newer' | 'lost'>;
  }
  override failTurn(input: FailTurnInput): Promise<'retrying' | 'dead' | 'lost'> {
    return this.client.call('fail_turn', input) as Promise<'retrying' | 'dead' | 'lost'>;
  }

  override async saveSummary(input: SaveSummaryInput): Promise<void> {
    await this.client.call('save_summary', input);
  }

  override async claimSend(input: ClaimSendInput): Promise<Claim<ClaimedSend>> {
    return localise(this.client.clock, (await this.client.call('claim_send', input)) as Claim<ClaimedSend>);
  }
  override recordSend(input: RecordSendInput): Promise<string> {
    return this.client.call('record_send', input) as Promise<string>;
  }

  override listRecentMessages(conversationId: string, limit: number): Promise<StoredMessage[]> {
    return this.client.call('list_recent_messages', { conversationId, limit }) as Promise<StoredMessage[]>;
  }
  override readOutcome(messageId: string): Promise<MessageOutcome | null> {
    return this.client.call('read_outcome', { messageId }) as Promise<MessageOutcome | null>;
  }
  override async settleTurn(input: SettleTurnInput): Promise<void> {
    await this.client.call('settle_turn', input);
  }

  private dated(turn: ClaimedTurn): ClaimedTurn {
    return { ...turn, dueAt: this.client.clock.toLocal(turn.dueAt) };
  }
}
