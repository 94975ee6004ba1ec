import { createHash } from 'node:crypto';
import { BadRequestException, Injectable, Logger, UnsupportedMediaTypeException } from '@nestjs/common';
import type { PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { AdapterRegistry } from '../conversation/adapter.registry.ts';
import type { ChannelEvent, QuarantinedEvent } from '../conversation/channel-event.ts';
import type { MessagingAdapter } from '../conversation/messaging.adapter.ts';
import { readBody } from './read-body.ts';
import type { WebhookRequest } from './webhook.request.ts';

const MOST_FIELDS = 500;

export interface IncomingEvent {
  adapter: MessagingAdapter;
  event: ChannelEvent;
  /** The cleaned body, unknown fields and all. */
  body: unknown;
}

/** Journey steps 2 and 3: bytes to a validated event, in the way that the channel's adapter says. */
@Injectable()
export class ReadEventPipe implements PipeTransform<WebhookRequest, Promise<IncomingEvent>> {
  private readonly logger = new Logger(ReadEventPipe.name);

  constructor(private readonly adapters: AdapterRegistry) {}

  async transform(request: WebhookRequest): Promise<IncomingEvent> {
    const adapter = this.adapters.get(request.channel);
    const { contentTypes } = adapter;
    const form = Object.hasOwn(contentTypes, request.mediaType) ? contentTypes[request.mediaType] : undefined;
    if (!form) {
      throw new UnsupportedMediaTypeException(`send ${Object.keys(contentTypes).join(' or ')}`);
    }
    const body = readBody(request.rawBody, form === 'form');
    return { adapter, body, event: await this.understand(adapter, body, request) };
  }

  private async understand(
    adapter: MessagingAdapter,
    body: unknown,
    { rawBody, url }: WebhookRequest,
  ): Promise<ChannelEvent> {
    if (hasTooManyFields(body)) return quarantined('too many fields', rawBody);
    const shape = adapter.eventDto(body);
    if (!shape) return quarantined('unknown shape', rawBody);
    const instance = plainToInstance(shape.dto, body) as object;
    const errors = await validate(instance, { forbidUnknownValues: false });
    if (errors.length > 0) {
      if (shape.whenInvalid === 'reject')
        throw new BadRequestException(errors.flatMap((error) => describe(error)));
      return quarantined(`wrong type: ${errors.map(({ property }) => property).join(', ')}`, rawBody);
    }
    try {
      return adapter.normalizeEvent(instance, queryOf(url));
    } catch (error) {
      // A bug of ours must not lose what somebody wrote, nor make the channel send it thirty times.
      this.logger.error({ err: error, channel: adapter.channel }, 'the adapter could not read a valid event');
      return quarantined('the adapter failed', rawBody);
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

function queryOf(url: string): URLSearchParams {
  const at = url.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : url.slice(at));
}

/** Keyed by its bytes, since nothing in it could be trusted to be an id. */
function quarantined(reason: string, rawBody: Buffer): QuarantinedEvent {
  const externalId = createHash('sha256').update(rawBody).digest('hex');
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
