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
import type { Call } from './operations.ts';

export class SqliteOperatorStore extends OperatorStore {
  private readonly call: Call;

  constructor(call: Call) {
    super();
    this.call = call;
  }

  override findConversations(contact: string): Promise<ConversationInfo[]> {
    return this.call('findConversations', contact);
  }
  override readStats(): Promise<Stats> {
    return this.call('readStats');
  }
  override readTrail(query: string, limit: number): Promise<Trail> {
    return this.call('readTrail', query, limit);
  }
  override sendByHand(input: ManualSend): Promise<ManuallySent> {
    return this.call('sendByHand', input);
  }
  override listDead(limit: number): Promise<DeadItem[]> {
    return this.call('listDead', limit);
  }
  override showDead(id: string): Promise<DeadDetail | null> {
    return this.call('showDead', id);
  }
  override redrive(input: RedriveInput): Promise<Redriven> {
    return this.call('redrive', input);
  }
  override pause(conversationId: string): Promise<boolean> {
    return this.call('pause', conversationId);
  }
  override resume(conversationId: string): Promise<boolean> {
    return this.call('resume', conversationId);
  }
  override setKillSwitch(input: KillSwitchInput): Promise<KillSwitchChange> {
    return this.call('setKillSwitch', input);
  }
  override readKillSwitch(): Promise<KillSwitch> {
    return this.call('readKillSwitch');
  }
  override exportContact(contact: string): Promise<ContactExport> {
    return this.call('exportContact', contact);
  }
  override forget(contact: string): Promise<Forgotten> {
    return this.call('forget', contact);
  }
  override purge(input: PurgeInput): Promise<Purged> {
    return this.call('purge', input);
  }
}
