import type { ChipConfig } from './chip.config.ts';

/** Shorter ones would be found in texts by chance. */
const LEAST = 8;
/** A part of an address that nobody would guess or write: calendars are shared by such. */
const UNGUESSABLE = /^(?=.*\d)(?=.*[a-z])[\w%=-]{24,}$/i;

/**
 * Every value of the configuration that must not leave this server but to where it belongs: keys, secrets, tokens,
 * passwords in addresses, the unguessable parts of calendar addresses, what MCP servers are given to prove who asks.
 */
export function secretsOf(config: ChipConfig): string[] {
  const named = Object.entries(config)
    .filter(([name]) => /_(?:KEY|SECRET|TOKEN|PASSWORD)$/.test(name))
    .flatMap(([, value]) => texts(value));
  const addresses = Object.values(config).flatMap(texts);
  const servers = config.MCP_SERVERS.flatMap(({ reach }) =>
    reach.kind === 'http'
      ? [...headerSecrets(reach.headers), ...hiddenIn(reach.url), ...queryOf(reach.url)]
      : [
          ...Object.entries(reach.env)
            .filter(([name]) => isSecretName(name))
            .map(([, value]) => value),
          ...argumentSecrets(reach.args),
        ],
  );
  const feeds = config.CALENDAR_URLS.flatMap((url) => [...hiddenIn(url), ...queryOf(url)]);
  // The address of a chat's webhook is all that one needs to write there.
  const alert = config.ALERT_TARGET?.startsWith('http')
    ? [config.ALERT_TARGET, ...hiddenIn(config.ALERT_TARGET)]
    : [];
  const all = [...alert, ...named, ...addresses.flatMap(passwordOf), ...servers, ...feeds];
  return [...new Set(all.map((secret) => secret.trim()))].filter(({ length }) => length >= LEAST);
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function passwordOf(address: string): string[] {
  const password = URL.parse(address)?.password;
  return password ? [decoded(password)] : [];
}

function queryOf(address: string): string[] {
  return [...(URL.parse(address)?.searchParams.values() ?? [])];
}

function hiddenIn(address: string): string[] {
  const parts = URL.parse(address)?.pathname.split('/') ?? [];
  return parts.filter((part) => UNGUESSABLE.test(part)).map(decoded);
}

/** With and without a word such as Bearer before it. */
function headerSecrets(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers)
    .filter(([name]) => isSecretName(name))
    .map(([, value]) => value.replace(/^\w+\s+/, ''));
}

/** `--api-key=...` and `--api-key ...` */
function argumentSecrets(args: readonly string[]): string[] {
  return args.flatMap((argument, index) => {
    const [, name = '', value = args[index + 1] ?? ''] = /^-{1,2}([\w-]+)(?:=(.*))?$/.exec(argument) ?? [];
    return isSecretName(name) ? [value] : [];
  });
}

function isSecretName(name: string): boolean {
  return /key|secret|token|pass|auth|cookie|credential/i.test(name);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
