import type { ChannelEvent } from '../conversation/channel-event.ts';
import type { LoopEventDto } from './loop-event.dto.ts';
import { readLoopEvent } from './loop.event.ts';
import { toDelivery } from './normalize-delivery.ts';
import { toIgnored } from './normalize-ignored.ts';
import { toInbound } from './normalize-inbound.ts';
import { toTestMessage } from './normalize-testing.ts';
import { TestingEventDto } from './testing-event.dto.ts';

/** `message_reply` is what accounts from before December 2022 get instead of `message_inbound`. */
const INBOUND = new Set(['message_inbound', 'message_reply', 'message_reaction']);

/** Turns a validated body (of `chooseDto`) into a channel-neutral event. Pure. `ownSender`: see `toInbound`. */
export function normalizeEvent(
  event: LoopEventDto | TestingEventDto,
  ownSender: string | undefined,
): ChannelEvent {
  if (event instanceof TestingEventDto) return toTestMessage(event);
  const loopEvent = readLoopEvent(event);
  if (INBOUND.has(loopEvent.name)) return toInbound(loopEvent, ownSender);
  return toDelivery(loopEvent) ?? toIgnored(loopEvent);
}
