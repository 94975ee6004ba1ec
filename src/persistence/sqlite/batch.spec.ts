import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AdmitInput } from '../../conversation/admission.ts';
import { ADA, CHANNEL, message, TEXTS } from '../../../test/contract/people-and-events.ts';
import { runBatch } from './batch.ts';
import { Database } from './database.ts';

describe('runBatch', () => {
  let db: Database;
  beforeEach(() => {
    db = new Database(':memory:');
  });
  afterEach(() => db.close());

  const count = (table: string): number =>
    db.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? -1;

  it('runs operations in their order', () => {
    const event = message();
    const results = runBatch(db, [admit({ event }), admit({ event })]);
    expect(results).toMatchObject([{ value: { status: 'accepted' } }, { value: { status: 'duplicate' } }]);
  });

  it('undoes an operation that fails, and that one alone', () => {
    // The event is written last: what stands before it has to go again.
    const broken = admit({
      event: message({ name: null as unknown as string, conversation: { ...ADA, key: 'x' } }),
    });
    const results = runBatch(db, [admit(), broken, admit()]);
    expect(results).toMatchObject([{ value: { status: 'accepted' } }, {}, { value: { status: 'accepted' } }]);
    expect(results[1]).toEqual({ error: 'admit: NOT NULL constraint failed: events.name' });
    expect([count('messages'), count('conversations'), count('events')]).toEqual([2, 1, 2]);
  });

  it('keeps what it has when the disk is full, and goes on when there is room again', () => {
    runBatch(db, [admit()]);
    const { page_count: pages } = db.get<{ page_count: number }>('PRAGMA page_count') ?? { page_count: 0 };
    db.handle.exec(`PRAGMA max_page_count = ${pages}`);
    const long = admit({ event: message({ text: 'x'.repeat(20_000) }) });
    expect(() => {
      for (const result of runBatch(db, [long])) if ('error' in result) throw new Error(result.error);
    }).toThrow(/full/);
    expect(db.handle.isTransaction).toBe(false);
    expect([count('messages'), count('events')]).toEqual([1, 1]);

    db.handle.exec('PRAGMA max_page_count = 100000');
    expect(runBatch(db, [long])).toMatchObject([{ value: { status: 'accepted' } }]);
    expect(count('messages')).toBe(2);
  });

  it('keeps none of the operations when the transaction cannot be committed', () => {
    db.handle.exec(`CREATE TABLE child (id TEXT REFERENCES messages (id) DEFERRABLE INITIALLY DEFERRED);
      CREATE TRIGGER orphan AFTER INSERT ON events BEGIN INSERT INTO child VALUES ('nobody'); END`);
    expect(() => runBatch(db, [admit(), admit()])).toThrow(/FOREIGN KEY/);
    expect([count('messages'), count('events'), count('child')]).toEqual([0, 0, 0]);
    db.handle.exec('DROP TRIGGER orphan');
    expect(runBatch(db, [admit()])).toMatchObject([{ value: { status: 'accepted' } }]);
  });
});

function admit(over: Partial<AdmitInput> = {}): { op: string; args: unknown[] } {
  const input: AdmitInput = {
    channel: CHANNEL,
    event: message(),
    raw: {},
    consent: null,
    texts: TEXTS,
    group: null,
    botLoop: null,
    unansweredLimit: 0,
    quietMs: 0,
    maxWaitMs: 0,
    outboxTtlMs: 1000,
    ...over,
  };
  return { op: 'admit', args: [input] };
}
