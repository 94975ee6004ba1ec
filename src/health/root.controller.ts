import { readFileSync } from 'node:fs';
import { Controller, Get } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

@Controller()
export class RootController {
  constructor(private readonly config: ChipConfig) {}

  /** Says who is here, to somebody who opened the address in a browser. */
  @Get()
  root(): object {
    return {
      name: 'Chip',
      version,
      links: {
        ready: '/health/ready',
        webhook: '/webhooks/loop',
        ...(this.config.docsShown && { docs: '/docs' }),
      },
    };
  }
}
