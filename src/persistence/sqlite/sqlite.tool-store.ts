import type { AnswerAskInput, AskAnswer, EndAskInput } from '../../conversation/asks/ask.answer.ts';
import type { ListToolCallsInput, ToolCallGroup } from '../../conversation/tool-calls.ts';
import { ToolStore } from '../../conversation/tool.store.ts';
import type { Call } from './operations.ts';

export class SqliteToolStore extends ToolStore {
  private readonly call: Call;

  constructor(call: Call) {
    super();
    this.call = call;
  }

  override lastAskNumber(conversationId: string): Promise<number> {
    return this.call('lastAskNumber', conversationId);
  }
  override answerAsk(input: AnswerAskInput): Promise<AskAnswer> {
    return this.call('answerAsk', input);
  }
  override endAsk(input: EndAskInput): Promise<void> {
    return this.call('endAsk', input);
  }
  override listToolCalls(input: ListToolCallsInput): Promise<ToolCallGroup[]> {
    return this.call('listToolCalls', input);
  }
}
