import type { AdmitInput } from '../../conversation/admission.ts';
import type { Database } from './database.ts';
import { enqueue, OPEN } from './outbox.ts';
import type { ConversationRow, OutboxRow } from './rows.ts';

interface Written {
  conversation: ConversationRow;
  messageId: string;
  insert: (state: string) => void;
}

/**
 * Handles consent in the admit transaction, so that a turn that is queued, generating or retrying meets it (P5).
 * Returns why the message is done, or undefined when it is an ordinary one that has still to be stored.
 */
export function applyConsent(db: Database, input: AdmitInput, written: Written): string | undefined {
  const { conversation, messageId, insert } = written;
  const optedOut = optOutOf(db, conversation.channel, subjectOf(conversation)) !== undefined;
  const confirm = (text: string): void => {
    enqueue(db, conversation, { origin: `consent:${messageId}`, texts: [text], ttlMs: input.outboxTtlMs });
  };
  // In a group "yes" is said to somebody else.
  const optsIn = input.consent === 'opt-in' || (input.consent === 'yes' && conversation.kind === 'person');
  if (optedOut && optsIn) {
    insert('covered');
    setConsent(db, written, null);
    confirm(input.texts['opt-in']);
    return 'opted in';
  }
  // A second STOP changes nothing: the confirmation of the first may still be waiting.
  if (optedOut) {
    insert('opted-out');
    return 'sender has opted out';
  }
  if (input.consent === 'opt-out') {
    insert('opted-out');
    setConsent(db, written, Date.now());
    silence(db, conversation);
    confirm(input.texts['opt-out']);
    return 'opted out';
  }
  if (input.consent === 'help') {
    insert('covered');
    confirm(input.texts.help);
    return 'help';
  }
  return undefined;
}

/** True when a row must not be sent: its person has opted out, and it is not the confirmation of just that. */
export function isSilenced(db: Database, row: OutboxRow): boolean {
  const optOut = optOutOf(db, row.channel, row.target);
  return optOut !== undefined && row.origin !== `consent:${optOut.message_id}`;
}

/** Whom consent is about: an address, or the conversation itself where there is none. */
function subjectOf(conversation: ConversationRow): string {
  return conversation.target ?? conversation.conversation_id;
}

function optOutOf(db: Database, channel: string, subject: string): { message_id: string } | undefined {
  return db.get(
    'SELECT message_id FROM consents WHERE channel = ? AND target = ? AND opted_out_at IS NOT NULL',
    [channel, subject],
  );
}

function setConsent(db: Database, { conversation, messageId }: Written, optedOutAt: number | null): void {
  db.run(
    `INSERT INTO consents (channel, target, opted_out_at, changed_at, message_id) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (channel, target) DO UPDATE SET opted_out_at = excluded.opted_out_at,
       changed_at = excluded.changed_at, message_id = excluded.message_id`,
    [conversation.channel, subjectOf(conversation), optedOutAt, Date.now(), messageId],
  );
}

/**
 * Ends all that is open for a person: texts, the running turn (its fence), rows that wait to be sent. A row that is
 * `unknown` may have been sent but will not be sent again; one that is being sent is met when that has ended.
 */
function silence(db: Database, { channel, target, conversation_id: key }: ConversationRow): void {
  const theirs = `(SELECT conversation_id FROM conversations WHERE channel = ?1 AND target = ?2 UNION SELECT ?3)`;
  const who = [channel, target, key];
  db.run(
    `UPDATE messages SET state = 'opted-out' WHERE state = 'unanswered' AND conversation_id IN ${theirs}`,
    who,
  );
  db.run(
    `UPDATE outbox SET state = 'opted-out', updated_at = ?4
     WHERE state <> 'sending' AND ${OPEN} AND conversation_id IN ${theirs}`,
    [...who, Date.now()],
  );
  db.run(
    `UPDATE conversations SET fence = fence + 1, claim_id = NULL, lease_until = 0, due_at = NULL, not_before = 0,
       first_unanswered_at = NULL, failures = 0, failing_since = NULL, notified_at = NULL
     WHERE conversation_id IN ${theirs}`,
    who,
  );
}
