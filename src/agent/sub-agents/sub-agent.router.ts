import { AdapterParseError, LanguageModelError } from '../../dspy/errors.ts';
import type { LanguageModel, Usage } from '../../dspy/language-model.ts';
import { Predict } from '../../dspy/predict.ts';
import { TimeLimitError, withTimeLimit } from '../../dspy/time-limit.ts';
import { MeteredLanguageModel } from './metered.language-model.ts';
import { routeSignature } from './route.signature.ts';
import { CHIP } from './sub-agent.registry.ts';
import type { SubAgent } from './sub-agent.ts';

/** A person waits for the answer behind it. */
const LIMIT_MS = 3_000;
/** Of what the turn has left. */
const LIMIT_SHARE = 0.2;
/** Below this Chip answers. */
const LEAST_CONFIDENCE = 0.6;
/** The two words, and what a reasoning model thinks before. */
const MOST_TOKENS = 300;

export interface RouterChoice {
  readonly agent: string;
  /** `model`: it was chosen. All others are why Chip answers although somebody else might have. */
  readonly reason: 'model' | 'doubt' | 'unreadable' | 'timeout' | 'failed';
  readonly confidence?: number;
  readonly usage: Usage;
}

export interface RouterInput {
  readonly earlier: string;
  readonly new_texts: string;
}

/** Asks a cheap model, once and briefly, who should answer. In doubt, and whatever goes wrong, it is Chip. */
export class SubAgentRouter {
  private readonly lm: LanguageModel;

  constructor(lm: LanguageModel) {
    this.lm = lm;
  }

  /**
   * @param deadlineMs what the turn has left
   * @throws the signal's reason when the turn ends, and nothing else.
   */
  async choose(
    input: RouterInput,
    subAgents: readonly SubAgent[],
    { signal, deadlineMs: leftMs }: { signal: AbortSignal | undefined; deadlineMs: number },
  ): Promise<RouterChoice> {
    const deadlineMs = Math.min(LIMIT_MS, leftMs * LIMIT_SHARE);
    const lm = new MeteredLanguageModel(this.lm, { signal, deadlineMs });
    const decided = await this.ask(input, subAgents, lm, deadlineMs).catch((error: unknown) => {
      signal?.throwIfAborted();
      return { agent: CHIP, reason: reasonOf(error) };
    });
    return { ...decided, usage: lm.spent.usage };
  }

  private async ask(
    input: RouterInput,
    subAgents: readonly SubAgent[],
    lm: MeteredLanguageModel,
    deadlineMs: number,
  ): Promise<Omit<RouterChoice, 'usage'>> {
    // No repair: a second question would cost more time than a specialist is worth.
    const route = new Predict(routeSignature(subAgents), { adapter: 'json', repair: false });
    const options = { lm, deadlineMs, temperature: 0, maxTokens: MOST_TOKENS };
    const { outputs } = await withTimeLimit(deadlineMs, lm.signal, (stop) =>
      route.call(input, { ...options, signal: stop }),
    );
    const { agent, confidence } = outputs;
    if (confidence < 0 || confidence > 1) return { agent: CHIP, reason: 'unreadable' };
    if (agent !== CHIP && confidence < LEAST_CONFIDENCE) return { agent: CHIP, reason: 'doubt', confidence };
    return { agent, reason: 'model', confidence };
  }
}

function reasonOf(error: unknown): RouterChoice['reason'] {
  if (error instanceof AdapterParseError) return 'unreadable';
  if (error instanceof TimeLimitError) return 'timeout';
  if (!(error instanceof LanguageModelError)) return 'failed';
  if (error.kind === 'bad-output') return 'unreadable';
  return error.kind === 'timeout' ? 'timeout' : 'failed';
}
