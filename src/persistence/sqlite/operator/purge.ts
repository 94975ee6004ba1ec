import { LEAST_ID_AGE_MS, type Purged, type PurgeInput } from '../../../conversation/custody.ts';
import type { Database } from '../database.ts';
import { OPEN } from '../outbox.ts';

/** Tables of which what is old goes row by row, and what of them has ended. A job waits for its time however long. */
const PLAIN: Readonly<Record<string, string>> = {
  turns: 'true',
  turn_failures: 'true',
  tool_calls: 'true',
  asks: `state <> 'running'`,
  jobs: `state <> 'open'`,
};

/** Removes one batch, so that no webhook has to wait for it. */
export function purge(db: Database, { before, most }: PurgeInput): Purged {
  const idsBefore = Date.now() - LEAST_ID_AGE_MS;
  const forgottenIds = db.run(
    'DELETE FROM forgotten_ids WHERE hash IN (SELECT hash FROM forgotten_ids WHERE forgotten_at < ? LIMIT ?)',
    [idsBefore, most],
  );
  if (before === null) return { messages: 0, events: 0, conversations: 0, forgottenIds };
  const messages = purgeMessages(db, before, most);
  for (const [table, ended] of Object.entries(PLAIN)) {
    db.run(
      `DELETE FROM ${table} WHERE rowid IN
         (SELECT rowid FROM ${table} WHERE created_at < ? AND ${ended} LIMIT ?)`,
      [before, most],
    );
  }
  const events = db.run(
    'DELETE FROM events WHERE seq IN (SELECT seq FROM events WHERE created_at < ? ORDER BY seq LIMIT ?)',
    [Math.min(before, idsBefore), most],
  );
  return { messages, events, conversations: purgeConversations(db, before, most), forgottenIds };
}

/** A group is welcomed once for ever, which its greeting is the proof of. */
function purgeMessages(db: Database, before: number, most: number): number {
  const old = db.all<{ id: string }>(
    `SELECT m.id FROM messages m JOIN conversations c USING (conversation_id) WHERE m.created_at < ? AND m.state <> 'unanswered'
       AND NOT (c.kind = 'group' AND m.origin IS 'greeting')
       AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.id = m.id AND o.${OPEN}) ORDER BY m.seq LIMIT ?`,
    [before, most],
  );
  for (const { id } of old) {
    db.run('DELETE FROM outbox WHERE id = ?', [id]);
    db.run('DELETE FROM messages WHERE id = ?', [id]);
  }
  return old.length;
}

/** What nothing is left of and nobody waits in. A pause is somebody's wish and stays. */
function purgeConversations(db: Database, before: number, most: number): number {
  return db.run(
    `DELETE FROM conversations WHERE id IN (SELECT c.id FROM conversations c
       WHERE coalesce(c.inbound_at, c.created_at) < ? AND c.due_at IS NULL AND c.paused_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.conversation_id = c.conversation_id)
         ${Object.keys(PLAIN)
           .map(
             (table) =>
               `AND NOT EXISTS (SELECT 1 FROM ${table} r WHERE r.conversation_id = c.conversation_id)`,
           )
           .join(' ')} LIMIT ?)`,
    [before, most],
  );
}
