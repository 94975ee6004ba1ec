import { ChipRespond } from '../../src/agent/chip-respond.program.ts';
import { chipMetric, type ChipMetric } from '../../src/agent/chip.metric.ts';
import type { ChipExample } from '../../src/agent/examples.ts';
import { GROQ_PRICES } from '../../src/model/groq.prices.ts';
import type { ChipConfig } from '../../src/config/chip.config.ts';
import type { LanguageModel } from '../../src/dspy/language-model.ts';
import { CachedLanguageModel } from '../../src/dspy/optimize/cached.language-model.ts';
import { estimateTokens } from '../../src/dspy/tokens.ts';
import { Models, RUN_DEADLINE_MS } from '../evaluate/models.ts';
import type { OptimizeArguments } from './arguments.ts';
import { describePlan } from './plan.ts';
import type { Splits } from './split.ts';

type Settings = ChipConfig & { readonly GROQ_API_KEY: string };

/** The models of one search, behind its cache, and what is made with them. */
export class Workshop {
  readonly student: string;
  readonly reflector: string;
  readonly reflection: LanguageModel;
  readonly metric: ChipMetric;
  /** What every run of the program is given. */
  readonly call: { lm: LanguageModel; temperature: number; maxTokens: number; deadlineMs: number };
  private readonly args: OptimizeArguments;
  private readonly settings: Settings;

  private constructor(args: OptimizeArguments, settings: Settings, models: Models) {
    this.args = args;
    this.settings = settings;
    this.student = models.idOf(args.student ?? settings.GROQ_MODEL);
    this.reflector = models.idOf(args.reflection ?? this.student);
    const lm = this.cached(models.get(this.student), this.student, 'low');
    this.reflection = this.cached(models.get(this.reflector, 'medium'), this.reflector, 'medium');
    const judge = args.judge ? this.cached(models.get(this.reflector), this.reflector, 'low') : undefined;
    this.metric = chipMetric({ judge });
    const { GROQ_TEMPERATURE: temperature, OUTPUT_TOKEN_LIMIT: maxTokens } = settings;
    this.call = { lm, temperature, maxTokens, deadlineMs: RUN_DEADLINE_MS };
  }

  /** @throws UsageError when the endpoint is of no use or lacks a model */
  static async open(args: OptimizeArguments, settings: Settings, signal: AbortSignal): Promise<Workshop> {
    const { tokensPerMinute } = args;
    return new Workshop(args, settings, await Models.open(settings, { signal, tokensPerMinute }));
  }

  /** What is about to be done, and what it may cost. */
  describe({ train, validation, test }: Splits<ChipExample>, programs: number): string {
    const { method, budget, seed, tokensPerMinute, cache } = this.args;
    const { instructions } = new ChipRespond().respond.signature;
    const texts = validation.map(({ input }) => JSON.stringify(input));
    const promptTokens = estimateTokens(instructions) + estimateTokens(texts.join('')) / texts.length;
    const price = GROQ_PRICES[this.student];
    const models = `student ${this.student}, reflection ${this.reflector}`;
    return [
      `${method}, seed ${seed}; ${models} at ${this.settings.OPENAI_API_BASE}`,
      `examples: ${train.length} to learn from, ${validation.length} to choose by, ${test.length} held out`,
      describePlan({ budget, heldOut: programs * test.length, promptTokens, price, tokensPerMinute }),
      cache ? `answers are kept in ${cache}: what is there already costs nothing` : 'no answers are kept',
    ].join('\n');
  }

  private cached(lm: LanguageModel, id: string, effort: string): LanguageModel {
    const { cache: folder } = this.args;
    if (folder === undefined) return lm;
    const { OPENAI_API_BASE, GROQ_TEMPERATURE, OUTPUT_TOKEN_LIMIT } = this.settings;
    // The defaults count where a request names nothing else.
    const scope = JSON.stringify([OPENAI_API_BASE, id, effort, GROQ_TEMPERATURE, OUTPUT_TOKEN_LIMIT]);
    let warned = false;
    const onWriteError = (error: unknown): void => {
      if (!warned) process.stderr.write(`answers cannot be kept in ${folder}: ${(error as Error).message}\n`);
      warned = true;
    };
    return new CachedLanguageModel(lm, { folder, scope, onWriteError });
  }
}
