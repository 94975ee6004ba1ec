import { randomUUID } from 'node:crypto';
import type { OutboundMessage, SendOutcome } from '../conversation/messaging.adapter.ts';
import { cleanText } from '../conversation/text.ts';
import { LoopSender } from './loop.sender.ts';

/**
 * Shows outbound messages on the terminal and counts them as sent: a developer needs no account. It writes by itself
 * and not through the logger, because no log line may hold an address or a text.
 */
export class TerminalLoopSender extends LoopSender {
  constructor(private readonly write: (text: string) => void = (text) => void process.stdout.write(text)) {
    super();
  }

  override sendMessage(message: OutboundMessage): Promise<SendOutcome> {
    this.write(`\n  Chip to ${oneLine(message.target)} (shown only: LOOP_API_KEY is not set)\n`);
    for (const line of linesOf(message)) this.write(`  | ${line}\n`);
    this.write('\n');
    return Promise.resolve({ kind: 'sent', providerId: `dev-${randomUUID()}` });
  }
}

/** The message in words: a terminal has no pictures, effects or tapbacks. */
function linesOf(message: OutboundMessage): string[] {
  const { text, attachments = [], subject, effect, voiceUrl, reaction, contactCard, replyToId } = message;
  if (reaction) return [`[tapback: ${oneLine(reaction.name)} on message ${oneLine(reaction.to)}]`];
  const notes = [
    ...attachments.map((url) => `file: ${url}`),
    voiceUrl && `voice message: ${voiceUrl}`,
    contactCard && 'contact card',
    effect && `effect: ${effect}`,
    replyToId && `in reply to message ${replyToId}`,
  ].filter((note) => typeof note === 'string');
  return [
    ...(subject ? [oneLine(subject).toUpperCase()] : []),
    ...(text ? printable(text).split('\n') : []),
    ...notes.map((note) => `[${oneLine(note)}]`),
  ];
}

function oneLine(text: string): string {
  return printable(text).replaceAll('\n', ' ');
}

/** Without control characters, some of which move the cursor or rename the window. */
function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- controls are what this removes
  return cleanText(text).replace(/[\u0080-\u009f]/g, '');
}
