import type { ChipConfig } from '../config/chip.config.ts';
import type { Amount } from '../conversation/limits/turn.limits.ts';
import type { Usage } from '../dspy/language-model.ts';
import { costOf, type Price, type PriceTable } from '../dspy/openai/prices.ts';
import { GROQ_PRICES } from './groq.prices.ts';

/**
 * Full requests that one turn may take: an answer, a draft that was refused, restarts, the summary. Most requests are a
 * third as large, so that a turn can make many more of them.
 */
const REQUESTS = 6;

/** The price list, with what the configuration says of it. */
export function pricesOf({ MODEL_PRICES }: ChipConfig): PriceTable {
  return { ...GROQ_PRICES, ...MODEL_PRICES };
}

/** Of a model that has no price the dearest of the list is taken: a budget must not be blind to it. */
export function priceOf(prices: PriceTable, model: string): Price {
  if (Object.hasOwn(prices, model)) return prices[model]!;
  const all = Object.values(prices);
  const dearest = (read: (price: Price) => number): number => Math.max(0, ...all.map(read));
  return { input: dearest(({ input }) => input), output: dearest(({ output }) => output) };
}

/** Millionths of a US dollar. */
export function microUsd(prices: PriceTable, model: string, usage: Usage): number {
  return 1e6 * (costOf({ [model]: priceOf(prices, model) }, model, usage) ?? 0);
}

/** What one turn may take at most; its meter lets no more through. Nothing with the offline model. */
export function mostPerTurn(config: ChipConfig): Amount {
  const { GROQ_API_KEY, GROQ_MODEL, GROQ_FALLBACK_MODELS } = config;
  if (!GROQ_API_KEY) return { tokens: 0, microUsd: 0 };
  const promptTokens = REQUESTS * config.INPUT_TOKEN_LIMIT;
  const completionTokens = REQUESTS * config.OUTPUT_TOKEN_LIMIT;
  const usage = { promptTokens, completionTokens, cachedTokens: 0 };
  const prices = pricesOf(config);
  const costs = [GROQ_MODEL, ...GROQ_FALLBACK_MODELS].map((model) => microUsd(prices, model, usage));
  return { tokens: promptTokens + completionTokens, microUsd: Math.ceil(Math.max(...costs)) };
}

/** The same models, the cheapest answer first; as they were among equals. */
export function cheapestFirst(prices: PriceTable, models: readonly string[]): string[] {
  const usual = { promptTokens: 3000, completionTokens: 300, cachedTokens: 0 };
  return models.toSorted((one, other) => microUsd(prices, one, usual) - microUsd(prices, other, usual));
}
