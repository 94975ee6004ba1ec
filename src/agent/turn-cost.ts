import type { ChipConfig } from '../config/chip.config.ts';
import type { Amount } from '../conversation/limits/turn.limits.ts';
import type { PriceTable } from '../dspy/openai/prices.ts';
import { amountOf, microUsd, pricesOf } from '../model/model.prices.ts';
import { MOST_OF_A_PICTURE } from '../model/picture.most.ts';
import { MOST_FILES } from './read-attachments.ts';

/**
 * Full requests that one turn may take: an answer, a draft that was refused, restarts, the summary. Most requests are a
 * third as large, so that a turn can make many more of them.
 */
const REQUESTS = 6;

/** What one turn may take at most, pictures included; its meter lets no more through. Nothing with the offline model. */
export function mostPerTurn(config: ChipConfig): Amount {
  const { GROQ_API_KEY, GROQ_MODEL, GROQ_FALLBACK_MODELS, GROQ_VISION_MODEL } = config;
  if (!GROQ_API_KEY) return { tokens: 0, microUsd: 0 };
  const promptTokens = REQUESTS * config.INPUT_TOKEN_LIMIT;
  const completionTokens = REQUESTS * config.OUTPUT_TOKEN_LIMIT;
  const usage = { promptTokens, completionTokens, cachedTokens: 0 };
  const prices = pricesOf(config);
  const costs = [GROQ_MODEL, ...GROQ_FALLBACK_MODELS].map((model) => microUsd(prices, model, usage));
  const picture = GROQ_VISION_MODEL
    ? amountOf(prices, GROQ_VISION_MODEL, MOST_OF_A_PICTURE)
    : { tokens: 0, microUsd: 0 };
  return {
    tokens: promptTokens + completionTokens + MOST_FILES * picture.tokens,
    microUsd: Math.ceil(Math.max(...costs) + MOST_FILES * picture.microUsd),
  };
}

/** The same models, the cheapest answer first; as they were among equals. */
export function cheapestFirst(prices: PriceTable, models: readonly string[]): string[] {
  const usual = { promptTokens: 3000, completionTokens: 300, cachedTokens: 0 };
  return models.toSorted((one, other) => microUsd(prices, one, usual) - microUsd(prices, other, usual));
}
