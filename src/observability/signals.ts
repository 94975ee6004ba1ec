import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';

/** A webhook's event was stored, or could not be. */
export interface AdmittedSignal {
  channel: string;
  /** The admission's status, its reason where that says more (`rate-limited`, ...), or `not-stored`. */
  outcome: string;
  ms: number;
}

export interface TurnSignal {
  conversationId: string;
  fence: number;
  outcome: 'committed' | 'failed' | 'dead' | 'lost' | 'released';
  /** Age of the oldest text when the turn was claimed; its quiet window is in it. */
  waitMs?: number;
  /** Spent with whoever answers, over all restarts. */
  modelMs?: number;
  commitMs?: number;
}

export interface SendSignal {
  conversationId: string;
  /** What has made the text: `turn:<fence>`, ... */
  origin: string;
  channel: string;
  outcome: 'sent' | 'refused' | 'later' | 'halted' | 'unknown';
  /** The channel's or our own short word for what went wrong. */
  code?: string | undefined;
  ms: number;
}

/** One request to a model. */
export interface ModelCallSignal {
  model: string;
  outcome: string;
  ms: number;
  status?: number | undefined;
  promptTokens: number;
  completionTokens: number;
  cachedTokens: number;
  costUsd: number;
}

interface SignalEvents {
  admitted: [AdmittedSignal];
  turn: [TurnSignal];
  /** A turn was refused because of a limit: `minute`, `day` or `installation`. */
  limited: [kind: string];
  send: [SendSignal];
  breaker: [channel: string, open: boolean];
  modelCall: [ModelCallSignal];
  /** Something that a human should know of and that does not last. */
  incident: [kind: string];
}

/**
 * What happens in this process, told to whoever measures it or raises alarms. Holds no text, address or person. Emitting
 * costs a function call: nobody has to listen.
 */
@Injectable()
export class Signals extends EventEmitter<SignalEvents> {}
