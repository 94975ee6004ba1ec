/** A text of the turn that holds the conversation answers what was asked under a number. */
export interface AnswerAskInput {
  conversationId: string;
  claimId: string;
  fence: number;
  /** The text: an open one of that conversation. Who wrote it, and when, the store knows itself. */
  messageId: string;
  number: number;
  answer: 'yes' | 'no';
  /** Made by the caller for this one attempt: said again it gets the same answer, and another one never executes too. */
  executionId: string;
}

/** How what was asked has ended, or will not end any more. */
export type AskEnd = 'done' | 'refused' | 'failed' | 'unknown' | 'declined';

export type AskAnswer =
  /** It is the caller's to do, now and once. */
  | { state: 'taken'; tool: string; arguments: string; summary: string }
  /** `again`: another text had the answer before. `unknown`: somebody began to do it and did not live to say how it ended. */
  | { state: AskEnd; again: boolean; summary: string; result: string | null }
  | { state: 'expired'; summary: string }
  /** Somebody else asked for it. */
  | { state: 'not-theirs' }
  /** Nothing was asked under that number in that conversation when the text was said, or it is none of its open ones. */
  | { state: 'none' }
  /** The conversation is held by another turn, or consent ended. */
  | { state: 'lost' };

export interface EndAskInput {
  conversationId: string;
  number: number;
  executionId: string;
  state: 'done' | 'refused' | 'failed' | 'unknown';
  /** What the tool gave, shortened; null: nothing worth telling. */
  result: string | null;
}
