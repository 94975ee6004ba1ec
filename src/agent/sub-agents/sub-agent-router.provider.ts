import type { FactoryProvider } from '@nestjs/common';
import { ChipConfig } from '../../config/chip.config.ts';
import { Signals } from '../../observability/signals.ts';
import { openAiModel } from '../language-model.provider.ts';
import { OfflineLanguageModel } from '../offline.language-model.ts';
import { SubAgentRouter } from './sub-agent.router.ts';

/**
 * The router on the first fallback model, which is the cheap and quick one; asked once: Chip, who answers when it fails,
 * is a better second try.
 */
export const subAgentRouterProvider: FactoryProvider<SubAgentRouter> = {
  provide: SubAgentRouter,
  inject: [ChipConfig, { token: Signals, optional: true }],
  useFactory: async (config: ChipConfig, signals?: Signals) => {
    const { GROQ_API_KEY, GROQ_MODEL, GROQ_FALLBACK_MODELS } = config;
    if (!GROQ_API_KEY) return new SubAgentRouter(new OfflineLanguageModel());
    const model = GROQ_FALLBACK_MODELS[0] ?? GROQ_MODEL;
    const once = { model, fallbackModels: [], maxAttemptsPerModel: 1 };
    return new SubAgentRouter(await openAiModel(config, GROQ_API_KEY, signals, once));
  },
};
