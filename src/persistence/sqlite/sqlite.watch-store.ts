import type {
  AlarmToldInput,
  EndedAlarmInput,
  NoticeInput,
  RaiseAlarmInput,
} from '../../conversation/alarms/alarm.store.ts';
import type { Backlog } from '../../conversation/backlog.store.ts';
import type { Digest, DigestInput } from '../../conversation/digest.store.ts';
import { WatchStore } from '../../conversation/watch.store.ts';
import type { Call } from './operations.ts';

export class SqliteWatchStore extends WatchStore {
  private readonly call: Call;

  constructor(call: Call) {
    super();
    this.call = call;
  }

  override readBacklog(): Promise<Backlog> {
    return this.call('readBacklog');
  }
  override raiseAlarm(input: RaiseAlarmInput): Promise<boolean> {
    return this.call('raiseAlarm', input);
  }
  override claimEndedAlarm(input: EndedAlarmInput): Promise<string | null> {
    return this.call('claimEndedAlarm', input);
  }
  override alarmTold(input: AlarmToldInput): Promise<void> {
    return this.call('alarmTold', input);
  }
  override sendNotice(input: NoticeInput): Promise<boolean> {
    return this.call('sendNotice', input);
  }
  override firstTextOf(messageId: string): Promise<string | null> {
    return this.call('firstTextOf', messageId);
  }
  override readDigest(input: DigestInput): Promise<Digest> {
    return this.call('readDigest', input);
  }
}
