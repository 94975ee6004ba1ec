import type { ChannelEvent } from './channel-event.ts';
import type { ConsentWord } from './consent.ts';

export interface AdmitInput {
  channel: string;
  event: ChannelEvent;
  /** The body as it came (cleaned), kept for audit. JSON-serialisable. */
  raw: unknown;
  /** The consent word that the text consists of, decided by the core. */
  consent: ConsentWord | null;
  /** Fixed texts the store may have to put into the outbox in the same transaction. */
  texts: { 'opt-out': string; 'opt-in': string; help: string; flood: string };
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
  /** Our id of the stored message, also for a duplicate of one. */
  messageId: string | null;
  /** Our id of the conversation: safe to log, unlike its key. */
  conversationId: string | null;
  /** When the turn is due, epoch ms by the store's clock in this process; null when no turn is. */
  dueAt: number | null;
  /** True when something may have become sendable. */
  outboxChanged: boolean;
}
