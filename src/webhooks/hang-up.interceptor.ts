import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { finalize, type Observable } from 'rxjs';
import { ReachWatch } from '../conversation/deliveries/reach.watch.ts';

/**
 * Notices a sender that has hung up before its answer: more of them wait in the system's queue for longer than they will,
 * a status among them maybe. Behind the guard, so that no stranger can hold replies back.
 */
@Injectable()
export class HangUpInterceptor implements NestInterceptor {
  constructor(private readonly reach: ReachWatch) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { raw } = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      finalize(() => {
        if (raw.destroyed) this.reach.lost();
      }),
    );
  }
}
