import { Logger, type FactoryProvider } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';
import { LanguageModel } from '../dspy/language-model.ts';
import { OpenAiLanguageModel } from '../dspy/openai/openai.language-model.ts';
import type { OpenAiLanguageModelOptions } from '../dspy/openai/openai.language-model.ts';
import type { CallRecord } from '../dspy/openai/openai.record.ts';
import { openAiClient } from '../model/openai.client.ts';
import { GROQ_PRICES } from './groq.prices.ts';
import { OfflineLanguageModel } from './offline.language-model.ts';

/** Groq, or whatever OPENAI_API_BASE names, when there is a key; else the offline model. */
export const languageModelProvider: FactoryProvider<LanguageModel> = {
  provide: LanguageModel,
  inject: [ChipConfig],
  useFactory: (config: ChipConfig) =>
    config.GROQ_API_KEY ? openAiModel(config, config.GROQ_API_KEY) : new OfflineLanguageModel(),
};

/** The configured model and its fallbacks, or what `other` says instead. */
export async function openAiModel(
  config: ChipConfig,
  apiKey: string,
  other: Partial<OpenAiLanguageModelOptions> = {},
): Promise<LanguageModel> {
  const client = await openAiClient(config, apiKey);
  const logger = new Logger('LanguageModel');
  return new OpenAiLanguageModel({
    client,
    model: config.GROQ_MODEL,
    fallbackModels: config.GROQ_FALLBACK_MODELS,
    defaults: {
      temperature: config.GROQ_TEMPERATURE,
      maxTokens: config.OUTPUT_TOKEN_LIMIT,
      reasoningEffort: 'low',
    },
    prices: GROQ_PRICES,
    onCall: (record) => logCall(logger, record),
    ...other,
  });
}

/** Flat, so that logs can be counted by any of it. Nothing that was said is in a record. */
function logCall(logger: Logger, { usage, ...call }: CallRecord): void {
  const line = { ...call, ...usage };
  if (call.outcome === 'ok' || call.outcome === 'aborted') logger.log(line, 'model call');
  else logger.warn(line, 'model call failed');
}
