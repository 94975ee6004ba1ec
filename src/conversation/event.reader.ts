import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import type { ChannelEvent, QuarantinedEvent } from './channel-event.ts';
import type { MessagingAdapter } from './messaging.adapter.ts';

const MOST_FIELDS = 500;

/** An event, or what the sender has to be told is wrong: paths and rules, never values. */
export type ReadEvent = { event: ChannelEvent } | { problems: string[] };

/** Makes an event of a parsed and cleaned body, in the way that the channel's adapter says. */
@Injectable()
export class EventReader {
  private readonly logger = new Logger(EventReader.name);

  /**
   * @param bytes of the body: they name one that cannot be read
   * @param query of the address that it was posted to
   */
  async read(
    adapter: MessagingAdapter,
    body: unknown,
    bytes: Uint8Array | string,
    query = new URLSearchParams(),
  ): Promise<ReadEvent> {
    const keep = (reason: string): ReadEvent => ({ event: quarantined(reason, bytes) });
    if (hasTooManyFields(body)) return keep('too many fields');
    const shape = adapter.eventDto(body);
    if (!shape) return keep('unknown shape');
    const instance = plainToInstance(shape.dto, body) as object;
    const errors = await validate(instance, { forbidUnknownValues: false });
    if (errors.length > 0) {
      if (shape.whenInvalid === 'reject') return { problems: errors.flatMap((error) => describe(error)) };
      return keep(`wrong type: ${errors.map(({ property }) => property).join(', ')}`);
    }
    try {
      return { event: adapter.normalizeEvent(instance, query) };
    } catch (error) {
      // A bug of ours must not lose what somebody wrote, nor make the channel send it thirty times.
      this.logger.error({ err: error, channel: adapter.channel }, 'the adapter could not read a valid event');
      return keep('the adapter failed');
    }
  }
}

/**
 * More fields in one object than any channel sends. Turning such a body into a DTO takes time that grows with their
 * square: half a second of the event loop for 30,000.
 */
function hasTooManyFields(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false;
  const items = Object.values(value);
  return (!Array.isArray(value) && items.length > MOST_FIELDS) || items.some(hasTooManyFields);
}

/** Keyed by its bytes, since nothing in it could be trusted to be an id. */
function quarantined(reason: string, bytes: Uint8Array | string): QuarantinedEvent {
  const externalId = createHash('sha256').update(bytes).digest('hex');
  return {
    kind: 'quarantined',
    name: 'unreadable',
    eventClass: 'quarantined',
    externalId,
    webhookId: null,
    reason,
  };
}

/** `data.message.text must be a string`: paths and rules, never values. */
function describe(error: ValidationError, path = ''): string[] {
  const own = Object.values(error.constraints ?? {}).map((constraint) => `${path}${constraint}`);
  const nested = (error.children ?? []).flatMap((child) => describe(child, `${path}${error.property}.`));
  return [...own, ...nested];
}
