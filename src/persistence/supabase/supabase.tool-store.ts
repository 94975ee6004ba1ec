import type { AnswerAskInput, AskAnswer, EndAskInput } from '../../conversation/asks/ask.answer.ts';
import type { ListToolCallsInput, ToolCallGroup } from '../../conversation/tool-calls.ts';
import { ToolStore } from '../../conversation/tool.store.ts';
import type { RpcClient } from './rpc.client.ts';

export class SupabaseToolStore extends ToolStore {
  private readonly client: RpcClient;

  constructor(client: RpcClient) {
    super();
    this.client = client;
  }

  override lastAskNumber(conversationId: string): Promise<number> {
    return this.client.call('last_ask_number', { conversationId }) as Promise<number>;
  }
  override answerAsk(input: AnswerAskInput): Promise<AskAnswer> {
    return this.client.call('answer_ask', input) as Promise<AskAnswer>;
  }
  override async endAsk(input: EndAskInput): Promise<void> {
    await this.client.call('end_ask', input);
  }
  override listToolCalls(input: ListToolCallsInput): Promise<ToolCallGroup[]> {
    return this.client.call('list_tool_calls', input) as Promise<ToolCallGroup[]>;
  }
}
