import { BadRequestException, Injectable, UnsupportedMediaTypeException } from '@nestjs/common';
import type { PipeTransform } from '@nestjs/common';
import { AdapterRegistry } from '../conversation/adapter.registry.ts';
import type { ChannelEvent } from '../conversation/channel-event.ts';
import { EventReader } from '../conversation/event.reader.ts';
import type { MessagingAdapter } from '../conversation/messaging.adapter.ts';
import { readBody } from './read-body.ts';
import type { WebhookRequest } from './webhook.request.ts';

export interface IncomingEvent {
  adapter: MessagingAdapter;
  event: ChannelEvent;
  /** The cleaned body, unknown fields and all. */
  body: unknown;
}

/** Journey steps 2 and 3: bytes to a validated event, in the way that the channel's adapter says. */
@Injectable()
export class ReadEventPipe implements PipeTransform<WebhookRequest, Promise<IncomingEvent>> {
  constructor(
    private readonly adapters: AdapterRegistry,
    private readonly reader: EventReader,
  ) {}

  async transform(request: WebhookRequest): Promise<IncomingEvent> {
    const adapter = this.adapters.get(request.channel);
    const { contentTypes } = adapter;
    const form = Object.hasOwn(contentTypes, request.mediaType) ? contentTypes[request.mediaType] : undefined;
    if (!form) {
      throw new UnsupportedMediaTypeException(`send ${Object.keys(contentTypes).join(' or ')}`);
    }
    const body = readBody(request.rawBody, form === 'form');
    const read = await this.reader.read(adapter, body, request.rawBody, queryOf(request.url));
    if ('problems' in read) throw new BadRequestException(read.problems);
    return { adapter, body, event: read.event };
  }
}

function queryOf(url: string): URLSearchParams {
  const at = url.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : url.slice(at));
}
