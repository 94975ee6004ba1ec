import type { RedeliveryStep, SendOutcome, SentBefore } from './messaging.adapter.ts';

/** A channel's wish for texts to people who have not written for a while. */
export interface Pacing {
  /** Somebody who has written within this time may be answered at any pace. */
  quietMs: number;
  /** Anybody else gets one text in this time. */
  intervalMs: number;
}

export interface ClaimSendInput {
  claimId: string;
  leaseMs: number;
  /** Only rows of these channels: a channel whose breaker is open is left out. */
  channels: string[];
  /** Wait before a send that nobody finished, or one from before a restart, is sent again, at least. */
  graceMs: number;
  /**
   * For how long webhooks have been able to reach whoever asks, ms; none: for ever. A grace that has run for longer than
   * that has partly been none, and is completed before anything is sent again.
   */
  reachableForMs?: number | undefined;
  /**
   * Which server asks, and after what silence of another one nothing can reach that one: of servers that share a store a
   * grace is whole only where all of them were in reach. A store of one server has no use for it.
   */
  replica?: { id: string; silentMs: number } | undefined;
  /** Longer waits after a long stop, by channel (see `MessagingAdapter.redelivery`). */
  redelivery: Record<string, readonly RedeliveryStep[]>;
  /** By channel; one that is missing has no pace. A row that has to wait stays `pending` and is no attempt. */
  pacing?: Readonly<Record<string, Pacing>> | undefined;
}

export interface ClaimedSend {
  id: string;
  claimId: string;
  conversationId: string;
  channel: string;
  target: string;
  targetKind: 'person' | 'group';
  text: string;
  origin: string;
  part: number;
  /** 1 for the first try. */
  attempt: number;
  /** True when an earlier send of this row ended unknown and its grace is over. */
  resend: boolean;
  /** That earlier send, for whoever can ask the channel about it; null unless this is a resend. */
  sentBefore: SentBefore | null;
  /** How the newest text of the conversation came (imessage, sms, rcs, whatsapp), where the channel said so. */
  service: string | null;
}

export interface RecordSendInput {
  id: string;
  claimId: string;
  /** A halted channel is the sender's business: for the text it is `later`. */
  outcome: Exclude<SendOutcome, { kind: 'halted' }>;
  /** Wait before the next try when the outcome is `later`. */
  retryInMs: number;
  /** Wait before it is sent again when the outcome is `unknown`. */
  graceMs: number;
}
