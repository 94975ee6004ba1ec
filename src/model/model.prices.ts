import type { ChipConfig } from '../config/chip.config.ts';
import { costOf, type Price, type PriceTable } from '../dspy/openai/prices.ts';
import { GROQ_PRICES } from './groq.prices.ts';

/** Tokens of a request, as providers tell them. */
type Used = Parameters<typeof costOf>[2];

/** The price list, with what the configuration says of it. */
export function pricesOf({ MODEL_PRICES }: ChipConfig): PriceTable {
  return { ...GROQ_PRICES, ...MODEL_PRICES };
}

/** Of a model that has no price the dearest of the list is taken: a budget must not be blind to it. */
function priceOf(prices: PriceTable, model: string): Price {
  if (Object.hasOwn(prices, model)) return prices[model]!;
  const all = Object.values(prices);
  const dearest = (read: (price: Price) => number): number => Math.max(0, ...all.map(read));
  return { input: dearest(({ input }) => input), output: dearest(({ output }) => output) };
}

/** Millionths of a US dollar. */
export function microUsd(prices: PriceTable, model: string, usage: Used): number {
  return 1e6 * (costOf({ [model]: priceOf(prices, model) }, model, usage) ?? 0);
}

/** What a request counts in limits and budgets. */
export function amountOf(
  prices: PriceTable,
  model: string,
  usage: Used,
): { tokens: number; microUsd: number } {
  return { tokens: usage.promptTokens + usage.completionTokens, microUsd: microUsd(prices, model, usage) };
}
