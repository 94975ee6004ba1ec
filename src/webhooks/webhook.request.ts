import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { SignedRequest } from '../conversation/webhook-signature.ts';

/** A webhook before anything of it was understood. */
export interface WebhookRequest extends SignedRequest {
  channel: string;
  /** Lower case, without parameters; empty when the sender named none. */
  mediaType: string;
}

/** Reads a webhook from Fastify's request, whose body is the raw bytes (`server.ts`). */
export function webhookRequest(context: ExecutionContext): WebhookRequest {
  const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: { channel: string } }>>();
  const { body, headers } = request;
  return {
    channel: request.params.channel,
    url: request.url,
    rawBody: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
    headers,
    remoteAddress: request.socket.remoteAddress,
    mediaType: (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
  };
}

/** Parameter: the webhook of this request, to be read by a pipe. */
export const Webhook = createParamDecorator((_: unknown, context: ExecutionContext) =>
  webhookRequest(context),
);
