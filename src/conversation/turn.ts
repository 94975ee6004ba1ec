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
  createdAt: number;
}

export interface ClaimedTurn {
  conversationId: string;
  channel: string;
  kind: 'person' | 'group';
  claimId: string;
  fence: number;
  /** All unanswered messages, oldest first. */
  messages: TurnMessage[];
  /** Earlier lines, oldest first. */
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
}
