import type { Forgotten } from '../../../conversation/custody.ts';
import type { OptOut, Subject } from '../consents.ts';
import type { Database } from '../database.ts';
import { DONE_FOR, MESSAGES, selectContact } from './contact-rows.ts';
import { ensureHashKey, rememberId, rememberOptOut } from './forgotten.ts';

/** Whoever holds a turn or a send of it finds that it is lost; a status that comes later is a duplicate. */
export function forget(db: Database, contact: string): Forgotten {
  selectContact(db, contact);
  ensureHashKey(db);
  rememberIds(db);
  const optOutsKept = rememberOptOuts(db);
  const ofKeys = 'conversation_id IN (SELECT key FROM contact_keys)';
  const ofAddresses = 'target IN (SELECT address FROM contact_addresses)';

  // What a group was summed up by may quote them. Its place stays, so that the lines before it stay behind it.
  db.run(
    `UPDATE conversations SET summary = NULL WHERE conversation_id IN
       (SELECT conversation_id FROM messages WHERE sender IN (SELECT address FROM contact_addresses))`,
  );
  const events = db.run('DELETE FROM events WHERE seq IN (SELECT seq FROM contact_events)');
  const replies = db.run(`DELETE FROM outbox WHERE ${ofKeys}`);
  db.run(`DELETE FROM turns WHERE ${ofKeys}`);
  db.run(`DELETE FROM turn_failures WHERE ${ofKeys}`);
  for (const [table, which] of Object.entries(DONE_FOR)) db.run(`DELETE FROM ${table} WHERE ${which}`);
  const messages = db.run(`DELETE FROM messages WHERE id IN (SELECT id FROM (${MESSAGES}))`);
  const conversations = db.run(`DELETE FROM conversations WHERE ${ofKeys}`);
  endEmptyTurns(db);
  db.run(`DELETE FROM consents WHERE ${ofAddresses}`);
  db.run(`DELETE FROM consent_changes WHERE ${ofAddresses}`);
  for (const table of ['contact_keys', 'contact_addresses', 'contact_events']) db.run(`DELETE FROM ${table}`);
  return { conversations, messages, replies, events, optOutsKept };
}

function rememberIds(db: Database): void {
  const ids = db.all<{ channel: string; id: string | null }>(
    `SELECT channel, external_id AS id FROM events WHERE seq IN (SELECT seq FROM contact_events)
     UNION SELECT channel, webhook_id FROM events WHERE seq IN (SELECT seq FROM contact_events)
     UNION SELECT channel, id FROM outbox WHERE conversation_id IN (SELECT key FROM contact_keys)
     UNION SELECT channel, provider_id FROM outbox WHERE conversation_id IN (SELECT key FROM contact_keys)`,
  );
  for (const { channel, id } of ids) rememberId(db, channel, id);
}

function rememberOptOuts(db: Database): number {
  const optOuts = db.all<Subject & OptOut & { opted_out_at: number }>(
    `SELECT channel, target, opted_out_at, source, message_id FROM consents
     WHERE target IN (SELECT address FROM contact_addresses) AND opted_out_at IS NOT NULL`,
  );
  for (const optOut of optOuts) rememberOptOut(db, optOut, optOut);
  return optOuts.length;
}

/** A group in which nobody else has asked anything has nothing due any more. */
function endEmptyTurns(db: Database): void {
  db.run(
    `UPDATE conversations SET due_at = NULL, first_unanswered_at = NULL WHERE due_at IS NOT NULL AND NOT EXISTS
       (SELECT 1 FROM messages m WHERE m.conversation_id = conversations.conversation_id AND m.state = 'unanswered')`,
  );
}
