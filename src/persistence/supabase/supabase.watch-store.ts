import type {
  AlarmToldInput,
  EndedAlarmInput,
  NoticeInput,
  RaiseAlarmInput,
} from '../../conversation/alarms/alarm.store.ts';
import type { Backlog } from '../../conversation/backlog.store.ts';
import type { Digest, DigestInput } from '../../conversation/digest.store.ts';
import { WatchStore } from '../../conversation/watch.store.ts';
import type { RpcClient } from './rpc.client.ts';

export class SupabaseWatchStore extends WatchStore {
  private readonly client: RpcClient;

  constructor(client: RpcClient) {
    super();
    this.client = client;
  }

  override readBacklog(): Promise<Backlog> {
    return this.client.call('read_backlog', {}) as Promise<Backlog>;
  }
  override raiseAlarm(input: RaiseAlarmInput): Promise<boolean> {
    return this.client.call('raise_alarm', input) as Promise<boolean>;
  }
  override claimEndedAlarm(input: EndedAlarmInput): Promise<string | null> {
    return this.client.call('claim_ended_alarm', input) as Promise<string | null>;
  }
  override async alarmTold(input: AlarmToldInput): Promise<void> {
    await this.client.call('alarm_told', input);
  }
  override sendNotice(input: NoticeInput): Promise<boolean> {
    return this.client.call('send_notice', input) as Promise<boolean>;
  }
  override firstTextOf(messageId: string): Promise<string | null> {
    return this.client.call('first_text_of', { messageId }) as Promise<string | null>;
  }
  override readDigest(input: DigestInput): Promise<Digest> {
    return this.client.call('read_digest', input) as Promise<Digest>;
  }
}
