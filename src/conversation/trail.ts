import type { LimitRule } from './limits/turn.limits.ts';
import type { ModelCallRecord } from './model-calls.ts';
import type { ToolCallRecord } from './tool-calls.ts';
import type { TurnRoute } from './turn.route.ts';

/** What became of texts, step by step. Times are epoch ms of the store's clock. */

export interface TrailEvent {
  name: string;
  outcome: string;
  /** The rule that decided, in the words it was stored with; null: nothing held it up. */
  reason: string | null;
  createdAt: number;
  /** How often it came again, and when last. */
  duplicates: number;
  duplicateAt: number | null;
}

export interface TrailTurn {
  fence: number;
  model: string;
  promptTokens: number;
  completionTokens: number;
  durationMs: number;
  createdAt: number;
  /** Who answered; null where an older Chip has not kept it. */
  route: TurnRoute | null;
  /** Those of discarded attempts included. */
  modelCalls: ModelCallRecord[];
  toolCalls: TrailToolCall[];
}

/** `arguments` are as private as a text. */
export type TrailToolCall = Omit<ToolCallRecord, 'agoMs'> & { createdAt: number };

export interface TrailFailure {
  fence: number;
  /** Class of the error. */
  reason: string;
  outcome: string;
  durationMs: number | null;
  createdAt: number;
  modelCalls: ModelCallRecord[];
}

/** A status webhook of a reply. */
export interface TrailStatus {
  name: string;
  errorCode: string | null;
  createdAt: number;
}

export interface TrailReply {
  id: string;
  origin: string;
  part: number;
  text: string;
  createdAt: number;
  /** State of the row in the outbox; null: there is nobody to send it to. */
  state: string | null;
  attempts: number;
  /** When the last send began. */
  sendingAt: number | null;
  updatedAt: number | null;
  errorCode: string | null;
  /** When somebody has last given it another chance. */
  redrivenAt: number | null;
  statuses: TrailStatus[];
}

export interface TrailText {
  id: string;
  conversationId: string;
  createdAt: number;
  state: string;
  text: string;
  event: TrailEvent | null;
  /** The limit that has held it back, and when its window ends. */
  limit: { rule: LimitRule; until: number } | null;
  /** When somebody has last given it another chance. */
  redrivenAt: number | null;
  /** Attempts that made no reply. */
  failures: TrailFailure[];
  /** The turn that covers it. */
  turn: TrailTurn | null;
  replies: TrailReply[];
  /** What it waits for, while it is unanswered. */
  waits: Waits | null;
}

export interface Waits {
  pausedAt: number | null;
  /** Not claimed before; in the past: now. */
  readyAt: number | null;
  /** A turn holds it until then; in the past: none does. */
  leaseUntil: number;
  failures: number;
}

export interface Trail {
  /** Oldest first. */
  texts: TrailText[];
  /** Events that the id belongs to and that made no text. */
  events: TrailEvent[];
  killSwitch: boolean;
}
