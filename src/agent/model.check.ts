import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';
import { checkModels } from '../dspy/openai/check-models.ts';
import { openAiClient } from '../model/openai.client.ts';

/** Looks once at the start whether the configured models exist. The start does not wait for it. */
@Injectable()
export class ModelCheck implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('ModelCheck');
  private readonly stop = new AbortController();

  constructor(private readonly config: ChipConfig) {}

  onApplicationBootstrap(): void {
    if (this.config.GROQ_API_KEY) void this.check(this.config.GROQ_API_KEY);
  }

  onApplicationShutdown(): void {
    this.stop.abort();
  }

  /** Logs a warning for what is missing; never rejects. */
  private async check(apiKey: string): Promise<void> {
    const { GROQ_MODEL, GROQ_FALLBACK_MODELS, GROQ_VISION_MODEL, GROQ_TRANSCRIPTION_MODEL } = this.config;
    const wanted = [GROQ_MODEL, ...GROQ_FALLBACK_MODELS, GROQ_VISION_MODEL, GROQ_TRANSCRIPTION_MODEL];
    try {
      const client = await openAiClient(this.config, apiKey);
      const models = wanted.filter((model) => model !== undefined);
      const { found, missing } = await checkModels(client, models, { signal: this.stop.signal });
      if (missing.length === 0) this.logger.log({ models: found }, 'models checked');
      else
        this.logger.warn(
          { missing, found },
          'the endpoint has no such model: mend the GROQ_*MODEL* variables',
        );
    } catch (error) {
      if (this.stop.signal.aborted) return;
      const { status, code } = error as { status?: number; code?: string };
      const words =
        status === 401 || status === 403
          ? 'the endpoint refuses GROQ_API_KEY'
          : 'the models could not be checked: look at OPENAI_API_BASE';
      this.logger.warn({ status, code }, words);
    }
  }
}
