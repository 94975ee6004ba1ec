import { formatChat, parseChat } from './chat.adapter.ts';
import type { InputFields, OutputFields, ValuesOf } from './fields.ts';
import type { CompletionRequest, LanguageModel, Usage } from './language-model.ts';
import type { Signature } from './signature.ts';

/** Milliseconds; used when the caller names no deadline, so that no call waits for ever. */
const DEFAULT_DEADLINE_MS = 20_000;

export interface PredictOptions extends Pick<CompletionRequest, 'signal' | 'temperature' | 'maxTokens'> {
  readonly lm: LanguageModel;
  /** Milliseconds from now; 20 000 by default. */
  readonly deadlineMs?: number;
}

export interface Prediction<Outputs extends OutputFields> {
  readonly outputs: ValuesOf<Outputs>;
  readonly usage: Usage;
  /** The model that answered. */
  readonly model: string;
  /** Requests sent to get here. */
  readonly attempts: number;
}

/** One model call with a typed signature. Stateless between calls, so it may be shared. */
export class Predict<Inputs extends InputFields, Outputs extends OutputFields> {
  readonly signature: Signature<Inputs, Outputs>;

  constructor(signature: Signature<Inputs, Outputs>) {
    this.signature = signature;
  }

  /**
   * @throws LanguageModelError when no usable answer came in time.
   * @throws OutputParseError when the answer lacks an output; not retried here.
   * @throws the signal's reason when the caller aborts.
   */
  async call(inputs: ValuesOf<Inputs>, options: PredictOptions): Promise<Prediction<Outputs>> {
    const { lm, deadlineMs = DEFAULT_DEADLINE_MS, signal, temperature, maxTokens } = options;
    const messages = formatChat(this.signature, inputs);
    const completion = await lm.complete({ messages, deadlineMs, signal, temperature, maxTokens });
    const { text, usage, model, attempts } = completion;
    return { outputs: parseChat(this.signature, text), usage, model, attempts };
  }
}
