import { Injectable, NotFoundException, UnauthorizedException } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ChipConfig } from '../config/chip.config.ts';
import { isLocalRequest, secretsEqual } from '../conversation/webhook-signature.ts';

/** With a token whoever knows it; without one only this machine, and to others there is no such page. */
@Injectable()
export class MetricsGuard implements CanActivate {
  constructor(private readonly config: ChipConfig) {}

  canActivate(context: ExecutionContext): true {
    const { url, headers, socket } = context.switchToHttp().getRequest<FastifyRequest>();
    const { METRICS_TOKEN: token } = this.config;
    if (token === undefined) {
      const { remoteAddress } = socket;
      if (isLocalRequest({ url, headers, remoteAddress, rawBody: Buffer.alloc(0) })) return true;
      throw new NotFoundException();
    }
    const presented = /^Bearer +(.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
    if (secretsEqual(presented.trim(), token)) return true;
    throw new UnauthorizedException('send METRICS_TOKEN as a bearer token');
  }
}
