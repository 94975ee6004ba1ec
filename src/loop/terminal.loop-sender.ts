import { randomUUID } from 'node:crypto';
import type { OutboundMessage, SendOutcome } from '../conversation/messaging.adapter.ts';
import { cleanText } from '../conversation/text.ts';
import { LoopSender } from './loop.sender.ts';

/**
 * Shows outbound texts on the terminal and counts them as sent: a developer needs no account. It writes by itself and
 * not through the logger, because no log line may hold an address or a text.
 */
export class TerminalLoopSender extends LoopSender {
  constructor(private readonly write: (text: string) => void = (text) => void process.stdout.write(text)) {
    super();
  }

  override sendMessage({ target, text }: OutboundMessage): Promise<SendOutcome> {
    const lines = printable(text).split('\n');
    this.write(`\n  Chip to ${printable(target)} (shown only: LOOP_API_KEY is not set)\n`);
    for (const line of lines) this.write(`  | ${line}\n`);
    this.write('\n');
    return Promise.resolve({ kind: 'sent', providerId: `dev-${randomUUID()}` });
  }
}

/** Without control characters, some of which move the cursor or rename the window. */
function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- controls are what this removes
  return cleanText(text).replace(/[\u0080-\u009f]/g, '');
}
