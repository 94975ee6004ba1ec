import type { ChipConfig } from '../config/chip.config.ts';
import type { LoopSender } from './loop.sender.ts';
import { TerminalLoopSender } from './terminal.loop-sender.ts';
import { UnconfiguredLoopSender } from './unconfigured.loop-sender.ts';

/**
 * The sender that the configuration asks for. The HTTP client is loaded only where it is used: it costs 75 ms and
 * 10 MB at the start.
 */
export async function chooseSender(config: ChipConfig): Promise<LoopSender> {
  if (config.LOOP_API_KEY !== undefined) {
    const [{ HttpService }, { LoopClient }] = await Promise.all([
      import('@nestjs/axios'),
      import('./loop.client.ts'),
    ]);
    return new LoopClient(config, new HttpService());
  }
  // A webhook secret says that somebody real may be writing: the reply is kept for when there is a key, not shown.
  const emulated = !config.production && config.LOOP_WEBHOOK_SECRET.length === 0;
  return emulated ? new TerminalLoopSender() : new UnconfiguredLoopSender();
}
