import { DEFAULT_DEADLINE_MS, type CallOptions } from '../dspy/call-options.ts';
import { AdapterParseError, LanguageModelError } from '../dspy/errors.ts';
import type { ValuesOf } from '../dspy/fields.ts';
import type { Usage } from '../dspy/language-model.ts';
import { Module } from '../dspy/module.ts';
import { ReAct } from '../dspy/modules/react.ts';
import type { ToolSpec, ToolStep } from '../dspy/modules/tool.ts';
import { Predict } from '../dspy/predict.ts';
import { otherTemperature } from '../dspy/temperature.ts';
import { track } from '../dspy/tracking.ts';
import type { ChipReply } from './chip-reply.signature.ts';
import { guardReply, ReplyRefusedError } from './reply-guard.ts';

/** What every program takes and gives that answers a turn: the fields of `ChipReply`, under instructions of its own. */
export type ReplySignature = typeof ChipReply;

export type ChipInput = ValuesOf<ReplySignature['inputs']>;

/** Follows the message on a second try. A changed temperature alone may bring the same mistake again. */
export const ONCE_MORE =
  '[Note: your last draft could not be sent. Write it again, shorter, in plain sentences: no JSON, no markup.]';
/** Below this a second try has hardly a chance. */
const LEAST_TRY_MS = 1_000;
const USUAL_TEMPERATURE = 0.7;

export interface ChipAnswer {
  /** Fit to be sent; never blank. */
  readonly reply: string;
  /** The model that answered, which may be a fallback. */
  readonly model: string;
  /** A refused answer before the good one is included, and every round of tool calls. */
  readonly usage: Usage;
}

export interface ReplyOptions extends CallOptions {
  /** What the model may call before it answers; none by default. */
  readonly tools?: readonly ToolSpec[];
  /** Finds what must not leave this server in a reply. */
  readonly isSecret?: (text: string) => boolean;
}

/** A program that answers a turn: one predictor, and a guard that may send its answer back once. */
export class ReplyProgram extends Module<ChipInput, ChipAnswer> {
  // The name is part of saved programs: renaming it breaks them. It does not repair answers by itself: what is wrong
  // with one, the guard finds out, and one repair is all a waiting person has time for.
  readonly respond: Predict<ReplySignature['inputs'], ReplySignature['outputs']>;

  constructor(signature: ReplySignature) {
    super();
    this.respond = new Predict(signature, { repair: false });
  }

  /**
   * An unusable answer is asked for once more, at another temperature and within the same deadline. Tools that were called
   * by then are not called again: the second answer is made from what they gave.
   *
   * @throws LanguageModelError when no answer came in time.
   * @throws AdapterParseError or ReplyRefusedError when the second answer was unusable too.
   * @throws the signal's reason when the caller aborts.
   */
  override async forward(input: ChipInput, options: ReplyOptions): Promise<ChipAnswer> {
    const { result, usage } = await track(() => this.answer(input, options));
    return { ...result, usage };
  }

  private async answer(
    input: ChipInput,
    { tools = [], isSecret = () => false, ...options }: ReplyOptions,
  ): Promise<Omit<ChipAnswer, 'usage'>> {
    const { deadlineMs: limitMs = DEFAULT_DEADLINE_MS, temperature: first = USUAL_TEMPERATURE } = options;
    const end = performance.now() + limitMs;
    const known: ToolStep[] = [];
    const attempt = async (
      predictor: typeof this.respond,
      given: ChipInput,
      limits: CallOptions,
    ): Promise<Omit<ChipAnswer, 'usage'>> => {
      const { outputs, model } = await predictor.call(given, limits);
      const told = `${predictor.signature.instructions}\n${given.channel_hints ?? ''}`;
      const reply = guardReply(outputs.reply, told);
      if (isSecret(reply)) throw new ReplyRefusedError('secret');
      return { reply, model };
    };
    try {
      return await attempt(this.predictor(remembering(tools, known)), input, options);
    } catch (error) {
      const deadlineMs = end - performance.now();
      if (!isUnusableAnswer(error) || deadlineMs < LEAST_TRY_MS) throw error;
      const again = { ...input, user_message: `${input.user_message}\n${ONCE_MORE}` };
      const changed = { ...options, deadlineMs, temperature: otherTemperature(first) };
      return attempt(this.predictor(tools, known), again, changed);
    }
  }

  /** The predictor itself, or one with the same instructions and demos that may call tools. */
  private predictor(tools: readonly ToolSpec[], known: readonly ToolStep[] = []): typeof this.respond {
    if (tools.length === 0) return this.respond;
    const withTools = new ReAct(this.respond.signature, { tools, known, repair: false });
    withTools.setDemos(this.respond.demos);
    return withTools;
  }
}

/** Keeps what each call gave, for a second answer: the first may end in an error, which takes its steps with it. */
function remembering(tools: readonly ToolSpec[], known: ToolStep[]): ToolSpec[] {
  return tools.map((tool) => ({
    ...tool,
    invoke: async (args, options) => {
      const result = await tool.invoke(args, options);
      const observation = typeof result === 'string' ? result : (JSON.stringify(result) ?? 'Done.');
      known.push({ tool: tool.name, arguments: JSON.stringify(args), observation, failed: false });
      return observation;
    },
  }));
}

function isUnusableAnswer(error: unknown): boolean {
  if (error instanceof LanguageModelError) return error.kind === 'bad-output';
  return error instanceof AdapterParseError || error instanceof ReplyRefusedError;
}
