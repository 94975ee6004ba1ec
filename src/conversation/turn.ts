import type { MessageForm } from './channel-event.ts';

/** A conversation that one worker holds for a while. */
export interface TurnLease {
  conversationId: string;
  claimId: string;
  /** Grows with each claim; a commit with an old fence is refused. */
  fence: number;
  leaseMs: number;
  historyLimit: number;
}

export interface ClaimTurnInput {
  claimId: string;
  leaseMs: number;
  historyLimit: number;
  /** Texts older than this go dead instead of being answered; younger ones of the conversation are answered. */
  maxAgeMs: number;
}

export interface TurnMessage {
  id: string;
  externalId: string | null;
  author: string | null;
  text: string;
  attachments: string[];
  /** What was sent. A form other than `text` may come without any text and is to be answered all the same. */
  form: MessageForm;
  /** True when `text` is what the channel heard in a voice message. */
  spoken: boolean;
  createdAt: number;
}

export interface ClaimedTurn {
  conversationId: string;
  channel: string;
  kind: 'person' | 'group';
  /** Where the reply will go, for signs of life on the way; null: nowhere. */
  target: string | null;
  claimId: string;
  fence: number;
  /** All unanswered messages, oldest first. */
  messages: TurnMessage[];
  /** Earlier lines, oldest first; in a group also those that were listened to and not answered. */
  history: { direction: 'in' | 'out'; author: string | null; body: string; createdAt: number }[];
  /** Attempts in a row that have failed. */
  failures: number;
  /** When this conversation is due again, as messages that came during the turn have set it. */
  dueAt: number | null;
  /** Age of the oldest unanswered message. */
  ageMs: number;
}

export interface CommitTurnInput {
  conversationId: string;
  claimId: string;
  fence: number;
  /** Exactly the messages that the reply has seen. */
  covered: string[];
  /** In sending order. Empty: the messages are covered by a deliberate silence. */
  replies: string[];
  /** False when the turn may not restart any more; later messages then get a turn of their own. */
  allowNewer: boolean;
  outboxTtlMs: number;
  usage: { model: string; promptTokens: number; completionTokens: number; durationMs: number };
}

export interface FailTurnInput {
  conversationId: string;
  claimId: string;
  fence: number;
  retryInMs: number;
  /** Texts that were there when the failing began go dead after this. */
  deadAfterMs: number;
  /** One honest sentence for the person, sent once per outage. */
  notice: string | null;
  outboxTtlMs: number;
  /** Error class, no text of it. */
  reason: string;
  /**
   * True for a turn that is handed back unfinished, as at a stop of the process. It has not failed: nothing is counted,
   * nobody is told, nothing goes dead.
   */
  released?: boolean | undefined;
}
