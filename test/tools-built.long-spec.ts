import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startChip, type ChipProcess } from '../scripts/chip.process.ts';
import { eventually } from './contract/eventually.ts';
import { ics } from './support/ics.ts';
import { newLogFile } from './support/logs.ts';
import { EVERYTHING } from './support/mcp-settings.ts';
import { childrenOf } from './support/processes.ts';

const PATIENCE_MS = 20_000;

describe('the built server with all its tools', () => {
  let folder: string;
  let log: string;
  let chip: ChipProcess;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'chip-tools-'));
    log = newLogFile();
    const soon = new Date(Date.now() + 86_400_000).toISOString().replace(/[-:]|\.\d+/g, '');
    writeFileSync(join(folder, 'events.ics'), ics([['UID:a', 'SUMMARY:Fair', `DTSTART:${soon}`]]));
    chip = await startChip({
      cwd: folder,
      log,
      env: {
        TOOLS: 'current_time,knowledge,calendar',
        KNOWLEDGE_PATH: fileURLToPath(new URL('../knowledge', import.meta.url)),
        CALENDAR_URLS: join(folder, 'events.ics'),
        MCP_SERVERS: JSON.stringify({
          everything: { command: process.execPath, args: [EVERYTHING, 'stdio'], allow: ['echo'] },
          gone: { url: 'http://127.0.0.1:9/mcp', allow: ['echo'] },
        }),
      },
    });
  });
  afterEach(async () => {
    await chip.stop('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  const lines = (message: string): string[] =>
    readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line.includes(message));
  const logged = (message: string, count = 1): Promise<string[]> =>
    eventually(
      `"${message}"`,
      () => Promise.resolve(lines(message).length >= count && lines(message)),
      PATIENCE_MS,
    );
  const program = (): number | undefined => childrenOf(chip.pid, 'server-everything')[0];

  it('reads pages and calendars at its start, though an MCP server is away', async () => {
    expect((await logged('knowledge read'))[0]).toContain('"pages":3');
    expect((await logged('calendar read'))[0]).toContain('"occurrences":1');
    await logged('an MCP server cannot be used');
    await logged('tools of an MCP server are known');
  });

  it('outlives an MCP server that is killed, starts it again, and takes it along when it stops', async () => {
    await logged('tools of an MCP server are known');
    const first = program();
    process.kill(first!, 'SIGKILL');
    await logged('tools of an MCP server are known', 2);
    const second = program();
    expect(second).toBeDefined();
    expect(second).not.toBe(first);
    expect((await fetch(`${chip.url}/health/ready`)).status).toBe(200);
    const startedAt = performance.now();
    expect(await chip.stop()).toEqual([0, null]);
    expect(performance.now() - startedAt).toBeLessThan(8000);
    expect(() => process.kill(second!, 0)).toThrow('ESRCH');
  });

  it('leaves no MCP server behind when it is killed itself', async () => {
    await logged('tools of an MCP server are known');
    const pid = program();
    await chip.stop('SIGKILL');
    const gone = (): Promise<boolean> => {
      try {
        process.kill(pid!, 0);
        return Promise.resolve(false);
      } catch {
        return Promise.resolve(true);
      }
    };
    await eventually('its end', gone, PATIENCE_MS);
  });
});
