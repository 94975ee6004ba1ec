import type { ChannelEvent } from '../conversation/channel-event.ts';
import { handlingOf } from './event.table.ts';
import type { LoopEventDto } from './loop-event.dto.ts';
import { readLoopEvent } from './loop.event.ts';
import { toDelivery } from './normalize-delivery.ts';
import { toGreeting } from './normalize-greeting.ts';
import { toIgnored } from './normalize-ignored.ts';
import { toInbound } from './normalize-inbound.ts';
import { toTestMessage } from './normalize-testing.ts';
import { TestingEventDto } from './testing-event.dto.ts';

/** Turns a validated body (of `chooseDto`) into a channel-neutral event. Pure. `ownSender`: our address, if known. */
export function normalizeEvent(
  event: LoopEventDto | TestingEventDto,
  ownSender: string | undefined,
): ChannelEvent {
  if (event instanceof TestingEventDto) return toTestMessage(event);
  const loopEvent = readLoopEvent(event);
  const handling = handlingOf(loopEvent.name);
  if (handling.does === 'ignore') return toIgnored(loopEvent, handling.reason);
  switch (handling.as) {
    case 'message':
    case 'reaction':
      return toInbound(loopEvent, handling.as, ownSender);
    case 'greeting':
      return toGreeting(loopEvent, handling.occasion, ownSender);
    case 'delivery':
      return toDelivery(loopEvent) ?? toIgnored(loopEvent, 'a status without a result');
    default:
      return handling satisfies never;
  }
}
