import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DATABASE_FILE, ROWS_FILE } from '../record.ts';

/** The tables as they stand, times in epoch ms. Written down here once more: the auditor shares no code with Chip. */
export interface Rows {
  conversations: ConversationRow[];
  messages: MessageRow[];
  turns: TurnRow[];
  outbox: OutboxRow[];
  events: EventRow[];
  consentChanges: ConsentChangeRow[];
}

export interface ConversationRow {
  conversation_id: string;
  kind: string;
  target: string | null;
}

export interface MessageRow {
  seq: number;
  id: string;
  conversation_id: string;
  direction: string;
  body: string;
  external_id: string | null;
  state: string;
  turn_fence: number | null;
  created_at: number;
}

export interface TurnRow {
  conversation_id: string;
  fence: number;
  duration_ms: number;
  created_at: number;
}

export interface OutboxRow {
  seq: number;
  id: string;
  conversation_id: string;
  target: string;
  body: string;
  origin: string;
  state: string;
  attempts: number;
  resends: number;
  sending_at: number | null;
  error_code: string | null;
}

export interface EventRow {
  event_class: string;
  external_id: string | null;
  webhook_id: string | null;
}

export interface ConsentChangeRow {
  target: string;
  change: string;
  source: string;
  message_id: string;
  changed_at: number;
}

const QUERIES: Record<keyof Rows, string> = {
  conversations: 'SELECT conversation_id, kind, target FROM conversations',
  messages: `SELECT seq, id, conversation_id, direction, body, external_id, state, turn_fence, created_at
             FROM messages ORDER BY seq`,
  turns: 'SELECT conversation_id, fence, duration_ms, created_at FROM turns ORDER BY conversation_id, fence',
  outbox: `SELECT seq, id, conversation_id, target, body, origin, state, attempts, resends, sending_at, error_code
           FROM outbox ORDER BY seq`,
  events: 'SELECT event_class, external_id, webhook_id FROM events',
  consentChanges: 'SELECT target, change, source, message_id, changed_at FROM consent_changes ORDER BY seq',
};

/** Reads what a run has left of a store. */
export function readRows(store: string, folder: string): Rows {
  return store === 'sqlite'
    ? readSqlite(folder)
    : (JSON.parse(readFileSync(join(folder, ROWS_FILE), 'utf8')) as Rows);
}

/** Reads the file of the embedded store, which no server has open any more. */
function readSqlite(folder: string): Rows {
  const db = new DatabaseSync(join(folder, DATABASE_FILE), { readOnly: true });
  try {
    const read = ([table, sql]: [string, string]): [string, unknown] => [table, db.prepare(sql).all()];
    return Object.fromEntries(Object.entries(QUERIES).map(read)) as unknown as Rows;
  } finally {
    db.close();
  }
}
