import type { SendOutcome } from '../conversation/messaging.adapter.ts';
import { LoopSender } from './loop.sender.ts';

/** Production without an API key: replies stay in the outbox until there is one. Shows nothing to anybody. */
export class UnconfiguredLoopSender extends LoopSender {
  override sendMessage(): Promise<SendOutcome> {
    return Promise.resolve({ kind: 'halted', code: 'no-api-key' });
  }
}
