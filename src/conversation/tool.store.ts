import type { AnswerAskInput, AskAnswer, EndAskInput } from './asks/ask.answer.ts';
import type { ListToolCallsInput, ToolCallGroup } from './tool-calls.ts';

/** The part of the store that tools need: what they called, and what they may do once somebody says yes. */
export abstract class ToolStore {
  /** The highest number under which anything was ever asked in a conversation; 0: nothing was. */
  abstract lastAskNumber(conversationId: string): Promise<number>;
  /**
   * A yes or no to what was asked. Of a yes exactly one call is told `taken`, durably, before anything is done; whoever is
   * told so does it and says by `endAsk` how it ended. A yes counts from the one who asked, in that conversation, as long
   * as it came in time, for a turn that holds the conversation.
   */
  abstract answerAsk(input: AnswerAskInput): Promise<AskAnswer>;
  /** How it ended. Changes nothing for another execution, nor once it is known. */
  abstract endAsk(input: EndAskInput): Promise<void>;
  /** What tools were called with, for an organiser: the most recent first. */
  abstract listToolCalls(input: ListToolCallsInput): Promise<ToolCallGroup[]>;
}
