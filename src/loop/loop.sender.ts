import type { OutboundMessage, SendOutcome } from '../conversation/messaging.adapter.ts';

/**
 * Where outbound texts go. Implementations: `LoopClient` (Loop's API), `TerminalLoopSender` (a developer's screen),
 * `UnconfiguredLoopSender` (nowhere, until there is a key).
 */
export abstract class LoopSender {
  /** Sends one text. Never rejects for what the far end does: every failure is an outcome. */
  abstract sendMessage(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome>;
}
