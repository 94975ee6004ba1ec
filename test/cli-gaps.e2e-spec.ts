import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SqliteConversationStore } from '../src/persistence/sqlite/sqlite.conversation-store.ts';
import { Chat } from './contract/chat.ts';
import { chip, chipJson } from './support/command-line.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chip-gaps-'));
  mkdirSync(join(folder, 'data'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A server that has looked for these, in turns of their own, and was stopped. */
async function looked(queries: [string, 'ok' | 'empty'][]): Promise<void> {
  const store = new SqliteConversationStore(join(folder, 'data', 'chip.db'), (error) => {
    throw error;
  });
  await store.open();
  const chat = new Chat(store);
  for (const [query, outcome] of queries) {
    await chat.text('a question');
    const call = { tool: 'knowledge', outcome, arguments: JSON.stringify({ query }), ms: 1 };
    await chat.commit(await chat.turn(), [], { calls: [call] });
  }
  await store.close();
}

describe('chip gaps', () => {
  it('lists what the pages do not say, the most frequent first, and nothing that they do', async () => {
    await looked([
      ['parking', 'empty'],
      ['Beekeeping', 'empty'],
      ['wifi', 'ok'],
      ['beekeeping!', 'empty'],
    ]);
    const { code, stdout } = await chip(['gaps'], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^2 +beekeeping! \(last .+\)\n1 +parking \(last .+\)\n$/);
    expect(await chipJson(['gaps'], { cwd: folder })).toMatchObject([{ count: 2 }, { count: 1 }]);
  });

  it('says so when there is none, and takes no nonsense', async () => {
    await looked([['wifi', 'ok']]);
    expect(await chip(['gaps'], { cwd: folder })).toMatchObject({ code: 0, stdout: 'none\n' });
    expect(await chip(['gaps', '--days', '0'], { cwd: folder })).toMatchObject({ code: 2, stdout: '' });
  });
});
