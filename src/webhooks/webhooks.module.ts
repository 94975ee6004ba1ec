import { Module } from '@nestjs/common';
import { WebhookService } from './webhook.service.ts';
import { WebhooksController } from './webhooks.controller.ts';

@Module({ controllers: [WebhooksController], providers: [WebhookService] })
export class WebhooksModule {}
