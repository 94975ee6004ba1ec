import type { OpenAI } from 'openai';
import { GROQ_PRICES } from '../../src/model/groq.prices.ts';
import type { ChipConfig } from '../../src/config/chip.config.ts';
import type { LanguageModel } from '../../src/dspy/language-model.ts';
import { OpenAiLanguageModel } from '../../src/dspy/openai/openai.language-model.ts';
import { BatchLanguageModel } from '../../src/dspy/optimize/batch.language-model.ts';
import { TokenWindow } from '../../src/dspy/optimize/token.window.ts';
import { openAiClient } from '../../src/model/openai.client.ts';
import { UsageError } from './usage.error.ts';

/** One run of the program; waiting for the rate limit comes on top. */
export const RUN_DEADLINE_MS = 120_000;
/** As long as a limit that is counted by the minute can ask for. */
const LONGEST_WAIT_MS = 75_000;

type Settings = ChipConfig & { readonly GROQ_API_KEY: string };

/** The models of one endpoint, for many calls that nobody waits for. */
export class Models {
  private readonly settings: Settings;
  private readonly client: OpenAI;
  private readonly ids: readonly string[];
  private readonly tokensPerMinute: number | undefined;
  /** By model: that is how limits are counted, whoever asks. */
  private readonly windows = new Map<string, TokenWindow>();

  private constructor(settings: Settings, client: OpenAI, ids: readonly string[], tokensPerMinute?: number) {
    this.settings = settings;
    this.client = client;
    this.ids = ids;
    this.tokensPerMinute = tokensPerMinute;
  }

  /** @throws UsageError when the endpoint does not answer, or refuses the key */
  static async open(
    settings: Settings,
    { signal, tokensPerMinute }: { signal: AbortSignal; tokensPerMinute?: number },
  ): Promise<Models> {
    const client = await openAiClient(settings, settings.GROQ_API_KEY);
    try {
      const { data } = await client.models.list({ signal, timeout: 20_000 });
      return new Models(
        settings,
        client,
        data.map(({ id }) => id),
        tokensPerMinute,
      );
    } catch (error) {
      signal.throwIfAborted();
      const { status } = error as { status?: number };
      const why = status === undefined ? 'cannot be reached' : `answered ${status}`;
      const mend = status === 401 || status === 403 ? 'GROQ_API_KEY and OPENAI_API_BASE' : 'OPENAI_API_BASE';
      throw new UsageError(`the model's endpoint ${settings.OPENAI_API_BASE} ${why}: look at ${mend}`);
    }
  }

  /** The full id of a model, which may be named without its owner. @throws UsageError naming those there are */
  idOf(name: string): string {
    const id = this.ids.find((known) => known === name || known.endsWith(`/${name}`));
    if (id !== undefined) return id;
    throw new UsageError(`the endpoint has no model ${name}; it has ${this.ids.join(', ')}`);
  }

  /** Without fallbacks: answers of another model would be scored as this one's. */
  get(id: string, reasoningEffort: 'low' | 'medium' = 'low'): LanguageModel {
    const { GROQ_TEMPERATURE: temperature, OUTPUT_TOKEN_LIMIT: maxTokens } = this.settings;
    const lm = new OpenAiLanguageModel({
      client: this.client,
      model: id,
      defaults: { temperature, maxTokens, reasoningEffort },
      maxWaitMs: LONGEST_WAIT_MS,
      prices: GROQ_PRICES,
    });
    return new BatchLanguageModel(lm, {
      window: this.windowOf(id),
      onWait: ({ ms, error }) =>
        void process.stderr.write(`${id}: ${error.message}; asking again in ${ms / 1000} s\n`),
    });
  }

  private windowOf(id: string): TokenWindow | undefined {
    if (this.tokensPerMinute === undefined) return undefined;
    const window = this.windows.get(id) ?? new TokenWindow(this.tokensPerMinute);
    this.windows.set(id, window);
    return window;
  }
}
