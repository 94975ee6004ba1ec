import { AttachmentReader, type ReadAttachment } from '../conversation/attachment.reader.ts';

/** Stands in where no key is set: reads nothing, says so, and downloads nothing either. */
export class OfflineAttachmentReader extends AttachmentReader {
  override async read(_url: string, signal: AbortSignal): Promise<ReadAttachment> {
    signal.throwIfAborted();
    return { kind: 'unreadable', reason: 'no-model' };
  }
}
