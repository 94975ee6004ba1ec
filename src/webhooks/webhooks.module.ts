import { Module } from '@nestjs/common';
import { WebhookService } from './webhook.service.ts';
import { WebhookTrace } from './webhook.trace.ts';
import { WebhooksController } from './webhooks.controller.ts';

@Module({ controllers: [WebhooksController], providers: [WebhookService, WebhookTrace] })
export class WebhooksModule {}
