import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SupabaseConversationStore } from '../src/persistence/supabase/supabase.conversation-store.ts';
import { Chat } from './contract/chat.ts';
import { clockReaches } from './contract/eventually.ts';
import { openStore } from './support/postgres/open-store.ts';
import { projectForFile } from './support/postgres/project-for-file.ts';

const project = projectForFile();

let store: SupabaseConversationStore;
let chat: Chat;
/** The other server, and what it says of itself. */
let other: { id: string; silentMs: number };

beforeEach(async () => {
  await project().empty();
  store = await openStore(project());
  chat = new Chat(store);
  other = { id: randomUUID(), silentMs: 200 };
});
afterEach(() => store.close());

const LONG = 1e7;
/** What a server asks that has been in reach for long. */
const terms = { reachableForMs: LONG, replica: { id: 'this one', silentMs: 200.5 } };

/** A send whose outcome is not known and whose own wait is over. */
async function unknown(): Promise<string> {
  const { send } = await chat.sending();
  await chat.record(send, 'unknown', { graceMs: 0 });
  return send.id;
}

describe('a grace of servers that share a project', () => {
  it('is whole where all of them were in reach', async () => {
    const id = await unknown();
    await chat.trySend({ channels: [], replica: other, reachableForMs: LONG });
    expect(await chat.trySend({ ...terms, graceMs: 1000 })).toMatchObject({ claimed: { id, resend: true } });
  });

  it('begins anew when another one is in reach again', async () => {
    await unknown();
    await chat.trySend({ channels: [], replica: other, reachableForMs: LONG });
    await chat.trySend({ channels: [], replica: other, reachableForMs: 0 });
    const before = Date.now();
    const claim = await chat.trySend({ ...terms, graceMs: 50_000 });
    expect(claim).toEqual({ claimed: null, nextAt: expect.any(Number) });
    expect((claim as { nextAt: number }).nextAt).toBeGreaterThan(before + 49_000);
  });

  it('does not run while another one is silent, and that is gone after the lease of a send', async () => {
    const id = await unknown();
    const at = Date.now();
    await chat.trySend({ channels: [], replica: other, reachableForMs: LONG });
    await clockReaches(at + 300);
    const over = { ...terms, graceMs: 400, leaseMs: 600 };
    expect(await chat.trySend(over)).toMatchObject({ claimed: null });
    expect(await chat.send(over)).toMatchObject({ id, resend: true });
    expect(Date.now()).toBeGreaterThanOrEqual(at + 600 + 400);
  });

  it('forgets who has been gone for an hour', async () => {
    await chat.trySend({ channels: [], replica: other });
    await project().query('update replicas set seen_at = seen_at - 4000000');
    await chat.trySend({ channels: [], replica: { id: 'a later one', silentMs: 200 } });
    expect(await project().query('select id from replicas')).toEqual([{ id: 'a later one' }]);
  });
});
