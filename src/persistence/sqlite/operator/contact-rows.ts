import type { ContactExport } from '../../../conversation/custody.ts';
import type { Database } from '../database.ts';

/** Shorter ones would be found in bodies that have nothing to do with them. */
const LEAST_SEARCHED = 7;

/**
 * Puts into temporary tables of this connection what is about a contact: the keys of its conversations, its addresses, and
 * the ids of events about it, those of bodies that were only kept for audit included.
 */
export function selectContact(db: Database, contact: string): void {
  for (const table of [
    'contact_keys (key PRIMARY KEY)',
    'contact_addresses (address PRIMARY KEY)',
    'contact_events (seq PRIMARY KEY)',
  ])
    db.run(`CREATE TEMP TABLE IF NOT EXISTS ${table}`);
  for (const table of ['contact_keys', 'contact_addresses', 'contact_events']) db.run(`DELETE FROM ${table}`);
  db.run(
    `INSERT INTO contact_keys SELECT conversation_id FROM conversations
     WHERE ? IN (target, external_id, id, conversation_id)`,
    [contact],
  );
  db.run(
    `INSERT OR IGNORE INTO contact_addresses SELECT ?1 UNION SELECT coalesce(target, conversation_id)
     FROM conversations WHERE conversation_id IN (SELECT key FROM contact_keys)`,
    [contact],
  );
  // A number stands in a body as its sender spells it.
  const plain = (text: string): string =>
    ['-', ' ', '(', ')', '.', '+'].reduce((inner, mark) => `replace(${inner}, '${mark}', '')`, text);
  db.run(
    `INSERT INTO contact_events SELECT e.seq FROM events e
     WHERE e.message_id IN (SELECT id FROM (${MESSAGES}))
       OR EXISTS (SELECT 1 FROM contact_addresses a WHERE length(a.address) >= ${LEAST_SEARCHED}
         AND instr(${plain('e.raw')}, ${plain('a.address')}) > 0)`,
  );
}

/** Of the conversations themselves, and what the contact has said in groups. */
export const MESSAGES = `
  SELECT * FROM messages WHERE conversation_id IN (SELECT key FROM contact_keys)
  UNION SELECT * FROM messages WHERE sender IN (SELECT address FROM contact_addresses)`;

/** Of the conversations themselves, and what was done in groups for the contact. */
const ofTurns = (fence: string): string =>
  `conversation_id IN (SELECT key FROM contact_keys) OR (conversation_id, ${fence}) IN (SELECT conversation_id, turn_fence
     FROM messages WHERE sender IN (SELECT address FROM contact_addresses))`;
const by = (column: string): string =>
  `conversation_id IN (SELECT key FROM contact_keys) OR ${column} IN (SELECT address FROM contact_addresses)`;
/** Which rows of what was done for people are a contact's, by table. */
export const DONE_FOR: Readonly<Record<string, string>> = {
  tool_calls: ofTurns('turn_fence'),
  asks: by('asker'),
  jobs: by('author'),
};

export function exportContact(db: Database, contact: string): ContactExport {
  selectContact(db, contact);
  const rows = (sql: string): Record<string, unknown>[] =>
    // Rows of node:sqlite have no prototype, which not everybody copies.
    db.all<Record<string, unknown>>(sql).map((row) => ({ ...row }));
  const ofKeys = (table: string): Record<string, unknown>[] =>
    rows(`SELECT * FROM ${table} WHERE conversation_id IN (SELECT key FROM contact_keys)`);
  const ofAddresses = (table: string): Record<string, unknown>[] =>
    rows(`SELECT * FROM ${table} WHERE target IN (SELECT address FROM contact_addresses)`);
  return {
    conversations: ofKeys('conversations'),
    messages: rows(`${MESSAGES} ORDER BY seq`),
    outbox: ofKeys('outbox'),
    turns: ofKeys('turns'),
    turn_failures: ofKeys('turn_failures'),
    conversation_usage: ofKeys('conversation_usage'),
    ...Object.fromEntries(
      Object.entries(DONE_FOR).map(([table, which]) => [
        table,
        rows(`SELECT * FROM ${table} WHERE ${which}`),
      ]),
    ),
    events: rows('SELECT * FROM events WHERE seq IN (SELECT seq FROM contact_events) ORDER BY seq'),
    consents: ofAddresses('consents'),
    consent_changes: ofAddresses('consent_changes'),
  };
}
