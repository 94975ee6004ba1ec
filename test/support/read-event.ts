import { AdapterRegistry } from '../../src/conversation/adapter.registry.ts';
import { EventReader } from '../../src/conversation/event.reader.ts';
import { ReadEventPipe, type IncomingEvent } from '../../src/webhooks/read-event.pipe.ts';
import type { House } from './house.ts';

/** Reads the bytes of a Loop webhook as the route does, without storing what comes of it. */
export function readWebhook(house: House, rawBody: Buffer): Promise<IncomingEvent> {
  return new ReadEventPipe(house.app.get(AdapterRegistry), house.app.get(EventReader)).transform({
    channel: 'loop',
    url: '/webhooks/loop',
    rawBody,
    headers: {},
    remoteAddress: '127.0.0.1',
    mediaType: 'application/json',
  });
}
