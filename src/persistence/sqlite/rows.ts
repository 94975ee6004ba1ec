import type { MessageForm } from '../../conversation/channel-event.ts';
import type { LimitRule } from '../../conversation/limits/turn.limits.ts';

/** Rows as SQLite hands them over: the columns of `schema.ts` that the code reads. */
export interface ConversationRow {
  id: string;
  conversation_id: string;
  channel: string;
  kind: 'person' | 'group';
  target: string | null;
  external_id: string;
  due_at: number | null;
  not_before: number;
  first_unanswered_at: number | null;
  fence: number;
  claim_id: string | null;
  failures: number;
  failing_since: number | null;
  notified_at: number | null;
  inbound_at: number | null;
  transport: string | null;
  bot_streak: number;
  bot_pause_until: number;
  /** Since when nobody answers by a person's wish. */
  paused_at: number | null;
  summary: string | null;
  summary_fence: number | null;
  summary_seq: number | null;
  ready_at: number | null;
}

export interface MessageRow {
  seq: number;
  id: string;
  conversation_id: string;
  direction: 'in' | 'out';
  sender: string | null;
  body: string;
  created_at: number;
  external_id: string | null;
  attachments: string;
  form: MessageForm;
  spoken: number;
  heard: string | null;
  state: string;
  turn_fence: number | null;
  limit_rule: LimitRule | null;
  limit_until: number | null;
  redriven_at: number | null;
}

export interface AskRow {
  conversation_id: string;
  number: number;
  tool: string;
  arguments: string;
  summary: string;
  asker: string;
  state: 'open' | 'running' | 'done' | 'refused' | 'failed' | 'unknown' | 'declined';
  expires_at: number;
  created_at: number;
  message_id: string | null;
  execution_id: string | null;
  result: string | null;
}

export interface OutboxRow {
  seq: number;
  id: string;
  conversation_id: string;
  channel: string;
  target: string;
  target_kind: 'person' | 'group';
  body: string;
  origin: string;
  part: number;
  state: 'pending' | 'sending' | 'unknown' | 'sent' | 'delivered' | 'failed' | 'dead' | 'opted-out';
  attempts: number;
  resends: number;
  claim_id: string | null;
  sending_at: number | null;
  sent_before_at: number | null;
  next_at: number | null;
  expires_at: number;
  provider_id: string | null;
  error_code: string | null;
  updated_at: number;
  ready_at: number | null;
}
