import type { StagedWrite } from './staged-write.ts';
import type { MadeToolCall } from './tool-calls.ts';
import type { TurnRoute } from './turn.route.ts';
import type { Amount } from './limits/turn.limits.ts';
import type { ClaimedTurn, MessageReading } from './turn.ts';

export interface TurnReply {
  /** Texts to send, in order; never empty strings. */
  replies: string[];
  /** Ids of the texts that are answered by it; all when absent. The others stay open, for a turn of their own. */
  covers?: readonly string[];
  /** What was found in files of the turn's messages, to be remembered with them. */
  readings: MessageReading[];
  /** Tools that were called on the way, in order. */
  calls?: readonly MadeToolCall[];
  /** What tools want stored with the turn. */
  staged?: readonly StagedWrite[];
  model: string;
  promptTokens: number;
  completionTokens: number;
  /** Absent where there is nobody to choose from. */
  route?: TurnRoute | undefined;
}

/** What was said in a conversation through a line of its history, in a few sentences, and what it took to make it. */
export interface Summary {
  throughMessageId: string;
  /** Null: what the model gave cannot be kept. It was paid for all the same. */
  text: string | null;
  /** Class of the error where there is no text; nothing that was said is in it. */
  failure?: string | undefined;
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

  /**
   * Sums up what was said before, when the history has grown long enough for that; else null. Asked after the turn was
   * committed, when nobody waits and nothing is held: a failure costs nothing but that the next turn asks again. The
   * summary takes the place of `turn.summary` and of the lines through the one that it names, which has to be settled.
   * Without a text when none came of it but tokens were used. Rejects as `respond` does when none were. Whoever keeps no
   * summaries leaves this as it is.
   */
  summarize(
    _turn: ClaimedTurn,
    _options: { signal: AbortSignal; deadlineMs: number },
  ): Promise<Summary | null> {
    return Promise.resolve(null);
  }

  /**
   * What one turn may take at most, its summary included; reserved before each. Whoever asks models keeps to it with the
   * turn's meter. Whoever costs nothing says so; whoever stands before another responder says what that one does.
   */
  abstract mostPerTurn(): Amount;
}
