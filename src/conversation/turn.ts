import type { MessageForm } from './channel-event.ts';
import type { ModelCallRecord } from './model-calls.ts';
import type { StagedWrite } from './staged-write.ts';
import type { ToolCallRecord } from './tool-calls.ts';
import type { TurnLimits } from './limits/turn.limits.ts';
import type { TurnRoute } from './turn.route.ts';

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
  /** Unset: nothing is limited and nothing counted. */
  limits?: TurnLimits | undefined;
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

/** One earlier line of a conversation, as an answer may look back on it. */
export interface HistoryLine {
  id: string;
  direction: 'in' | 'out';
  author: string | null;
  body: string;
  /** What was found in its files when it was answered, in the words of whoever answered; null: nothing was. */
  heard: string | null;
  createdAt: number;
  /**
   * True when no further line can come to stand before this one, also not an open text of this turn once it is
   * covered. A summary may reach through such a line and through no other.
   */
  settled: boolean;
}

/** What was found in the files of one message while it was answered. */
export interface MessageReading {
  messageId: string;
  /** Ready to be shown to a model again. At most some 2,000 characters; whoever makes it sees to that. */
  text: string;
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
  /** What was said before the history, as `saveSummary` has stored it last; null: nothing was summed up yet. */
  summary: string | null;
  /**
   * Earlier lines behind the end of the summary, oldest first, of these the newest `historyLimit`; in a group also
   * those that were listened to and not answered.
   */
  history: HistoryLine[];
  /** Attempts in a row that have failed. */
  failures: number;
  /** When this conversation is due again, as messages that came during the turn have set it. */
  dueAt: number | null;
  /** Age of the oldest unanswered message. */
  ageMs: number;
  /** The budget of the installation is nearly used up: cheaper models first. Only of a fresh claim. */
  economy?: boolean | undefined;
}

export interface CommitTurnInput {
  conversationId: string;
  claimId: string;
  fence: number;
  /** Exactly the messages that the reply has seen. */
  covered: readonly string[];
  /** At most one for a message. Those of messages that this commit does not cover are not stored. */
  readings: MessageReading[];
  /** In sending order. Empty: the messages are covered by a deliberate silence. */
  replies: string[];
  /** Tools that were called on the way, in order; kept with the turn. */
  calls?: readonly ToolCallRecord[] | undefined;
  /** Requests to models since the claim, in the order in which they ended, those of discarded attempts included. */
  modelCalls?: readonly ModelCallRecord[] | undefined;
  /** Who answered. */
  route?: TurnRoute | undefined;
  /** What tools want stored, in the same transaction. */
  staged?: readonly StagedWrite[] | undefined;
  /** False when the turn may not restart any more; later messages then get a turn of their own. */
  allowNewer: boolean;
  outboxTtlMs: number;
  usage: { model: string; promptTokens: number; completionTokens: number; durationMs: number };
}

export interface SaveSummaryInput {
  conversationId: string;
  /** The turn after which it was made, which the tokens are counted with. */
  fence: number;
  /** The last line that is in it: one of `ClaimedTurn.history` that is settled. */
  throughMessageId: string;
  /** Null: none came of it, and only its tokens are counted. */
  text: string | null;
  promptTokens: number;
  completionTokens: number;
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
  /** Error class, no text of it. Kept, for whoever asks why there was no answer. */
  reason: string;
  /** Of the attempt. */
  durationMs?: number | undefined;
  /** As of a commit. */
  modelCalls?: readonly ModelCallRecord[] | undefined;
  /**
   * True for a turn that is handed back unfinished, as at a stop of the process. It has not failed: nothing is counted,
   * nobody is told, nothing goes dead.
   */
  released?: boolean | undefined;
}
