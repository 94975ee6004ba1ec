import { isRecord, isStrings, isTexts } from './json.ts';
import { variable } from './variables.ts';

/** One MCP server as it is set up. */
export interface McpServerSettings {
  /** Stands before the names of its tools. */
  readonly name: string;
  readonly reach:
    | {
        readonly kind: 'stdio';
        readonly command: string;
        readonly args: readonly string[];
        readonly env: Readonly<Record<string, string>>;
      }
    | { readonly kind: 'http'; readonly url: string; readonly headers: Readonly<Record<string, string>> };
  /** Its tools that may be called at once, by their own names: those that only look something up. */
  readonly allow: readonly string[];
  /** Its tools that may be called once a person has said yes: those that change something. */
  readonly asks: readonly string[];
  /** Hosts that addresses in arguments may have. */
  readonly allowHosts: readonly string[];
}

const NAME = /^[a-z][a-z0-9_-]{0,19}$/;
const KEYS = ['command', 'args', 'env', 'url', 'headers', 'allow', 'asks', 'allowHosts'];

class Wrong extends Error {}

/** `{"name": {"command", "args", "env", "allow"} | {"url", "headers", "allow"}}`, in JSON. */
export function mcpServers(): PropertyDecorator {
  const attempt = (text: string): McpServerSettings[] | Wrong => {
    try {
      return readServers(text);
    } catch (error) {
      if (error instanceof Wrong) return error;
      throw error;
    }
  };
  const valid = (value: unknown): boolean => Array.isArray(value);
  const must = (value: unknown): string => (value instanceof Wrong ? value.message : 'JSON');
  return variable('mcpServers', must, attempt, valid);
}

function readServers(text: string): McpServerSettings[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Wrong('JSON on one line, such as {"maps": {"command": "node", "args": [], "allow": ["tool"]}}');
  }
  if (!isRecord(json)) throw new Wrong('a JSON object with one entry a server');
  const servers = Object.entries(json).map(([name, entry], index) => readServer(name, entry, index + 1));
  const taken = new Set(servers.map(({ name }) => name.replaceAll('-', '_')));
  if (taken.size < servers.length)
    throw new Wrong('such that no two servers have one name (- and _ are one)');
  return servers;
}

/** Says which server by its place: a name may be a secret in the wrong line. */
function readServer(name: string, entry: unknown, place: number): McpServerSettings {
  const unless = (fine: boolean, must: string): void => {
    if (!fine) throw new Wrong(`such that server ${place} ${must}`);
  };
  unless(NAME.test(name), 'has a name of at most 20 lower-case letters, digits, - and _');
  if (!isRecord(entry)) throw new Wrong(`such that server ${place} is an object`);
  unless(
    Object.keys(entry).every((key) => KEYS.includes(key)),
    `has no other entries than ${KEYS.join(', ')}`,
  );
  const { command, args = [], env = {}, url, headers = {}, allow = [], asks = [], allowHosts = [] } = entry;
  unless((command === undefined) !== (url === undefined), 'has either a "command" or a "url"');
  if (!isStrings(allow) || !isStrings(asks) || allow.length + asks.length === 0)
    throw new Wrong(
      `such that server ${place} has "allow", the names of the tools that may be called (or "asks", of those that may be after a yes): no other is, and there is no word for all`,
    );
  const twice = asks.some((name) => allow.includes(name));
  unless(!twice, 'names each tool once, under "allow" or under "asks"');
  if (!isStrings(allowHosts)) throw new Wrong(`such that "allowHosts" of server ${place} is a list of hosts`);
  if (typeof command === 'string') {
    if (!isStrings(args) || !isTexts(env))
      throw new Wrong(`such that "args" of server ${place} is a list and "env" an object of texts`);
    unless(entry.headers === undefined, 'has "headers" only beside a "url"');
    return { name, reach: { kind: 'stdio', command, args, env }, allow, asks, allowHosts };
  }
  const parsed = typeof url === 'string' ? URL.parse(url) : null;
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username !== '')
    throw new Wrong(`such that server ${place} has an http:// or https:// "url" without credentials`);
  if (!isTexts(headers)) throw new Wrong(`such that "headers" of server ${place} is an object of texts`);
  unless(entry.args === undefined && entry.env === undefined, 'has "args" and "env" only beside a "command"');
  return { name, reach: { kind: 'http', url: parsed.href, headers }, allow, asks, allowHosts };
}
