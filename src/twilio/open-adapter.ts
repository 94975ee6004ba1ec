import type { ChipConfig } from '../config/chip.config.ts';
import type { MessagingAdapter } from '../conversation/messaging.adapter.ts';

/**
 * The channel that the configuration asks for, or undefined where there is no account. The HTTP client is loaded only
 * where it is used: it costs 75 ms and 10 MB at the start.
 */
export async function openAdapter(config: ChipConfig): Promise<MessagingAdapter | undefined> {
  if (config.TWILIO_ACCOUNT_SID === undefined) return undefined;
  const [{ HttpService }, { TwilioClient }, { TwilioMessagingAdapter }] = await Promise.all([
    import('@nestjs/axios'),
    import('./twilio.client.ts'),
    import('./twilio.messaging-adapter.ts'),
  ]);
  return new TwilioMessagingAdapter(config, new TwilioClient(config, new HttpService()));
}
