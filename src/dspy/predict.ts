import type { Adapter } from './adapters/adapter.ts';
import { DEFAULT_DEADLINE_MS, type CallOptions } from './call-options.ts';
import { chatAdapter } from './adapters/chat.adapter.ts';
import type { Demo } from './demo.ts';
import { exchange, type Question } from './exchange.ts';
import type { InputFields, OutputFields, ValuesOf } from './fields.ts';
import { jsonAdapter } from './adapters/json.adapter.ts';
import type { Usage } from './language-model.ts';
import type { Signature } from './signature.ts';
import { Spending } from './spending.ts';
import type { ToolStep } from './modules/tool.ts';
import { recordCall } from './tracking.ts';

export interface Prediction<Outputs extends OutputFields> {
  readonly outputs: ValuesOf<Outputs>;
  /** Everything the call took: retries and repairs included. */
  readonly usage: Usage;
  /** The model that answered. */
  readonly model: string;
  /** Requests sent to get here. */
  readonly attempts: number;
  /** US dollars; absent where the language model was given no price. */
  readonly costUsd?: number;
  /** The tools that were called on the way; only `ReAct` calls any. */
  readonly steps?: readonly ToolStep[];
}

export interface PredictConfig {
  /** `chat` by default, which works with tools; `json` for classifiers and judges. */
  readonly adapter?: 'chat' | 'json';
  /**
   * What happens to an answer that cannot be read. By default it is sent back once, then the other adapter is tried;
   * with false the call fails at once, for programs that have a second try of their own.
   */
  readonly repair?: boolean;
}

/** One model call with a typed signature. Stateless between calls, so it may be shared. */
export class Predict<Inputs extends InputFields, Outputs extends OutputFields> {
  private current: Signature<Inputs, Outputs>;
  private shown: readonly Demo[] = [];
  private readonly adapters: readonly Adapter[];
  private readonly repair: boolean;

  constructor(
    signature: Signature<Inputs, Outputs>,
    { adapter = 'chat', repair = true }: PredictConfig = {},
  ) {
    const adapters = adapter === 'chat' ? [chatAdapter, jsonAdapter] : [jsonAdapter, chatAdapter];
    this.current = signature;
    this.adapters = repair ? adapters : adapters.slice(0, 1);
    this.repair = repair;
  }

  /** The fields it was made with, under the instructions that hold now. */
  get signature(): Signature<Inputs, Outputs> {
    return this.current;
  }

  /** Examples shown to the model before the input. */
  get demos(): readonly Demo[] {
    return this.shown;
  }

  setInstructions(text: string): void {
    this.current = this.current.withInstructions(text);
  }

  setDemos(demos: readonly Demo[]): void {
    this.shown = demos.map((demo) => ({ ...demo }));
  }

  /** A predictor of the same kind that shares nothing that can be set. */
  copy(): this {
    const twin = Object.create(Object.getPrototypeOf(this) as object) as this;
    Object.assign(twin, this);
    twin.setDemos(this.shown);
    return twin;
  }

  /**
   * @throws LanguageModelError when no usable answer came in time.
   * @throws AdapterParseError when the answer lacks an output, after all repairs.
   * @throws TypeError naming an input that is absent or of the wrong kind.
   * @throws the signal's reason when the caller aborts.
   */
  async call(inputs: ValuesOf<Inputs>, options: CallOptions): Promise<Prediction<Outputs>> {
    const { lm, deadlineMs = DEFAULT_DEADLINE_MS, signal, temperature, maxTokens, advice } = options;
    const startedAt = performance.now();
    const spending = new Spending(lm, deadlineMs, { signal, temperature, maxTokens });
    const { adapters, repair } = this;
    const context = { demos: this.shown, advice };
    const record = (outcome: { outputs: Record<string, unknown>; error?: Error }): void => {
      const { usage, costUsd } = spending.spent;
      const ms = performance.now() - startedAt;
      const call = { predictor: this.signature.name, instance: this, inputs, model: spending.model };
      recordCall({ ...call, usage, ...(costUsd !== undefined && { costUsd }), ms, ...outcome });
    };
    try {
      const answer = await this.answer(
        { signature: this.signature, inputs, context, adapters, repair },
        spending,
      );
      record({ outputs: answer.outputs });
      return { ...answer, model: spending.model, ...spending.spent };
    } catch (error) {
      record({ outputs: {}, error: error instanceof Error ? error : new Error('aborted') });
      throw error;
    }
  }

  /** How the question gets its answer. */
  protected async answer(
    question: Question<Inputs, Outputs>,
    spending: Spending,
  ): Promise<Pick<Prediction<Outputs>, 'outputs' | 'steps'>> {
    return { outputs: await exchange(question, spending) };
  }
}
