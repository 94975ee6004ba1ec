import type { ClaimedTurn } from './turn.ts';

export interface TurnReply {
  /** Texts to send, in order; never empty strings. */
  replies: string[];
  model: string;
  promptTokens: number;
  completionTokens: number;
}

/** The port to whoever answers: Chip himself, or anything else that turns a conversation's open texts into a reply. */
export abstract class Responder {
  /**
   * Answers all open texts of one conversation. Rejects when no answer can be made within `deadlineMs`, or with the
   * signal's reason when it is aborted. Knows no address and cannot choose one.
   */
  abstract respond(
    turn: ClaimedTurn,
    options: { signal: AbortSignal; deadlineMs: number },
  ): Promise<TurnReply>;
}
