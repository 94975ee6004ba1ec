import { Controller, HttpCode, Post, UseGuards, UseInterceptors } from '@nestjs/common';
import type { WebhookAnswer } from '../conversation/messaging.adapter.ts';
import { AnswerInterceptor } from './answer.interceptor.ts';
import { HangUpInterceptor } from './hang-up.interceptor.ts';
import { ReadEventPipe, type IncomingEvent } from './read-event.pipe.ts';
import { WebhookGuard } from './webhook.guard.ts';
import { Webhook } from './webhook.request.ts';
import { WebhookService } from './webhook.service.ts';

/** One route for every channel. */
@Controller('webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: WebhookService) {}

  @Post(':channel')
  @HttpCode(200)
  @UseGuards(WebhookGuard)
  @UseInterceptors(HangUpInterceptor, AnswerInterceptor)
  receive(@Webhook(ReadEventPipe) incoming: IncomingEvent): Promise<WebhookAnswer> {
    return this.webhooks.receive(incoming);
  }
}
