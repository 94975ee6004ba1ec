/** Any scheme with slashes, in either direction: address parsers take both. */
const WITH_SCHEME = /[a-z][a-z0-9+.-]*:[\\/]{2}[^\s"'<>]*/gi;
/** `//host/path`, which inherits the scheme of whoever reads it. */
const WITHOUT_SCHEME = /(?<![:\w\\/])[\\/]{2}[\w[%.-][^\s"'<>]*/g;
/** Schemes that parsers know without slashes, and those that are a document by themselves. */
const BARE_SCHEME = /^(?:https?|wss?|ftp|file|data|blob|javascript|view-source):\S/i;
/** Names of arguments whose value is an address even without a scheme, if it looks like one. */
const ADDRESS_NAME = /^(?:.*[_-])?(?:url|uri|href|link|host|hostname|domain|endpoint|site|website)s?$/i;
const LIKE_A_HOST = /^(?:localhost|\d+|0x[0-9a-f]+|\S*[.:/\\]\S*)$/i;

/**
 * Looks through every argument for addresses and says what is wrong with the first one whose host is not allowed.
 * What an address parser would read otherwise than a person (`https:\\host`, `https://allowed@host`, tabs inside,
 * percent signs) is read as the parser does.
 *
 * @param allowed hosts, exact, or `*.example.org` for all below example.org
 */
export function hostProblem(input: unknown, allowed: readonly string[]): string | undefined {
  for (const address of addressesIn(input, '')) {
    const url = URL.parse(address);
    if (url && /^https?:$/.test(url.protocol) && isAllowed(url.hostname, allowed)) continue;
    const known = allowed.length > 0 ? `only addresses at ${allowed.join(', ')} are` : 'none is';
    return `an address in it is not allowed; ${known}`;
  }
  return undefined;
}

function isAllowed(host: string, allowed: readonly string[]): boolean {
  // A dot at the end is the same host to a resolver.
  const name = host.replace(/\.$/, '').toLowerCase();
  return allowed.some((rule) => {
    const lower = rule.toLowerCase();
    return lower.startsWith('*.') ? name.endsWith(lower.slice(1)) : name === lower;
  });
}

function addressesIn(value: unknown, name: string): string[] {
  if (typeof value === 'string') return addressesInText(value, name);
  if (typeof value !== 'object' || value === null) return [];
  // An argument's own name can be an address, too; that of a list is the name of its items.
  return Object.entries(value).flatMap(([key, item]) => [
    ...addressesInText(key, ''),
    ...addressesIn(item, Array.isArray(value) ? name : key),
  ]);
}

function addressesInText(text: string, name: string): string[] {
  return [text, decoded(text)].flatMap((form) => {
    // Parsers drop tabs and line ends wherever they stand, and blanks and controls at the ends.
    // oxlint-disable-next-line no-control-regex -- controls are what parsers drop
    const joined = form.replace(/[\t\r\n]/g, '').replace(/^[\u0000- ]+|[\u0000- ]+$/g, '');
    const found = [form, joined].flatMap((spelling) => [
      ...(spelling.match(WITH_SCHEME) ?? []),
      ...(spelling.match(WITHOUT_SCHEME) ?? []).map((address) => `https:${address}`),
    ]);
    if (BARE_SCHEME.test(joined)) found.push(joined);
    else if (ADDRESS_NAME.test(name) && LIKE_A_HOST.test(joined) && found.length === 0)
      found.push(`https://${joined}`);
    return found;
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
