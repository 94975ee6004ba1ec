import type { ChannelEvent } from './channel-event.ts';
import type { ConsentWord } from './consent/consent.ts';

/** When a text in a group is answered: every one, those that address Chip, none. The rest is listened to. */
export type GroupPolicy = 'always' | 'addressed' | 'never';

export interface GroupReply {
  policy: GroupPolicy;
  /** The text names Chip. The store adds what it alone knows: an inline reply to a message of his. */
  addressed: boolean;
}

/** What makes a person a machine that answers machines. */
export interface BotLoopRule {
  /** Replies of ours in a row that were answered like by a machine. */
  times: number;
  /** An answer sooner than this after our reply got there is a machine's. */
  withinMs: number;
  pauseMs: number;
}

/** Fixed texts the store may have to put into the outbox in the same transaction. */
export interface FixedTexts {
  'opt-out': string;
  'opt-in': string;
  help: string;
  flood: string;
  'bot-loop': string;
  'welcome-group': string;
  'welcome-opt-in': string;
}

export interface AdmitInput {
  channel: string;
  event: ChannelEvent;
  /** The body as it came (cleaned), kept for audit. JSON-serialisable. */
  raw: unknown;
  /**
   * When the channel got it (epoch ms), of an event that it could not deliver and that was asked for later; unset: now. A
   * text is as old as that, and its words change no consent that was given or ended after it.
   */
  occurredAt?: number | undefined;
  /** The consent word that the text consists of, decided by the core, or by a channel that handles them itself. */
  consent: ConsentWord | null;
  /** True when the channel has told the person already what follows from that word: nothing is sent about it. */
  answered?: boolean | undefined;
  texts: FixedTexts;
  /** Of a text or a greeting in a group; null: answered like a person. */
  group: GroupReply | null;
  /** Null: nobody is taken for a machine. */
  botLoop: BotLoopRule | null;
  /** Unanswered texts one conversation may have; 0 = no cap. */
  unansweredLimit: number;
  quietMs: number;
  maxWaitMs: number;
  /** How long an outbox row may wait before it is too old to be sent. */
  outboxTtlMs: number;
}

export interface Admission {
  status: 'accepted' | 'duplicate' | 'ignored' | 'recorded' | 'quarantined';
  reason?: string | undefined;
  /** Our id of the stored message, also for a duplicate of one; of a status the id of what was sent. */
  messageId: string | null;
  /** Our id of the conversation: safe to log, unlike its key. */
  conversationId: string | null;
  /** When the turn is due, epoch ms by the store's clock in this process; null when no turn is. */
  dueAt: number | null;
  /** True when something may have become sendable. */
  outboxChanged: boolean;
  /** Something a human should know of, said once. */
  alert?: 'bot-loop' | undefined;
}
