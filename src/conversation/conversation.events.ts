import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';

interface Events {
  /** A text was stored that a turn will be due for, at that time (epoch ms). */
  message: [conversationId: string, dueAt: number];
  /** Something may have become sendable. */
  outbox: [];
  /** A turn or a send of the conversation has ended, well or badly. */
  progress: [conversationId: string];
}

/**
 * Wake-ups inside one process. They only save time: whatever is missed here (another replica admitted it, the process
 * was restarted) is found by polling the store.
 */
@Injectable()
export class ConversationEvents extends EventEmitter<Events> {
  constructor() {
    super();
    // One listener per running turn and waiting request; their number is bounded elsewhere.
    this.setMaxListeners(0);
  }
}
