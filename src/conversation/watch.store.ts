import type {
  AlarmStore,
  AlarmToldInput,
  EndedAlarmInput,
  NoticeInput,
  RaiseAlarmInput,
} from './alarms/alarm.store.ts';
import type { Backlog, BacklogStore } from './backlog.store.ts';
import type { Digest, DigestInput, DigestStore } from './digest.store.ts';
import type { TraceStore } from './trace.store.ts';

/** The part of the store that whoever watches over Chip needs. What each operation does stands in the four ports. */
export abstract class WatchStore implements BacklogStore, AlarmStore, TraceStore, DigestStore {
  abstract readBacklog(): Promise<Backlog>;
  abstract raiseAlarm(input: RaiseAlarmInput): Promise<boolean>;
  abstract claimEndedAlarm(input: EndedAlarmInput): Promise<string | null>;
  abstract alarmTold(input: AlarmToldInput): Promise<void>;
  abstract sendNotice(input: NoticeInput): Promise<boolean>;
  abstract firstTextOf(messageId: string): Promise<string | null>;
  abstract readDigest(input: DigestInput): Promise<Digest>;
}
