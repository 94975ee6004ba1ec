/** Twilio's side: the account, and how the address that Twilio would call is reached from here. */
export type TwilioSettings = {
  accountSid: string;
  /** Signs every webhook, and is the password of the account. */
  authToken: string;
  /** A key that is accepted beside the token; empty: none is. */
  apiKey: string;
  apiSecret: string;
  /** Our number, and the messaging service that it belongs to. */
  number: string;
  serviceSid: string;
  /** Where inbound messages are posted to; connection overrides (`#rc=5&rp=all`) may stand behind it. */
  webhookUrl: string;
  /** Tried once when the former has failed; empty: not. */
  fallbackUrl: string;
  /** What begins with this address is posted to `reachAt` instead, and signed as if it were not: a proxy's part. */
  publicUrl: string;
  reachAt: string;
  /** Who answers STOP, START and HELP: Twilio as it does by default, Twilio and it says so, or nobody but the bot. */
  optOut: 'default' | 'advanced' | 'off';
};

export const TWILIO_DEFAULTS: TwilioSettings = {
  accountSid: `AC${'0'.repeat(31)}1`,
  authToken: 'emulated-auth-token',
  apiKey: '',
  apiSecret: '',
  number: '+12055550100',
  serviceSid: `MG${'0'.repeat(31)}1`,
  webhookUrl: 'https://chip.example/webhooks/twilio#rc=5&rp=all',
  fallbackUrl: '',
  publicUrl: 'https://chip.example',
  reachAt: 'http://127.0.0.1:8000',
  optOut: 'default',
};

const ADDRESSES = ['webhookUrl', 'publicUrl', 'reachAt'];
const OPT_OUTS: unknown[] = ['default', 'advanced', 'off'];

/** Names the first bad setting; an unknown name is one too. */
export function checkTwilioSettings(changes: object): string | undefined {
  for (const [key, value] of Object.entries(changes)) {
    if (!Object.hasOwn(TWILIO_DEFAULTS, key)) return `unknown setting ${key}`;
    const good =
      key === 'optOut'
        ? OPT_OUTS.includes(value)
        : typeof value === 'string' && (!ADDRESSES.includes(key) || URL.canParse(value));
    if (!good) return `bad value for ${key}`;
  }
  return undefined;
}
