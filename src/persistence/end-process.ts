import { Logger } from '@nestjs/common';

/**
 * The disk failed: what is durable is not known any more, and only opening the file again can tell. Whoever runs Chip
 * starts it again.
 */
export function endProcess(error: Error): void {
  new Logger('ConversationStore').fatal({ err: error }, 'the database failed, ending the process');
  process.exit(1);
}
