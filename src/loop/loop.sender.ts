import type { EventLog } from '../conversation/event.log.ts';
import type {
  OutboundMessage,
  SendOutcome,
  SentBefore,
  TypingTarget,
} from '../conversation/messaging.adapter.ts';

/**
 * Where outbound messages go. Implementations: `LoopClient` (Loop's API), `TerminalLoopSender` (a developer's screen),
 * `UnconfiguredLoopSender` (nowhere, until there is a key).
 */
export abstract class LoopSender {
  /** See `MessagingAdapter.eventLog`. */
  readonly eventLog: EventLog | undefined = undefined;

  /** Sends one message. Never rejects for what the far end does: every failure is an outcome. */
  abstract sendMessage(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome>;

  /** See `MessagingAdapter.showTyping`. */
  showTyping(_to: TypingTarget, _signal: AbortSignal): Promise<void> {
    return Promise.resolve();
  }

  /** See `MessagingAdapter.findSent`. */
  findSent(
    _message: OutboundMessage,
    _sent: SentBefore,
    _signal: AbortSignal,
  ): Promise<SendOutcome | undefined> {
    return Promise.resolve(undefined);
  }
}
