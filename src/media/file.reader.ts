import type { ReadAttachment } from '../conversation/attachment.reader.ts';
import type { Download } from './safe.downloader.ts';

/** Makes text of one kind of file. */
export interface FileReader {
  /** Throws an UnreadableError, or anything when the signal is aborted. */
  read(file: Download, signal: AbortSignal): Promise<ReadAttachment>;
}
