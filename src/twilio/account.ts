import type { ChipConfig } from '../config/chip.config.ts';

const BASE_URL = 'https://api.twilio.com';

/** Where our account is at Twilio: what its resources begin with. */
export function accountUrl({
  TWILIO_ACCOUNT_SID: account = '',
  TWILIO_API_BASE_URL: base,
}: ChipConfig): string {
  return `${base ?? BASE_URL}/2010-04-01/Accounts/${account}`;
}

/** An API key where there is one, as it can be taken back alone; while the token is being changed, the new one. */
export function accountAuthorization(config: ChipConfig): string {
  const { TWILIO_API_KEY: key, TWILIO_API_SECRET: secret, TWILIO_ACCOUNT_SID: account } = config;
  const credentials = key !== undefined ? `${key}:${secret}` : `${account}:${config.TWILIO_AUTH_TOKEN[0]}`;
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}
