/**
 * A server reduced to its store, in a process of its own. Admits texts, many at a time, and prints `admitted <id>` for
 * each that was acknowledged. Run by Node as it is.
 */
import { randomUUID } from 'node:crypto';
import { endProcess } from '../../src/persistence/end-process.ts';
import { SqliteConversationStore } from '../../src/persistence/sqlite/sqlite.conversation-store.ts';
import { Chat } from '../contract/chat.ts';
import { ADA } from '../contract/people-and-events.ts';

const store = new SqliteConversationStore(process.argv[2] ?? '', endProcess);
const chat = new Chat(store);
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

async function admitForEver(): Promise<void> {
  for (;;) {
    const conversation = { ...ADA, key: randomUUID() };
    const { messageId } = await chat.text('x'.repeat(500), conversation);
    say(`admitted ${messageId}`);
  }
}

try {
  await store.open();
  say('open');
  await Promise.all(Array.from({ length: 20 }, admitForEver));
} catch (error) {
  say(`stopped: ${(error as Error).message}`);
}
