import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ChipConfig } from './config/chip.config.ts';

const NONE = ["'none'"];

/**
 * Headers of every answer that tell a browser to embed, load and guess nothing. `/docs` says for itself what it needs.
 * Browsers take the wish to stay with https from an https answer alone, so it is made in production only.
 */
export async function addSecurityHeaders(
  app: NestFastifyApplication,
  { production }: ChipConfig,
): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: NONE, frameAncestors: NONE, baseUri: NONE, formAction: NONE },
    },
    frameguard: { action: 'deny' },
    strictTransportSecurity: production,
  });
}
