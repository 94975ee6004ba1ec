import { setTimeout as delay } from 'node:timers/promises';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { McpServerSettings } from '../../config/mcp-servers.variable.ts';

/** The SDK asks a program to end, after 2 s insists, and after 2 s more ends it. */
const LAST_RESORT_MS = 5000;
/** Farewell to a far end that may be gone. */
const FAREWELL_MS = 1000;

export interface OpenTransport {
  transport: Transport;
  /** Never rejects. Resolves when a program of ours has ended. */
  close: () => Promise<void>;
}

export function openTransport(reach: McpServerSettings['reach']): Promise<OpenTransport> {
  return reach.kind === 'stdio' ? openProgram(reach) : openAddress(reach);
}

/**
 * A program that Chip starts. The SDK gives it PATH, HOME, USER, LOGNAME, SHELL and TERM, and what is set for it; nothing
 * else of our environment. What it writes beside the protocol may quote anything, so it goes nowhere.
 */
async function openProgram({
  command,
  args,
  env,
}: Extract<McpServerSettings['reach'], { kind: 'stdio' }>): Promise<OpenTransport> {
  const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js');
  const transport = new StdioClientTransport({ command, args: [...args], env: { ...env }, stderr: 'ignore' });
  let pid: number | undefined;
  const start = transport.start.bind(transport);
  transport.start = async () => {
    await start();
    pid = transport.pid ?? undefined;
  };
  const close = async (): Promise<void> => {
    await transport.close().catch(() => undefined);
    await ended(pid);
  };
  return { transport, close };
}

async function openAddress({
  url,
  headers,
}: Extract<McpServerSettings['reach'], { kind: 'http' }>): Promise<OpenTransport> {
  const { StreamableHTTPClientTransport } =
    await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    requestInit: { headers: { ...headers } },
  });
  const close = async (): Promise<void> => {
    await Promise.race([
      transport.terminateSession().catch(() => undefined),
      delay(FAREWELL_MS, undefined, { ref: false }),
    ]);
    await transport.close().catch(() => undefined);
  };
  return { transport, close };
}

/** Closing a second time returns at once, also while the first is still under way; a program must not outlive us. */
async function ended(pid: number | undefined): Promise<void> {
  if (pid === undefined) return;
  for (const end = performance.now() + LAST_RESORT_MS; performance.now() < end;) {
    if (!isAlive(pid)) return;
    await delay(20);
  }
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended in between.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
