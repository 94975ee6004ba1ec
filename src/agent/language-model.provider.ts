import { Logger, type FactoryProvider } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';
import { currentMeter } from '../conversation/limits/turn.meter.ts';
import { LanguageModel } from '../dspy/language-model.ts';
import { OpenAiLanguageModel } from '../dspy/openai/openai.language-model.ts';
import type { OpenAiLanguageModelOptions } from '../dspy/openai/openai.language-model.ts';
import type { CallRecord } from '../dspy/openai/openai.record.ts';
import { NO_USAGE } from '../dspy/usage.ts';
import { amountOf, pricesOf } from '../model/model.prices.ts';
import { openAiClient } from '../model/openai.client.ts';
import { Signals } from '../observability/signals.ts';
import { traceCall } from '../observability/tracing/tracing.ts';
import { OfflineLanguageModel } from './offline.language-model.ts';
import { cheapestFirst } from './turn-cost.ts';

/** Groq, or whatever OPENAI_API_BASE names, when there is a key; else the offline model. */
export const languageModelProvider: FactoryProvider<LanguageModel> = {
  provide: LanguageModel,
  inject: [ChipConfig, { token: Signals, optional: true }],
  useFactory: (config: ChipConfig, signals?: Signals) =>
    config.GROQ_API_KEY ? openAiModel(config, config.GROQ_API_KEY, signals) : new OfflineLanguageModel(),
};

/** The configured model and its fallbacks, or what `other` says instead. */
export async function openAiModel(
  config: ChipConfig,
  apiKey: string,
  signals?: Signals,
  other: Partial<OpenAiLanguageModelOptions> = {},
): Promise<LanguageModel> {
  const client = await openAiClient(config, apiKey);
  const logger = new Logger('LanguageModel');
  const prices = pricesOf(config);
  return new OpenAiLanguageModel({
    client,
    model: config.GROQ_MODEL,
    fallbackModels: config.GROQ_FALLBACK_MODELS,
    defaults: {
      temperature: config.GROQ_TEMPERATURE,
      maxTokens: config.OUTPUT_TOKEN_LIMIT,
      reasoningEffort: 'low',
    },
    prices,
    order: (models) => (currentMeter()?.economy ? cheapestFirst(prices, models) : models),
    mayAsk: (model, most) => currentMeter()?.allows(amountOf(prices, model, most)) ?? true,
    onCall: (record, most) => {
      logCall(logger, record);
      signals?.emit('modelCall', { ...(record.usage ?? NO_USAGE), costUsd: 0, ...record });
      traceCall('model', record.ms, {
        'gen_ai.request.model': record.model,
        'chip.outcome': record.outcome,
        'gen_ai.usage.input_tokens': record.usage?.promptTokens ?? 0,
        'gen_ai.usage.output_tokens': record.usage?.completionTokens ?? 0,
      });
      // What was cut off is billed as far as it came, and nobody says how far that was.
      const cutOff = record.outcome === 'aborted' || record.outcome === 'timeout';
      const usage = record.usage ?? (cutOff ? most : NO_USAGE);
      currentMeter()?.add({
        model: record.model,
        outcome: record.outcome,
        status: record.status,
        ms: Math.round(record.ms),
        waitedMs: record.waitedMs,
        promptTokens: usage.promptTokens,
        completionTokens: usage.completionTokens,
        microUsd: amountOf(prices, record.model, usage).microUsd,
        at: Date.now(),
      });
    },
    ...other,
  });
}

/** Flat, so that logs can be counted by any of it. Nothing that was said is in a record. */
function logCall(logger: Logger, { usage, ...call }: CallRecord): void {
  const line = { ...call, ...usage };
  if (call.outcome === 'ok' || call.outcome === 'aborted') logger.log(line, 'model call');
  else logger.warn(line, 'model call failed');
}
