import { Global, Module } from '@nestjs/common';
import { AttachmentReader } from '../conversation/attachment.reader.ts';
import { attachmentReaderProvider } from './attachment-reader.provider.ts';
import { SafeDownloader } from './safe.downloader.ts';

/** Reads the files that people send. Global, since who needs it knows the port alone and imports no other feature. */
@Global()
@Module({
  providers: [{ provide: SafeDownloader, useFactory: () => new SafeDownloader() }, attachmentReaderProvider],
  exports: [AttachmentReader],
})
export class MediaModule {}
