import type { RedeliveryStep, SendOutcome } from './messaging.adapter.ts';

export interface ClaimSendInput {
  claimId: string;
  leaseMs: number;
  /** Only rows of these channels: a channel whose breaker is open is left out. */
  channels: string[];
  /** Wait before a send that nobody finished, or one from before a restart, is sent again, at least. */
  graceMs: number;
  /** Longer waits after a long stop, by channel (see `MessagingAdapter.redelivery`). */
  redelivery: Record<string, readonly RedeliveryStep[]>;
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
}

export interface RecordSendInput {
  id: string;
  claimId: string;
  outcome: SendOutcome;
  /** Wait before the next try when the outcome is `later`. */
  retryInMs: number;
  /** Wait before it is sent again when the outcome is `unknown`. */
  graceMs: number;
}
