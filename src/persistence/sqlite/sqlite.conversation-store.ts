import type { Admission, AdmitInput } from '../../conversation/admission.ts';
import { ConversationStore } from '../../conversation/conversation.store.ts';
import type { Claim, MessageOutcome, StoredMessage } from '../../conversation/conversation.store.ts';
import type { ClaimedSend, ClaimSendInput, RecordSendInput } from '../../conversation/delivery.ts';
import type {
  ClaimedTurn,
  ClaimTurnInput,
  CommitTurnInput,
  FailTurnInput,
  TurnLease,
} from '../../conversation/turn.ts';
import { BatchClient } from './batch.client.ts';

/** The embedded store: one file (or `:memory:`), one thread, one server. */
export class SqliteConversationStore extends ConversationStore {
  private readonly client: BatchClient;

  /**
   * @param path file, or `:memory:` for a store that ends with the process
   * @param onFatal called when the disk failed; the process should end, since what is durable is not known any more
   */
  constructor(path: string, onFatal: (error: Error) => void) {
    super();
    this.client = new BatchClient(path, onFatal);
  }

  override open(): Promise<void> {
    return this.client.open();
  }
  override close(): Promise<void> {
    return this.client.close();
  }
  override ping(): Promise<void> {
    return this.client.call('ping');
  }
  override admit(input: AdmitInput): Promise<Admission> {
    return this.client.call('admit', input);
  }
  override claimTurn(input: ClaimTurnInput): Promise<Claim<ClaimedTurn>> {
    return this.client.call('claimTurn', input);
  }
  override refreshTurn(lease: TurnLease): Promise<ClaimedTurn | null> {
    return this.client.call('refreshTurn', lease);
  }
  override commitTurn(input: CommitTurnInput): Promise<'committed' | 'newer' | 'lost'> {
    return this.client.call('commitTurn', input);
  }
  override failTurn(input: FailTurnInput): Promise<'retrying' | 'dead' | 'lost'> {
    return this.client.call('failTurn', input);
  }
  override claimSend(input: ClaimSendInput): Promise<Claim<ClaimedSend>> {
    return this.client.call('claimSend', input);
  }
  override recordSend(input: RecordSendInput): Promise<string> {
    return this.client.call('recordSend', input);
  }
  override listRecentMessages(conversationId: string, limit: number): Promise<StoredMessage[]> {
    return this.client.call('listRecentMessages', conversationId, limit);
  }
  override readOutcome(messageId: string): Promise<MessageOutcome | null> {
    return this.client.call('readOutcome', messageId);
  }
}
