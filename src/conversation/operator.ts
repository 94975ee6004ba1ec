/** Shapes of what whoever runs Chip sees and does. Times are epoch ms of the store's clock. */

/** One conversation, as it is found by a contact. */
export interface ConversationInfo {
  id: string;
  channel: string;
  kind: 'person' | 'group';
  target: string | null;
  externalId: string;
  createdAt: number;
  /** When somebody wrote there last. */
  inboundAt: number | null;
  /** Texts that wait for an answer. */
  unanswered: number;
  /** Attempts in a row that have failed. */
  failures: number;
  /** Null: not paused. */
  pausedAt: number | null;
  optedOut: boolean;
}

export interface KillSwitch {
  on: boolean;
  /** When it was set last; null: never. */
  changedAt: number | null;
}

/** What went dead when the switch was taken back, because it had waited for too long. */
export interface KillSwitchChange extends KillSwitch {
  /** False: it was so before, and nothing was done. */
  changed: boolean;
  deadTexts: number;
  deadReplies: number;
}

export interface KillSwitchInput {
  on: boolean;
  /** When it is taken back: what has waited for longer goes dead instead of out. */
  maxAgeMs: number;
}

export interface Stats {
  conversations: number;
  paused: number;
  optedOut: number;
  killSwitch: KillSwitch;
  /** Number of inbound texts by the state they are in. */
  texts: Record<string, number>;
  /** Number of rows in the outbox by state. */
  replies: Record<string, number>;
  /** Number of events by what became of them. */
  events: Record<string, number>;
  turns: { count: number; promptTokens: number; completionTokens: number; meanMs: number | null };
  /** Age of the oldest text that waits for its turn, and of the oldest reply that waits to be sent. */
  oldestTextMs: number | null;
  oldestReplyMs: number | null;
}

/** A text that nobody answered, a reply that did not go out, or a job that was given up. */
export interface DeadItem {
  /** Of the message or the job. */
  id: string;
  kind: 'text' | 'reply' | 'job';
  conversationId: string;
  channel: string;
  /** Of a reply `dead` or `failed`, else `dead`. */
  state: string;
  /** Code of the last failure; null: none was kept. */
  errorCode: string | null;
  createdAt: number;
}

/** All that is known of it. Holds personal data. */
export interface DeadDetail extends DeadItem {
  target: string | null;
  /** Of a job what it would have texted, or its payload. */
  text: string;
  /** Sends or runs that were tried; 0 of a text. */
  attempts: number;
}

export interface RedriveInput {
  /** Of the message or the job. */
  id: string;
  /** How long the reply may wait to be sent. */
  ttlMs: number;
  /** Also what may have been sent: its outcome was unknown twice. */
  evenIfSent: boolean;
}

/** A text that a human sends. */
export interface ManualSend {
  /** Made by whoever sends it: said again it is sent once. */
  id: string;
  conversationId: string;
  /** In parts that the channel takes. */
  texts: string[];
  ttlMs: number;
}

/** `nowhere`: the conversation has no address. */
export type ManuallySent = 'queued' | 'queued-before' | 'opted-out' | 'nowhere' | 'unknown';

/** `maybe-sent`: refused, see `RedriveInput.evenIfSent`. `opted-out`: refused, the person wants nothing. */
export type Redriven = 'redriven' | 'not-dead' | 'opted-out' | 'maybe-sent' | 'unknown';
