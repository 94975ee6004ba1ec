import type { AdmitInput } from '../../conversation/admission.ts';
import type { Database, Row } from './database.ts';
import { enqueue } from './outbox.ts';

interface Written {
  conversation: Row;
  messageId: string;
  insert: (state: string) => void;
}

/**
 * Handles consent in the admit transaction, so that a turn that is queued, generating or retrying meets it (P5).
 * Returns why the message is done, or undefined when it is an ordinary one that has still to be stored.
 */
export function applyConsent(db: Database, input: AdmitInput, written: Written): string | undefined {
  const { conversation, messageId, insert } = written;
  const optedOut = isOptedOut(db, conversation.channel ?? null, conversation.target ?? null);
  const confirm = (text: string): void => {
    enqueue(db, conversation, { origin: `consent:${messageId}`, texts: [text], ttlMs: input.outboxTtlMs });
  };
  if (input.consent === 'opt-out') {
    insert('opted-out');
    setConsent(db, written, Date.now());
    silence(db, conversation);
    if (!optedOut) confirm(input.texts['opt-out']);
    return 'opted out';
  }
  if (optedOut && (input.consent === 'opt-in' || input.consent === 'yes')) {
    insert('covered');
    setConsent(db, written, null);
    confirm(input.texts['opt-in']);
    return 'opted in';
  }
  if (optedOut) {
    insert('opted-out');
    return 'sender has opted out';
  }
  if (input.consent === 'help') {
    insert('covered');
    confirm(input.texts.help);
    return 'help';
  }
  return undefined;
}

export function isOptedOut(
  db: Database,
  channel: string | number | null,
  target: string | number | null,
): boolean {
  return (
    db.get(
      'SELECT 1 FROM consents WHERE channel = ? AND target = ? AND opted_out_at IS NOT NULL',
      channel,
      target,
    ) !== undefined
  );
}

function setConsent(db: Database, { conversation, messageId }: Written, optedOutAt: number | null): void {
  if (conversation.target === null) return;
  db.run(
    `INSERT INTO consents (channel, target, opted_out_at, changed_at, message_id) VALUES (?1, ?2, ?3, ?4, ?5)
     ON CONFLICT (channel, target) DO UPDATE SET
       -- A second STOP does not move the time of the first.
       opted_out_at = CASE WHEN ?3 IS NULL THEN NULL ELSE coalesce(opted_out_at, ?3) END, changed_at = ?4, message_id = ?5`,
    conversation.channel ?? null,
    conversation.target ?? null,
    optedOutAt,
    Date.now(),
    messageId,
  );
}

/** Ends all that is open for a person: texts, the running turn (its fence), rows that wait to be sent. */
function silence(db: Database, { channel, target, conversation_id }: Row): void {
  const theirs = `SELECT conversation_id FROM conversations WHERE (channel = ?1 AND target = ?2) OR conversation_id = ?3`;
  const who = [channel ?? null, target ?? null, conversation_id ?? null] as const;
  db.run(
    `UPDATE messages SET state = 'opted-out' WHERE state = 'unanswered' AND conversation_id IN (${theirs})`,
    ...who,
  );
  db.run(
    `UPDATE outbox SET state = 'opted-out', updated_at = ?4 WHERE state = 'pending' AND conversation_id IN (${theirs})`,
    ...who,
    Date.now(),
  );
  db.run(
    `UPDATE conversations SET fence = fence + 1, claim_id = NULL, lease_until = 0, due_at = NULL,
       first_unanswered_at = NULL, failures = 0, failing_since = NULL, notified_at = NULL
     WHERE conversation_id IN (${theirs})`,
    ...who,
  );
}
