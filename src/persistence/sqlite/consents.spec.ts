import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ADA, CHANNEL } from '../../../test/contract/people-and-events.ts';
import { changeConsent, optOutOf, type ConsentChange } from './consents.ts';
import { Database } from './database.ts';

describe('the consent of a person', () => {
  const ada = { channel: CHANNEL, target: ADA.target ?? '' };
  const changes: ConsentChange[] = [
    { change: 'opt-out', source: 'channel', messageId: 'refused reply' },
    { change: 'opt-in', source: 'channel', messageId: 'text' },
    { change: 'opt-out', source: 'person', messageId: 'stop' },
    { change: 'opt-in', source: 'person', messageId: 'start' },
  ];
  let db: Database;
  beforeEach(() => {
    db = new Database(':memory:');
  });
  afterEach(() => db.close());

  it('is what the last change says', () => {
    const held = changes.map((change) => {
      changeConsent(db, ada, change);
      return optOutOf(db, ada);
    });
    expect(held).toEqual([
      { source: 'channel', message_id: 'refused reply' },
      undefined,
      { source: 'person', message_id: 'stop' },
      undefined,
    ]);
    expect(optOutOf(db, { ...ada, channel: 'other' })).toBeUndefined();
  });

  it('keeps each change with its time and message', () => {
    const before = Date.now();
    for (const change of changes) changeConsent(db, ada, change);
    const kept = db.all<{ changed_at: number }>(
      'SELECT channel, target, change, source, message_id AS messageId, changed_at FROM consent_changes ORDER BY seq',
    );
    expect(kept).toMatchObject(changes.map((change) => ({ ...ada, ...change })));
    for (const { changed_at: at } of kept) {
      expect(at).toBeGreaterThanOrEqual(before);
      expect(at).toBeLessThanOrEqual(Date.now());
    }
  });
});
