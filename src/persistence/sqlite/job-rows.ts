import type { ConversationRow } from './rows.ts';
import type { Database } from './database.ts';

/** A row of `jobs`, as SQLite hands it over. */
export interface JobRow {
  id: string;
  conversation_id: string | null;
  kind: string;
  payload: string;
  repeats: number;
  initiated_by: 'person' | 'chip';
  time_zone: string;
  due_at: number;
  ran_for: number | null;
  state: 'open' | 'done' | 'cancelled' | 'opted-out' | 'dead';
  attempts: number;
  fence: number;
  claim_id: string | null;
  ended_claim: string | null;
  ready_at: number | null;
}

export function conversationOf(db: Database, row: JobRow): ConversationRow | undefined {
  if (row.conversation_id === null) return undefined;
  return db.get('SELECT * FROM conversations WHERE conversation_id = ?', [row.conversation_id]);
}

export function silenceJob(db: Database, row: JobRow): void {
  db.run(
    `UPDATE jobs SET state = 'opted-out', claim_id = NULL, lease_until = 0, updated_at = ? WHERE id = ?`,
    [Date.now(), row.id],
  );
}
