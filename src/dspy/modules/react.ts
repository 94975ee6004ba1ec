import { chatAdapter } from '../adapters/chat.adapter.ts';
import { AdapterParseError, LanguageModelError } from '../errors.ts';
import { exchange, repairMessages, type Question } from '../exchange.ts';
import type { InputFields, OutputFields } from '../fields.ts';
import type { Completion } from '../language-model.ts';
import type { ChatMessage } from '../messages.ts';
import { Predict, type Prediction, type PredictConfig } from '../predict.ts';
import { runTool } from './run-tool.ts';
import type { Signature } from '../signature.ts';
import type { Spending } from '../spending.ts';
import type { ToolSpec, ToolStep } from './tool.ts';

export interface ReActConfig extends Pick<PredictConfig, 'repair'> {
  readonly tools: readonly ToolSpec[];
  /** Rounds in which tools may be called; 5 by default. Then the answer has to be made from what is known. */
  readonly maxSteps?: number;
  /** Calls that were made before. If there are any, no more are made, and the answer is asked for at once. */
  readonly known?: readonly ToolStep[];
}

/**
 * A predictor that may call tools before it answers, by the provider's own tool calls. It is a `Predict` of the same
 * signature, so a program saved with the one loads with the other.
 *
 * Always asks in chat markers first, since providers refuse JSON schemas together with tools.
 */
export class ReAct<Inputs extends InputFields, Outputs extends OutputFields> extends Predict<
  Inputs,
  Outputs
> {
  readonly tools: readonly ToolSpec[];
  readonly maxSteps: number;
  private readonly known: readonly ToolStep[];

  /** @throws TypeError when there is no tool, or two have one name. */
  constructor(signature: Signature<Inputs, Outputs>, config: ReActConfig) {
    const { tools, maxSteps = 5, known = [], repair = true } = config;
    super(signature, { adapter: 'chat', repair });
    if (tools.length === 0) throw new TypeError(`ReAct ${signature.name}: needs a tool; else use Predict`);
    const names = new Set(tools.map(({ name }) => name));
    if (names.size < tools.length) throw new TypeError(`ReAct ${signature.name}: two tools have one name`);
    this.tools = tools;
    this.maxSteps = known.length > 0 ? 0 : maxSteps;
    this.known = known;
  }

  protected override async answer(
    question: Question<Inputs, Outputs>,
    spending: Spending,
  ): Promise<Pick<Prediction<Outputs>, 'outputs' | 'steps'>> {
    const { signature, inputs, context, repair } = question;
    const steps: ToolStep[] = [...this.known];
    const messages = chatAdapter.format(signature, inputs, context);
    for (let round = 0; round < this.maxSteps; round++) {
      const answer = await this.ask(messages, spending);
      if (!answer) break;
      if (!answer.toolCalls) {
        try {
          return { outputs: chatAdapter.parse(signature, answer.text), steps };
        } catch (error) {
          if (!(error instanceof AdapterParseError) || !repair || !spending.hasTimeForAnother) throw error;
          const addendum = [...report(steps), ...repairMessages(chatAdapter, signature, answer.text, error)];
          return { outputs: await exchange({ ...question, repair: false, addendum }, spending), steps };
        }
      }
      messages.push({ role: 'assistant', content: answer.text, toolCalls: answer.toolCalls });
      for (const call of answer.toolCalls) {
        // Half of what is left, so that a tool that hangs leaves time for an answer.
        const step = await runTool(this.tools, call, {
          limitMs: Math.max(1, spending.remainingMs / 2),
          signal: spending.signal,
        });
        steps.push(step);
        messages.push({ role: 'tool', content: step.observation, toolCallId: call.id });
      }
    }
    return { outputs: await exchange({ ...question, addendum: report(steps) }, spending), steps };
  }

  /** Undefined when the model does not manage to call a tool: the language model has then asked it twice. */
  private async ask(messages: readonly ChatMessage[], spending: Spending): Promise<Completion | undefined> {
    try {
      const tools = this.tools.map(({ name, description, parameters }) => ({
        name,
        description,
        parameters,
      }));
      return await spending.ask({ messages, tools });
    } catch (error) {
      if (error instanceof LanguageModelError && error.code === 'tool_use_failed') return undefined;
      throw error;
    }
  }
}

/**
 * What the tools gave, as plain text. A request without tools must hold no tool calls: a model that sees them makes
 * more, and providers refuse those.
 */
function report(steps: readonly ToolStep[]): ChatMessage[] {
  const known = steps.map(({ tool, arguments: args, observation }) => `${tool} ${args}: ${observation}`);
  const content = ['Answer now. No tools can be called any more.'];
  if (known.length > 0) content.unshift(`What the tools gave so far:\n${known.join('\n')}`);
  return [{ role: 'user', content: content.join('\n\n') }];
}
