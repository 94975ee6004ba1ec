import type { OpenAI } from 'openai';
import type { ChipConfig } from '../config/chip.config.ts';

/**
 * A client of whatever OPENAI_API_BASE names, for all who ask a model. It never retries by itself: who asks knows what
 * a retry is worth and how much time is left.
 */
export async function openAiClient(config: ChipConfig, apiKey: string): Promise<OpenAI> {
  // Loaded here and not above: 50 ms and at least 10 MB that an installation without a key can do without.
  const { OpenAI: Client } = await import('openai');
  return new Client({
    apiKey,
    baseURL: config.OPENAI_API_BASE,
    maxRetries: 0,
    timeout: config.TURN_DEADLINE_MS,
    // Else read from the environment: headers meant for another provider, and a log of whole conversations.
    defaultHeaders: { authorization: `Bearer ${apiKey}` },
    organization: null,
    project: null,
    logLevel: 'off',
  });
}
