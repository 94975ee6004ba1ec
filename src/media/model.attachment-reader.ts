import { Logger } from '@nestjs/common';
import { AttachmentReader, type ReadAttachment } from '../conversation/attachment.reader.ts';
import { Slots } from '../conversation/slots.ts';
import { DownloadError } from './download.error.ts';
import type { FileReader } from './file.reader.ts';
import type { Download, SafeDownloader } from './safe.downloader.ts';
import { UnreadableError } from './unreadable.error.ts';

/** Strangers' servers may be slow on purpose. */
const DOWNLOADS = 4;
/** A file of up to 10 MB stays in memory until the model has answered. */
const READINGS = 8;

export interface FileReaders {
  speech: FileReader;
  /** Absent: pictures are not looked at. */
  picture?: FileReader | undefined;
}

/** Fetches a file under the rules of SafeDownloader and has a model make text of it. */
export class ModelAttachmentReader extends AttachmentReader {
  private readonly logger = new Logger(AttachmentReader.name);
  private readonly downloads = new Slots(DOWNLOADS);
  private readonly readings = new Slots(READINGS);
  private readonly downloader: SafeDownloader;
  private readonly readers: FileReaders;

  constructor(downloader: SafeDownloader, readers: FileReaders) {
    super();
    this.downloader = downloader;
    this.readers = readers;
  }

  override async read(url: string, signal: AbortSignal): Promise<ReadAttachment> {
    const startedAt = performance.now();
    let file: Download | undefined;
    const report = (kind: ReadAttachment['kind'], outcome: string): void => {
      const ms = Math.round(performance.now() - startedAt);
      const line = { kind, type: file?.contentType, bytes: file?.bytes.length, ms, outcome };
      this.logger.log(line, 'attachment read');
    };
    try {
      const reading = await this.readings.use(signal, async () => {
        file = await this.downloads.use(signal, () => this.downloader.download(url, { signal }));
        return this.readerOf(file).read(file, signal);
      });
      report(reading.kind, reading.kind === 'unreadable' ? reading.reason : 'ok');
      return reading;
    } catch (error) {
      const reason = signal.aborted ? 'aborted' : reasonOf(error);
      report('unreadable', reason);
      signal.throwIfAborted();
      return { kind: 'unreadable', reason };
    }
  }

  /** By what the bytes are, whatever the sender or the server called them. */
  private readerOf({ contentType }: Download): FileReader {
    const reader = contentType.startsWith('image/') ? this.readers.picture : this.readers.speech;
    if (!reader) throw new UnreadableError('no-model');
    return reader;
  }
}

/** A mistake of ours reads as its class: its message could quote what was read. */
function reasonOf(error: unknown): string {
  if (error instanceof DownloadError) return error.code;
  if (error instanceof UnreadableError) return error.reason;
  return error instanceof Error ? error.name : 'failed';
}
