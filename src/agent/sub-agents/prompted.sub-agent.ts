import { signature } from '../../dspy/signature.ts';
import { ChipReply } from '../chip-reply.signature.ts';
import { ReplyProgram } from '../reply.program.ts';
import { SubAgent, type SubAgentContext } from './sub-agent.ts';

/** A sub-agent that is instructions and tools, and nothing else: a DSPy program with the fields of Chip's own. */
export abstract class PromptedSubAgent extends SubAgent {
  /** What its model is told; also how to write and what never to say. Must be constant. */
  abstract override readonly instructions: string;
  private made: ReplyProgram | undefined;

  /** Its program, to be evaluated or given demos. */
  get program(): ReplyProgram {
    // Not in the constructor: the fields of whoever extends this are set after it.
    this.made ??= new ReplyProgram(signature(this.name, this.instructions, ChipReply));
    return this.made;
  }

  override async respond(query: string, context: SubAgentContext): Promise<string> {
    const { history, channelHints, tools, lm, temperature, maxTokens, signal, deadlineMs } = context;
    const input = { user_message: query, history, channel_hints: channelHints };
    const options = { tools, lm, temperature, maxTokens, signal, deadlineMs };
    const { reply } = await this.program.forward(input, options);
    return reply;
  }
}
