import type { ConversationRef } from '../channel-event.ts';

export interface RaiseAlarmInput {
  /** Names what is wrong, such as `backlog` or `breaker:loop`; holds nobody's address. */
  kind: string;
  claimId: string;
  /** A human is told again after so long while it lasts. */
  repeatMs: number;
  /** Whoever is to tell the human and does not say that it has gives others the chance after so long. */
  leaseMs: number;
}

export interface EndedAlarmInput {
  claimId: string;
  /** Over is what nobody has found for so long. */
  quietMs: number;
  leaseMs: number;
}

export interface AlarmToldInput {
  kind: string;
  claimId: string;
  /** The all clear was told: the alarm is no more. */
  ended: boolean;
}

export interface NoticeInput {
  channel: string;
  conversation: ConversationRef;
  /** Makes it once: another notice of the same origin for this conversation is none. */
  origin: string;
  text: string;
  ttlMs: number;
}

/** Part of the `ConversationStore`: which alarms are on, so that of many servers one tells a human, once. */
export interface AlarmStore {
  /** Notes that something is wrong now. True: the caller is to tell a human. The same claim id gets the same answer. */
  raiseAlarm(input: RaiseAlarmInput): Promise<boolean>;
  /** An alarm that was told and is over, for the caller to tell; null: none. */
  claimEndedAlarm(input: EndedAlarmInput): Promise<string | null>;
  /** The human was told. Nothing for a claim that has been taken over. */
  alarmTold(input: AlarmToldInput): Promise<void>;
  /** A text of ours through the outbox, like any other: consent is checked as it goes out. False: it was there. */
  sendNotice(input: NoticeInput): Promise<boolean>;
}
