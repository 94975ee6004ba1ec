import type { PriceTable } from '../dspy/openai/prices.ts';

/** Groq's list, US dollars per million tokens (https://groq.com/pricing, autumn 2026). */
export const GROQ_PRICES: PriceTable = {
  'openai/gpt-oss-120b': { input: 0.15, output: 0.6, cachedInput: 0.075 },
  'openai/gpt-oss-20b': { input: 0.075, output: 0.3, cachedInput: 0.037 },
  'qwen/qwen3.8-27b': { input: 0.8, output: 4 },
};
