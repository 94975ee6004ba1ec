import type { AdmitInput } from '../../conversation/admission.ts';
import { changeConsent, hasChangedSince, optOutOf } from './consents.ts';
import type { Database } from './database.ts';
import type { NewText } from './messages.ts';
import { enqueue, OPEN } from './outbox.ts';
import type { ConversationRow, OutboxRow } from './rows.ts';

/**
 * Handles consent in the admit transaction, so that a turn that is queued, generating or retrying meets it (P5).
 * Returns why the message is done, or undefined when it is an ordinary one that has still to be stored.
 */
export function applyConsent(db: Database, input: AdmitInput, text: NewText): string | undefined {
  const { conversation, id } = text;
  const who = { channel: conversation.channel, target: subjectOf(conversation) };
  const optOut = optOutOf(db, who);
  const { occurredAt, consent } = input;
  // What was said before the last change says nothing about what holds now.
  if (occurredAt !== undefined && hasChangedSince(db, who, occurredAt)) {
    if (!optOut && consent !== 'opt-out') return undefined;
    text.store(optOut ? 'opted-out' : 'covered');
    return 'consent has changed since';
  }
  const confirm = (words: string): void => {
    if (input.answered) return;
    enqueue(db, conversation, { origin: `consent:${id}`, texts: [words], ttlMs: input.outboxTtlMs });
  };
  // In a group "yes" is said to somebody else, and whom the channel has silenced may say it to anything.
  const yes = input.consent === 'yes' && conversation.kind === 'person' && optOut?.source === 'person';
  if (optOut && (input.consent === 'opt-in' || yes)) {
    text.store('covered');
    changeConsent(db, who, { change: 'opt-in', source: 'person', messageId: id });
    confirm(input.texts['opt-in']);
    return 'opted in';
  }
  // Neither changes a second STOP anything: the confirmation of the first may still be waiting.
  if (optOut?.source === 'person') {
    text.store('opted-out');
    return 'sender has opted out';
  }
  if (input.consent === 'opt-out') {
    text.store('opted-out');
    changeConsent(db, who, { change: 'opt-out', source: 'person', messageId: id });
    silence(db, conversation);
    confirm(input.texts['opt-out']);
    return 'opted out';
  }
  // Whoever writes wants to be answered, whatever the channel has said before.
  if (optOut) changeConsent(db, who, { change: 'opt-in', source: 'channel', messageId: id });
  return undefined;
}

/**
 * The channel lets nothing of ours through to somebody any more: the answer to a send, or its status, said so. Over
 * before it is stored where they have written since that send; a status may come hours late.
 */
export function optOutByChannel(db: Database, row: OutboxRow): void {
  const heard = db.get<{ at: number | null }>(
    'SELECT max(inbound_at) AS at FROM conversations WHERE channel = ? AND target = ?',
    [row.channel, row.target],
  );
  // Nothing but START ends a STOP of their own.
  if (Number(heard?.at) > Number(row.sending_at) || optOutOf(db, row)) return;
  changeConsent(db, row, { change: 'opt-out', source: 'channel', messageId: row.id });
  silence(db, row);
}

/** True when a row must not be sent: its person has opted out, and it is not the confirmation of just that. */
export function isSilenced(db: Database, row: OutboxRow): boolean {
  const optOut = optOutOf(db, row);
  return optOut !== undefined && row.origin !== `consent:${optOut.message_id}`;
}

export function hasOptedOut(db: Database, conversation: ConversationRow): boolean {
  return optOutOf(db, { channel: conversation.channel, target: subjectOf(conversation) }) !== undefined;
}

/** Whom consent is about: an address, or the conversation itself where there is none. */
function subjectOf(conversation: ConversationRow): string {
  return conversation.target ?? conversation.conversation_id;
}

/**
 * Ends all that is open for a person: texts, the running turn (its fence), rows that wait to be sent. A row that is
 * `unknown` may have been sent but will not be sent again; one that is being sent is met when that has ended.
 */
function silence(
  db: Database,
  { channel, target, conversation_id: key }: Pick<ConversationRow, 'channel' | 'target' | 'conversation_id'>,
): void {
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
