import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from './contract/eventually.ts';
import { JobPlayer, KIND, newJob } from './contract/job.player.ts';
import { delivery, message } from './contract/people-and-events.ts';
import { StoreFile } from './support/store-file.ts';

describe('the store in a file', () => {
  let file: StoreFile;
  beforeEach(async () => {
    file = await StoreFile.create();
  });
  afterEach(() => file.remove());

  it('keeps everything over a restart', async () => {
    const before = await file.open();
    const answered = await before.text('hi');
    await before.commit(await before.turn(), ['one', 'two']);
    const event = message();
    const waiting = await before.admit(event, { quietMs: 60_000, maxWaitMs: 60_000 });
    await before.store.close();

    const after = await file.open();
    expect(await after.stateOf(answered)).toBe('covered');
    expect(await after.tryTurn()).toEqual({ claimed: null, nextAt: waiting.dueAt });
    expect(await after.sendAll()).toEqual(['one', 'two']);
    expect(await after.admit(event)).toMatchObject({ status: 'duplicate', messageId: waiting.messageId });
  });

  it('keeps bodies and events for whoever wants to see them, and what each turn has cost', async () => {
    const chat = await file.open();
    await chat.admit(message({ text: 'hi' }), { raw: { text: 'hi', unknown: ['kept', { deep: 1 }] } });
    await chat.commit(await chat.turn(), ['hello']);
    await chat.admit(delivery('failed', { errorCode: 'E1' }), { raw: { code: 'E1' } });
    const broken = { kind: 'quarantined', reason: 'no sense', name: '?', eventClass: 'x' } as const;
    await chat.admit({ ...broken, externalId: null, webhookId: 'w' }, { raw: 'anything' });
    await chat.store.close();

    expect(file.read('SELECT raw FROM messages WHERE raw IS NOT NULL')).toEqual([
      { raw: '{"text":"hi","unknown":["kept",{"deep":1}]}' },
    ]);
    expect(file.read('SELECT outcome, reason, status, error_code, raw FROM events ORDER BY seq')).toEqual([
      { outcome: 'accepted', reason: null, status: null, error_code: null, raw: null },
      {
        outcome: 'recorded',
        reason: 'no such message',
        status: 'failed',
        error_code: 'E1',
        raw: '{"code":"E1"}',
      },
      { outcome: 'quarantined', reason: 'no sense', status: null, error_code: null, raw: '"anything"' },
    ]);
    expect(file.read('SELECT model, prompt_tokens, completion_tokens, duration_ms FROM turns')).toEqual([
      { model: 'offline', prompt_tokens: 7, completion_tokens: 3, duration_ms: 13 },
    ]);
  });

  it('after a restart has no leases of before', async () => {
    const before = await file.open();
    await before.text('hi');
    const turn = await before.turn({ leaseMs: 600_000 });
    await before.store.close();
    const after = await file.open();
    const { claimed } = await after.tryTurn();
    expect(claimed).toMatchObject({ conversationId: turn.conversationId, fence: turn.fence + 1 });
  });

  it('after a restart has every job that was promised, free to be claimed, with who asked for it', async () => {
    const before = new JobPlayer(await file.open());
    const jobs = [newJob(), newJob({ dueAt: Date.now() + 3_600_000 })];
    await before.stage(jobs);
    const { id, fence } = await before.claim({ leases: { [KIND]: 600_000 } });
    await before.chat.store.close();
    const after = new JobPlayer(await file.open());
    expect((await after.try()).claimed).toMatchObject({ id, fence: fence + 1, attempt: 2 });
    expect(file.read('SELECT author, id FROM jobs ORDER BY due_at')).toEqual(
      jobs.map((job) => ({ author: '+13345550101', id: job.id })),
    );
  });

  it('after a restart takes what was being sent for unknown, with a whole grace', async () => {
    const before = await file.open();
    const text = await before.text('hi');
    await before.commit(await before.turn(), ['hello']);
    await before.send({ leaseMs: 600_000 });
    await before.store.close();

    const after = await file.open();
    expect(await after.sendStates(text)).toEqual(['unknown']);
    const start = Date.now();
    const { claimed, nextAt } = (await after.trySend({ graceMs: 50_000 })) as {
      claimed: null;
      nextAt: number;
    };
    expect(claimed).toBeNull();
    expect(nextAt).toBeGreaterThanOrEqual(start + 50_000);
    expect(nextAt).toBeLessThanOrEqual(Date.now() + 50_000);
  });

  it('after a restart gives what was unknown before a grace anew, and still only one resend', async () => {
    const before = await file.open();
    const text = await before.text('hi');
    await before.commit(await before.turn(), ['hello']);
    await before.record(await before.send(), 'unknown', { graceMs: 0 });
    await before.store.close();

    const between = await file.open();
    const start = Date.now();
    const again = await between.send({ graceMs: 60 });
    expect(Date.now()).toBeGreaterThanOrEqual(start + 60);
    expect(again.resend).toBe(true);
    await between.store.close();

    const after = await file.open();
    const settled = async (): Promise<boolean> => {
      expect((await after.trySend({ graceMs: 20 })).claimed).toBeNull();
      return (await after.sendStates(text))[0] === 'dead';
    };
    await eventually('the row to be given up', settled);
  });
});
