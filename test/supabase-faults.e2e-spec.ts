import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort } from '../scripts/free-port.ts';
import { describeError } from '../src/observability/error.serializer.ts';
import { RpcClient } from '../src/persistence/supabase/rpc.client.ts';
import { SupabaseError } from '../src/persistence/supabase/supabase.error.ts';
import { Chat } from './contract/chat.ts';
import { message } from './contract/people-and-events.ts';
import { phone, said } from './support/canary.ts';
import { openStore } from './support/postgres/open-store.ts';
import { projectForFile } from './support/postgres/project-for-file.ts';

const project = projectForFile();
let chat: Chat;

beforeEach(async () => {
  await project().empty();
  chat = new Chat(await openStore(project()));
});
afterEach(async () => {
  project().gateway.break(undefined);
  await chat.store.close();
});

/** The next call of a function meets the fault; the test fails when none has. */
async function during<T>(
  fault: '503' | 'reset' | 'lose-answer',
  rpc: string,
  call: () => Promise<T>,
): Promise<T> {
  project().gateway.break({ fault, rpc, times: 1 });
  const result = await call();
  expect(project().gateway.hits).toBe(1);
  return result;
}
const countOf = async (sql: string): Promise<number> =>
  Number((await project().query<{ count: string }>(`select count(*) from ${sql}`))[0]?.count);

describe.each(['503', 'reset', 'lose-answer'] as const)(
  'a call that meets "%s" before the database',
  (fault) => {
    it('stores a text once', async () => {
      const event = message();
      const admission = await during(fault, 'admit', () => chat.admit(event));
      expect(await chat.stateOf(admission)).toBe('unanswered');
      expect((await chat.turn()).messages.map(({ id }) => id)).toEqual([admission.messageId]);
    });

    it('stores a text without any id once, and takes the next one for another', async () => {
      const event = message({ externalId: null, webhookId: null });
      await during(fault, 'admit', () => chat.admit(event));
      await chat.admit(event);
      expect((await chat.turn()).messages).toHaveLength(2);
    });

    it('claims one turn', async () => {
      for (const key of ['one', 'two']) await chat.text('hi', { ...message().conversation, key });
      const turn = await during(fault, 'claim_turn', () => chat.turn());
      expect(await countOf('conversations where claim_id is not null')).toBe(1);
      expect(await chat.commit(turn, ['hello'])).toBe('committed');
    });

    it('commits a reply once', async () => {
      await chat.text('hi');
      const turn = await chat.turn();
      expect(await during(fault, 'commit_turn', () => chat.commit(turn, ['hello']))).toBe('committed');
      expect(await chat.sendAll()).toEqual(['hello']);
    });

    it('counts a failure once', async () => {
      await chat.text('hi');
      const turn = await chat.turn();
      await during(fault, 'fail_turn', () => chat.fail(turn));
      expect((await chat.turn()).failures).toBe(1);
    });

    it('claims one send and writes it down', async () => {
      for (const key of ['one', 'two'])
        await chat.converse('hi', ['hello'], { ...message().conversation, key });
      const send = await during(fault, 'claim_send', () => chat.send());
      expect(await countOf(`outbox where state = 'sending'`)).toBe(1);
      expect(await during(fault, 'record_send', () => chat.record(send, 'sent'))).toBe('sent');
    });
  },
);

describe('a database that fails', () => {
  it('is asked again where it says that this may help', async () => {
    await project().query(`
      create sequence tries;
      create function busy() returns trigger language plpgsql as $$ begin
        if nextval('public.tries') < 3 then raise exception 'busy' using errcode = '40001'; end if;
        return new;
      end $$;
      create trigger busy before insert on events execute function busy();
      grant usage on sequence tries to service_role`);
    try {
      expect((await chat.text('hi')).status).toBe('accepted');
      expect(await countOf('messages')).toBe(1);
    } finally {
      await project().query('drop trigger busy on events; drop function busy(); drop sequence tries');
    }
  });

  it('is not asked again where it is final, and nothing of the row gets into the error', async () => {
    await project().query(`alter table messages add constraint never check (body not like '%canary%')`);
    try {
      project().gateway.break(undefined);
      const conversation = { ...message().conversation, key: phone(90), target: phone(90) };
      const error = await chat.text(said('secret'), conversation).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(SupabaseError);
      expect(error).toMatchObject({ code: '23514', transient: false, message: 'admit: refused (23514)' });
      expect(project().gateway.requests).toBe(1);
      const shown = JSON.stringify([error, (error as Error).stack, describeError(error)]);
      for (const secret of [said('secret'), phone(90), 'Failing row']) expect(shown).not.toContain(secret);
    } finally {
      await project().query('alter table messages drop constraint never');
    }
  });

  it('is given up within the time that a webhook has, when it does not answer at all', async () => {
    project().gateway.break({ fault: 'hang' });
    const startedAt = Date.now();
    await expect(chat.text('hi')).rejects.toThrow('admit: no answer from SUPABASE_URL (timeout)');
    expect(Date.now() - startedAt).toBeGreaterThan(4000);
    expect(Date.now() - startedAt).toBeLessThan(5000);
  });

  it('is given up at once when nobody listens', async () => {
    const nobody = new RpcClient(`http://127.0.0.1:${await freePort()}`, project().keys.service);
    const startedAt = Date.now();
    await expect(nobody.call('ping')).rejects.toThrow('no answer from SUPABASE_URL (ECONNREFUSED)');
    expect(Date.now() - startedAt).toBeLessThan(1000);
  });

  it('is not mistaken for somebody else who listens there', async () => {
    const elsewhere = new RpcClient(`${project().url}/elsewhere`, project().keys.service);
    await expect(elsewhere.call('ping')).rejects.toThrow('SUPABASE_URL does not lead to a Supabase project');
  });

  it('gets texts of a model that no database could store as they are', async () => {
    await chat.text('hi');
    expect(await chat.commit(await chat.turn(), ['nul \u0000 and half \ud83d an emoji'])).toBe('committed');
    expect(await chat.sendAll()).toEqual(['nul  and half \ufffd an emoji']);
  });

  it('is not asked any more by a store that is closed', async () => {
    await chat.store.close();
    await expect(chat.store.ping()).rejects.toThrow('the store is closed');
  });
});
