import type { FactoryProvider } from '@nestjs/common';
import type { OpenAI } from 'openai';
import { ChipConfig } from '../config/chip.config.ts';
import { AttachmentReader } from '../conversation/attachment.reader.ts';
import { amountOf, pricesOf } from '../model/model.prices.ts';
import { openAiClient } from '../model/openai.client.ts';
import { ModelAttachmentReader } from './model.attachment-reader.ts';
import { OfflineAttachmentReader } from './offline.attachment-reader.ts';
import { PictureReader } from './picture.reader.ts';
import { RememberingAttachmentReader } from './remembering.attachment-reader.ts';
import { SafeDownloader } from './safe.downloader.ts';
import { SpeechReader } from './speech.reader.ts';

/** Models read files when there is a key, pictures when there is a model for them too; else nobody does. */
export const attachmentReaderProvider: FactoryProvider<AttachmentReader> = {
  provide: AttachmentReader,
  inject: [ChipConfig, SafeDownloader],
  useFactory: async (config: ChipConfig, downloader: SafeDownloader) => {
    const { GROQ_API_KEY, GROQ_TRANSCRIPTION_MODEL, GROQ_VISION_MODEL } = config;
    if (!GROQ_API_KEY) return new OfflineAttachmentReader();
    const client = await openAiClient(config, GROQ_API_KEY);
    return new RememberingAttachmentReader(
      new ModelAttachmentReader(downloader, {
        speech: new SpeechReader(client, GROQ_TRANSCRIPTION_MODEL),
        picture: GROQ_VISION_MODEL ? pictureReader(config, client, GROQ_VISION_MODEL) : undefined,
      }),
    );
  },
};

function pictureReader(config: ChipConfig, client: OpenAI, model: string): PictureReader {
  const prices = pricesOf(config);
  return new PictureReader(client, model, (usage) =>
    // Nothing of a picture is ever in the provider's cache.
    amountOf(prices, model, { ...usage, cachedTokens: 0 }),
  );
}
