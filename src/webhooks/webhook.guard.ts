import { Injectable, NotFoundException, UnauthorizedException } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { AdapterRegistry } from '../conversation/adapter.registry.ts';
import { webhookRequest } from './webhook.request.ts';

/** Journey step 1: nobody is listened to who cannot prove to be the channel. Runs before anything is parsed. */
@Injectable()
export class WebhookGuard implements CanActivate {
  constructor(private readonly adapters: AdapterRegistry) {}

  canActivate(context: ExecutionContext): true {
    const request = webhookRequest(context);
    const adapter = this.adapters.find(request.channel);
    if (!adapter) {
      throw new NotFoundException(`there is no such channel; known: ${this.adapters.channels().join(', ')}`);
    }
    if (!adapter.verifySignature(request)) {
      throw new UnauthorizedException(
        'the webhook could not be verified; check the secret that the channel sends with it',
      );
    }
    return true;
  }
}
