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
import { BatchClient, StoreError } from './batch.client.ts';
import type { Call } from './operations.ts';
import { SqliteCatchUpStore } from './sqlite.catch-up-store.ts';
import { SqliteJobStore } from './sqlite.job-store.ts';
import { SqliteToolStore } from './sqlite.tool-store.ts';
import { SqliteWatchStore } from './sqlite.watch-store.ts';
import { SqliteOperatorStore } from './sqlite.operator-store.ts';

/** The embedded store: one file (or `:memory:`), one thread, one server. */
export class SqliteConversationStore extends ConversationStore {
  private readonly path: string;
  private readonly onFatal: (error: Error) => void;
  private readonly beside: boolean;
  private client: BatchClient | undefined;
  private readonly call: Call = (op, ...args) =>
    this.client?.call(op, ...args) ?? Promise.reject(new StoreError('the store is not open'));
  override readonly tools = new SqliteToolStore(this.call);
  override readonly jobs = new SqliteJobStore(this.call);
  override readonly operator = new SqliteOperatorStore(this.call);
  override readonly watch = new SqliteWatchStore(this.call);
  override readonly catchUps = new SqliteCatchUpStore(this.call);

  /**
   * @param path file, or `:memory:` for a store that ends with the process
   * @param onFatal called when the disk failed; the process should end, since what is durable is not known any more
   * @param beside true for the command line: opens what is there, beside a server or without one
   */
  constructor(path: string, onFatal: (error: Error) => void, { beside = false } = {}) {
    super();
    this.path = path;
    this.onFatal = onFatal;
    this.beside = beside;
  }

  override open(): Promise<void> {
    this.client ??= new BatchClient(this.path, this.onFatal, this.beside);
    return this.client.open();
  }
  override close(): Promise<void> {
    return this.client?.close() ?? Promise.resolve();
  }
  override ping(): Promise<void> {
    return this.call('ping');
  }
  override admit(input: AdmitInput): Promise<Admission> {
    return this.call('admit', input);
  }
  override claimTurn(input: ClaimTurnInput): Promise<TurnClaim> {
    return this.call('claimTurn', input);
  }
  override refreshTurn(lease: TurnLease): Promise<ClaimedTurn | null> {
    return this.call('refreshTurn', lease);
  }
  override commitTurn(input: CommitTurnInput): Promise<'committed' | 'newer' | 'lost'> {
    return this.call('commitTurn', input);
  }
  override failTurn(input: FailTurnInput): Promise<'retrying' | 'dead' | 'lost'> {
    return this.call('failTurn', input);
  }
  override saveSummary(input: SaveSummaryInput): Promise<void> {
    return this.call('saveSummary', input);
  }
  override claimSend(input: ClaimSendInput): Promise<Claim<ClaimedSend>> {
    return this.call('claimSend', input);
  }
  override recordSend(input: RecordSendInput): Promise<string> {
    return this.call('recordSend', input);
  }
  override listRecentMessages(conversationId: string, limit: number): Promise<StoredMessage[]> {
    return this.call('listRecentMessages', conversationId, limit);
  }
  override readOutcome(messageId: string): Promise<MessageOutcome | null> {
    return this.call('readOutcome', messageId);
  }
  override settleTurn(input: SettleTurnInput): Promise<void> {
    return this.call('settleTurn', input);
  }
}
