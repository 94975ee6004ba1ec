import type { ContactExport, Forgotten, Purged, PurgeInput } from '../../conversation/custody.ts';
import type {
  ConversationInfo,
  DeadDetail,
  DeadItem,
  KillSwitch,
  KillSwitchChange,
  KillSwitchInput,
  ManuallySent,
  ManualSend,
  RedriveInput,
  Redriven,
  Stats,
} from '../../conversation/operator.ts';
import { OperatorStore } from '../../conversation/operator.store.ts';
import type { Trail } from '../../conversation/trail.ts';
import type { RpcClient } from './rpc.client.ts';

/** All of it is one function of the database, `operate`, which is told what to do. */
export class SupabaseOperatorStore extends OperatorStore {
  private readonly client: RpcClient;

  constructor(client: RpcClient) {
    super();
    this.client = client;
  }

  override findConversations(contact: string): Promise<ConversationInfo[]> {
    return this.operate('find_conversations', { contact });
  }
  override readStats(): Promise<Stats> {
    return this.operate('read_stats');
  }
  override readTrail(query: string, limit: number): Promise<Trail> {
    return this.operate('read_trail', { query, limit });
  }
  override sendByHand(input: ManualSend): Promise<ManuallySent> {
    return this.operate('send_by_hand', input);
  }
  override listDead(limit: number): Promise<DeadItem[]> {
    return this.operate('list_dead', { limit });
  }
  override showDead(id: string): Promise<DeadDetail | null> {
    return this.operate('show_dead', { id });
  }
  override redrive(input: RedriveInput): Promise<Redriven> {
    return this.operate('redrive', input);
  }
  override pause(conversationId: string): Promise<boolean> {
    return this.operate('pause', { conversationId });
  }
  override resume(conversationId: string): Promise<boolean> {
    return this.operate('resume', { conversationId });
  }
  override setKillSwitch(input: KillSwitchInput): Promise<KillSwitchChange> {
    return this.operate('set_kill_switch', input);
  }
  override readKillSwitch(): Promise<KillSwitch> {
    return this.operate('read_kill_switch');
  }
  override exportContact(contact: string): Promise<ContactExport> {
    return this.operate('export_contact', { contact });
  }
  override forget(contact: string): Promise<Forgotten> {
    return this.operate('forget', { contact });
  }
  override purge(input: PurgeInput): Promise<Purged> {
    return this.operate('purge', input);
  }

  private operate<T>(operation: string, input: object = {}): Promise<T> {
    return this.client.call('operate', { ...input, operation }) as Promise<T>;
  }
}
