import type { OpenAI } from 'openai';
import type { ReadAttachment } from '../conversation/attachment.reader.ts';
import { cleanText } from '../conversation/text.ts';
import { askModel } from './ask-model.ts';
import { oggOfCaf } from './ogg-of-caf.ts';
import type { FileReader } from './file.reader.ts';
import type { Download } from './safe.downloader.ts';
import { UnreadableError } from './unreadable.error.ts';

/**
 * Providers choose by the end of the name and refuse any other than these (and mp4, mpeg, mpga, opus, webm). Bare AAC
 * is understood as m4a, under its own name it is not.
 */
const ENDINGS: Readonly<Record<string, string>> = {
  'audio/mp4': 'm4a',
  'audio/aac': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/flac': 'flac',
  'audio/wav': 'wav',
};

/** Has what was said written down by a speech model. */
export class SpeechReader implements FileReader {
  private readonly client: OpenAI;
  private readonly model: string;

  constructor(client: OpenAI, model: string) {
    this.client = client;
    this.model = model;
  }

  async read(file: Download, signal: AbortSignal): Promise<ReadAttachment> {
    const { bytes, contentType } = asTaken(file);
    const ending = ENDINGS[contentType];
    if (!ending) throw new UnreadableError('unsupported-type');
    const answer: unknown = await askModel(signal, () =>
      this.client.audio.transcriptions.create(
        {
          file: new File([bytes], `voice.${ending}`, { type: contentType }),
          model: this.model,
          response_format: 'json',
          temperature: 0,
        },
        { signal },
      ),
    );
    const { text } = (answer ?? {}) as { text?: unknown };
    const words = typeof text === 'string' ? cleanText(text).trim() : '';
    if (words === '') throw new UnreadableError('empty');
    return { kind: 'speech', text: words };
  }
}

/** iPhones record Opus in a container of Apple's that no provider opens; in Ogg they take the same packets. */
function asTaken(file: Download): { bytes: Uint8Array<ArrayBuffer>; contentType: string } {
  if (file.contentType !== 'audio/x-caf') return { ...file, bytes: new Uint8Array(file.bytes) };
  const bytes = oggOfCaf(file.bytes);
  if (!bytes) throw new UnreadableError('unsupported-type');
  return { bytes: new Uint8Array(bytes), contentType: 'audio/ogg' };
}
