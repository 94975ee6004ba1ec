import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { WebhookAnswer } from '../conversation/messaging.adapter.ts';

/** Sends an answer in the content type that its channel wants. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor<WebhookAnswer, string | object> {
  intercept(context: ExecutionContext, next: CallHandler<WebhookAnswer>): Observable<string | object> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map(({ contentType, body }) => {
        void reply.type(contentType);
        return body;
      }),
    );
  }
}
