import { Module, type OnModuleInit } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';
import { AdapterRegistry } from '../conversation/adapter.registry.ts';
// The compiler leaves an `import()` inside a decorated class as it is, so the loading is in a file of its own.
import { openAdapter } from './open-adapter.ts';

/** A channel that is off until an account is set: then `/webhooks/twilio` is an address like any that does not exist. */
@Module({})
export class TwilioModule implements OnModuleInit {
  constructor(
    private readonly config: ChipConfig,
    private readonly adapters: AdapterRegistry,
  ) {}

  async onModuleInit(): Promise<void> {
    const adapter = await openAdapter(this.config);
    if (adapter) this.adapters.register(adapter);
  }
}
