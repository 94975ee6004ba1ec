import { fileURLToPath } from 'node:url';
import type { McpServerSettings } from '../../src/config/mcp-servers.variable.ts';

export const EVERYTHING = fileURLToPath(
  new URL('../../node_modules/@modelcontextprotocol/server-everything/dist/index.js', import.meta.url),
);
const ODD = fileURLToPath(new URL('./odd-mcp-server.ts', import.meta.url));

const program = (name: string, args: string[], allow: string[], more: object): McpServerSettings => ({
  name,
  reach: {
    kind: 'stdio',
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', ...args],
    env: {},
  },
  allow,
  asks: [],
  allowHosts: [],
  ...more,
});

/** The reference server of the protocol's authors, from npm, as a program. */
export function everything(allow: string[], more: Partial<McpServerSettings> = {}): McpServerSettings {
  return program('everything', [EVERYTHING, 'stdio'], allow, more);
}

/** `odd-mcp-server.ts`, as a program. */
export function odd(allow: string[], more: Partial<McpServerSettings> = {}): McpServerSettings {
  return program('odd', [ODD], allow, more);
}
