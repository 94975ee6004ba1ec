import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ADA, CHANNEL } from '../../../test/contract/people-and-events.ts';
import { StoreFile } from '../../../test/support/store-file.ts';
import { Database } from './database.ts';
import { MIGRATIONS } from './schema.ts';

/** A conversation as a Chip with the first schema has left it: one text answered, one waiting. */
const LEFT = `
  INSERT INTO conversations (id, conversation_id, channel, created_at, kind, target, external_id, due_at,
    first_unanswered_at, fence) VALUES ('c1', '${CHANNEL}:${ADA.key}', '${CHANNEL}', 1, 'person', '${ADA.target}',
    '${ADA.externalId}', 1, unixepoch() * 1000, 1);
  INSERT INTO messages (id, conversation_id, direction, sender, body, created_at, state, turn_fence, origin) VALUES
    ('m1', '${CHANNEL}:${ADA.key}', 'in', '${ADA.target}', 'one', 1, 'covered', 1, NULL),
    ('m2', '${CHANNEL}:${ADA.key}', 'out', NULL, 'to one', 2, 'out', 1, 'turn:1'),
    ('m3', '${CHANNEL}:${ADA.key}', 'in', '${ADA.target}', 'two', 3, 'unanswered', NULL, NULL);
  INSERT INTO turns VALUES ('${CHANNEL}:${ADA.key}', 1, 'claim', 'm', 1, 1, 1, 1)`;

describe('a file of the first schema', () => {
  let file: StoreFile;
  beforeEach(async () => {
    file = await StoreFile.create();
    const old = new Database(file.path, MIGRATIONS.slice(0, 1));
    old.handle.exec(LEFT);
    old.close();
  });
  afterEach(() => file.remove());

  it('is upgraded in place when it is opened: what was said and what waits is there, and new things are kept', async () => {
    const chat = await file.open();
    const turn = await chat.turn();
    const line = { heard: null, settled: true };
    expect(turn).toMatchObject({
      summary: null,
      messages: [{ id: 'm3', text: 'two' }],
      history: [
        { ...line, id: 'm1', body: 'one' },
        { ...line, id: 'm2', body: 'to one' },
      ],
    });
    const readings = [{ messageId: 'm3', text: '[Picture: A door.]' }];
    expect(await chat.commit(turn, ['to two'], { readings })).toBe('committed');
    const summary = { fence: 1, throughMessageId: 'm2', text: 'Of one.' };
    const tokens = { promptTokens: 20, completionTokens: 5 };
    await chat.store.saveSummary({ conversationId: 'c1', ...summary, ...tokens });
    await chat.store.close();

    const again = await file.open();
    await again.text('three');
    expect(await again.turn()).toMatchObject({
      summary: 'Of one.',
      history: [{ id: 'm3', heard: '[Picture: A door.]' }, { body: 'to two' }],
    });
  });

  it('is kept as it was beside the new one, for whoever wants to go back', async () => {
    await (await file.open()).store.close();
    const folder = dirname(file.path);
    const [copy, ...more] = readdirSync(folder).filter((name) =>
      name.includes(`before-v${MIGRATIONS.length}`),
    );
    expect(more).toEqual([]);
    const old = new Database(join(folder, copy ?? ''), MIGRATIONS.slice(0, 1));
    expect(old.all('SELECT body FROM messages ORDER BY seq')).toEqual([
      { body: 'one' },
      { body: 'to one' },
      { body: 'two' },
    ]);
    old.close();
  });
});
