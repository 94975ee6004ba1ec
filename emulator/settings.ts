/** What can be chosen at the start and changed while the emulator runs (`PUT /_emulator/config`). */
export type Settings = {
  /** Several, with commas between them, take turns: each attempt goes to the next one. */
  webhookUrl: string;
  /** Sent as it is in the Authorization header of webhooks; empty sends no such header. */
  webhookSecret: string;
  webhookTimeoutMs: number;
  /** Post over connections that are kept, as a proxy before the server does, instead of one for each. */
  webhookKeepAlive: boolean;
  /** Time from the acceptance of a send to its status webhook, and between two status webhooks. */
  statusDelayMs: number;
  /** Divides the waits and windows of Loop's own clock (webhook attempts, typing, pacing); time-outs stay real. */
  clockScale: number;
  /** The only Authorization accepted for sends; empty accepts any. */
  apiKey: string;
  /** The only Loop-Secret-Key accepted for legacy sends; empty accepts any, or none. */
  secretKey: string;
  /** Refuse groups and message ids which no webhook or send of this emulator has mentioned. */
  strict: boolean;
  /** v1: a contact who has not written for a day gets at most one message in two minutes. */
  pacing: boolean;
  /** Refuse contacts who have never written. */
  inboundFirst: boolean;
  /** The sender has a contact card, so `contact_file` can be asked for. */
  vcard: boolean;
  /** The model is the one that learns, by the rule of this seed; null for one that echoes. */
  modelSeed: number | null;
};

const CHECKS: { [Key in keyof Settings]: (value: unknown) => boolean } = {
  webhookUrl: (value) => typeof value === 'string' && value.split(',').every(isWebUrl),
  webhookSecret: isString,
  webhookTimeoutMs: (value) => isNumber(value) && value > 0,
  webhookKeepAlive: isBoolean,
  statusDelayMs: (value) => isNumber(value) && value >= 0,
  clockScale: (value) => isNumber(value) && value > 0,
  apiKey: isString,
  secretKey: isString,
  strict: isBoolean,
  pacing: isBoolean,
  inboundFirst: isBoolean,
  vcard: isBoolean,
  modelSeed: (value) => value === null || (Number.isSafeInteger(value) && Number(value) >= 0),
};

/** Names the first bad setting. An unknown name is bad too: a typing error must not pass in silence. */
export function checkSettings(changes: object): string | undefined {
  for (const [key, value] of Object.entries(changes)) {
    if (!Object.hasOwn(CHECKS, key)) return `unknown setting ${key}`;
    if (!CHECKS[key as keyof Settings](value)) return `bad value for ${key}`;
  }
  return undefined;
}

function isWebUrl(value: string): boolean {
  return /^https?:/.test(value) && URL.canParse(value);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
