import type { Usage } from '../language-model.ts';

/** US dollars per million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
  /** For prompt tokens from the provider's cache; as `input` by default. */
  readonly cachedInput?: number;
}

/** By model id. */
export type PriceTable = Readonly<Record<string, Price>>;

/** US dollars; undefined when the table does not know the model. */
export function costOf(prices: PriceTable, model: string, usage: Usage): number | undefined {
  if (!Object.hasOwn(prices, model)) return undefined;
  const { input, output, cachedInput = input } = prices[model]!;
  const cached = Math.min(usage.cachedTokens, usage.promptTokens);
  const millionths =
    (usage.promptTokens - cached) * input + cached * cachedInput + usage.completionTokens * output;
  return millionths / 1_000_000;
}
