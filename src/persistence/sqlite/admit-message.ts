import { randomUUID } from 'node:crypto';
import type { Admission, AdmitInput } from '../../conversation/admission.ts';
import type { InboundMessage } from '../../conversation/channel-event.ts';
import { applyConsent } from './consent.ts';
import type { Database } from './database.ts';
import { insertEvent } from './events.ts';
import { enqueue } from './outbox.ts';
import type { ConversationRow } from './rows.ts';

/** Stores a text somebody wrote, and decides whether it asks for a turn. */
export function admitMessage(db: Database, input: AdmitInput, event: InboundMessage): Admission {
  const conversation = upsertConversation(db, input.channel, event);
  const messageId = randomUUID();
  const insert = (state: string): void => insertMessage(db, { input, event, conversation, messageId, state });
  const done = (status: Admission['status'], reason?: string, outboxChanged = false): Admission => {
    insertEvent(db, input, { outcome: status, reason, messageId });
    return { status, reason, messageId, conversationId: conversation.id, dueAt: null, outboxChanged };
  };

  const consent = applyConsent(db, input, { conversation, messageId, insert });
  if (consent) return done('accepted', consent, true);
  if (event.text.trim() === '' && event.attachments.length === 0) {
    insert('ignored');
    return done('ignored', 'nothing to answer: no text and no attachment');
  }
  if (floods(db, input, conversation)) {
    insert('rate-limited');
    // Told once for each backlog, which is known by its first text.
    enqueue(db, conversation, {
      origin: `notice:flood:${conversation.first_unanswered_at}`,
      texts: [input.texts.flood],
      ttlMs: input.outboxTtlMs,
    });
    return done('accepted', 'rate-limited', true);
  }
  insert('unanswered');
  return { ...done('accepted'), dueAt: schedule(db, input, conversation) };
}

function upsertConversation(
  db: Database,
  channel: string,
  { conversation }: InboundMessage,
): ConversationRow {
  // The write comes first: it locks the row before a sequence number is drawn.
  return db.get<ConversationRow>(
    `INSERT INTO conversations (id, conversation_id, channel, created_at, kind, target, external_id)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (conversation_id) DO UPDATE SET external_id = external_id RETURNING *`,
    [
      randomUUID(),
      `${channel}:${conversation.key}`,
      channel,
      Date.now(),
      conversation.kind,
      conversation.target,
      conversation.externalId,
    ],
  ) as ConversationRow;
}

interface NewMessage {
  input: AdmitInput;
  event: InboundMessage;
  conversation: ConversationRow;
  messageId: string;
  state: string;
}

function insertMessage(db: Database, { input, event, conversation, messageId, state }: NewMessage): void {
  db.run(
    `INSERT INTO messages (id, conversation_id, direction, sender, recipient, body, raw, created_at, external_id,
       attachments, transport, state) VALUES (?, ?, 'in', ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      messageId,
      conversation.conversation_id,
      event.author,
      event.recipient,
      event.text,
      JSON.stringify(input.raw ?? null),
      Date.now(),
      event.externalId,
      JSON.stringify(event.attachments),
      event.transport,
      state,
    ],
  );
}

function floods(db: Database, { unansweredLimit }: AdmitInput, conversation: ConversationRow): boolean {
  if (unansweredLimit === 0) return false;
  const open = db.get<{ n: number }>(
    `SELECT count(*) AS n FROM messages WHERE conversation_id = ? AND state = 'unanswered'`,
    [conversation.conversation_id],
  );
  return Number(open?.n) >= unansweredLimit;
}

/** Due after a quiet window that each further text extends, but never later than `maxWaitMs` after the first. */
function schedule(db: Database, { quietMs, maxWaitMs }: AdmitInput, conversation: ConversationRow): number {
  const now = Date.now();
  const first = conversation.first_unanswered_at ?? now;
  const due = Math.max(now, Math.min(now + quietMs, first + maxWaitMs));
  db.run('UPDATE conversations SET due_at = ?, first_unanswered_at = ? WHERE id = ?', [
    due,
    first,
    conversation.id,
  ]);
  return Math.max(due, conversation.not_before);
}
