import type { CompletionRequest, LanguageModel } from './language-model.ts';

/** So that no call waits for ever. */
export const DEFAULT_DEADLINE_MS = 20_000;

/** What every call of a program is given besides its input. */
export interface CallOptions extends Pick<CompletionRequest, 'signal' | 'temperature' | 'maxTokens'> {
  readonly lm: LanguageModel;
  /** Milliseconds from now for the whole call; 20 000 by default. */
  readonly deadlineMs?: number;
  /** What an earlier attempt at the same input got wrong, for the model to read. Set by `Refine`. */
  readonly advice?: string;
}
