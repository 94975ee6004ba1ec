import { randomUUID } from 'node:crypto';
import type { Admission, AdmitInput } from '../../conversation/admission.ts';
import type { InboundMessage } from '../../conversation/channel-event.ts';
import { applyConsent } from './consent.ts';
import type { Database, Row } from './database.ts';
import { enqueue } from './outbox.ts';
import { settleDelivery } from './settle.ts';

const NOTHING = { messageId: null, conversationId: null, dueAt: null, outboxChanged: false } as const;

/** Journey step 4. One savepoint: the event, what it says, and everything that follows from it at once. */
export function admit(db: Database, input: AdmitInput): Admission {
  const duplicate = findDuplicate(db, input);
  if (duplicate) return repeatOf(db, duplicate);
  const { event } = input;
  switch (event.kind) {
    case 'message':
      return admitMessage(db, input, event);
    case 'delivery': {
      const matched = settleDelivery(db, input.channel, event);
      insertEvent(db, input, 'recorded', matched ? null : 'unmatched', matched);
      return {
        ...NOTHING,
        status: 'recorded',
        reason: matched ? undefined : 'no such message',
        outboxChanged: true,
      };
    }
    case 'reaction':
      insertEvent(db, input, 'recorded', null, null);
      return { ...NOTHING, status: 'recorded' };
    case 'ignored':
    case 'quarantined':
      insertEvent(db, input, event.kind, event.reason, null);
      return { ...NOTHING, status: event.kind, reason: event.reason };
    default:
      return event satisfies never;
  }
}

function findDuplicate(db: Database, { channel, event }: AdmitInput): Row | undefined {
  return db.get(
    `SELECT message_id FROM events WHERE channel = ?1 AND event_class = ?2
       AND (external_id = ?3 OR webhook_id = ?4) LIMIT 1`,
    channel,
    event.eventClass,
    event.externalId,
    event.webhookId,
  );
}

function repeatOf(db: Database, event: Row): Admission {
  const conversation = db.get(
    `SELECT c.id FROM messages m JOIN conversations c USING (conversation_id) WHERE m.id = ?`,
    event.message_id ?? null,
  );
  return {
    ...NOTHING,
    status: 'duplicate',
    messageId: event.message_id as string | null,
    conversationId: (conversation?.id as string | undefined) ?? null,
  };
}

function insertEvent(
  db: Database,
  { channel, event, raw }: AdmitInput,
  outcome: Admission['status'],
  reason: string | null,
  messageId: string | null,
): void {
  db.run(
    `INSERT INTO events (channel, event_class, external_id, webhook_id, name, outcome, reason, message_id, raw, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    channel,
    event.eventClass,
    event.externalId,
    event.webhookId,
    event.name,
    outcome,
    reason,
    messageId,
    // A message keeps its body in `messages`; one copy is enough.
    event.kind === 'message' ? null : JSON.stringify(raw ?? null),
    Date.now(),
  );
}

function admitMessage(db: Database, input: AdmitInput, event: InboundMessage): Admission {
  const conversation = upsertConversation(db, input.channel, event);
  const messageId = randomUUID();
  const insert = (state: string): void => insertMessage(db, { input, event, conversation, messageId, state });
  const done = (status: Admission['status'], reason?: string, outboxChanged = false): Admission => {
    insertEvent(db, input, status, reason ?? null, messageId);
    const conversationId = conversation.id as string;
    return { status, reason, messageId, conversationId, dueAt: null, outboxChanged };
  };

  const consent = applyConsent(db, input, { conversation, messageId, insert });
  if (consent) return done('accepted', consent, true);
  if (event.text.trim() === '' && event.attachments.length === 0) {
    insert('ignored');
    return done('ignored', 'nothing to answer: no text and no attachment');
  }
  if (floods(db, input, conversation)) {
    insert('rate-limited');
    enqueue(db, conversation, {
      origin: `notice:flood:${String(conversation.first_unanswered_at)}`,
      texts: [input.texts.flood],
      ttlMs: input.outboxTtlMs,
    });
    return done('accepted', 'rate-limited', true);
  }
  insert('unanswered');
  return { ...done('accepted'), dueAt: schedule(db, input, conversation) };
}

function upsertConversation(db: Database, channel: string, { conversation }: InboundMessage): Row {
  // The write comes first: it locks the row before a sequence number is drawn.
  return db.get(
    `INSERT INTO conversations (id, conversation_id, channel, created_at, kind, target, external_id)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (conversation_id) DO UPDATE SET external_id = external_id RETURNING *`,
    randomUUID(),
    `${channel}:${conversation.key}`,
    channel,
    Date.now(),
    conversation.kind,
    conversation.target,
    conversation.externalId,
  ) as Row;
}

interface NewMessage {
  input: AdmitInput;
  event: InboundMessage;
  conversation: Row;
  messageId: string;
  state: string;
}

function insertMessage(db: Database, { input, event, conversation, messageId, state }: NewMessage): void {
  db.run(
    `INSERT INTO messages (id, conversation_id, direction, sender, recipient, body, raw, created_at, external_id,
       attachments, transport, state)
     VALUES (?, ?, 'in', ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    messageId,
    conversation.conversation_id ?? null,
    event.author,
    event.recipient,
    event.text,
    JSON.stringify(input.raw ?? null),
    Date.now(),
    event.externalId,
    JSON.stringify(event.attachments),
    event.transport,
    state,
  );
}

function floods(db: Database, { unansweredLimit }: AdmitInput, conversation: Row): boolean {
  if (unansweredLimit === 0) return false;
  const open = db.get(
    `SELECT count(*) AS n FROM messages WHERE conversation_id = ? AND state = 'unanswered'`,
    conversation.conversation_id ?? null,
  );
  return Number(open?.n) >= unansweredLimit;
}

/** Due after a quiet window that each further text extends, but never later than `maxWaitMs` after the first. */
function schedule(db: Database, { quietMs, maxWaitMs }: AdmitInput, conversation: Row): number {
  const now = Date.now();
  const first = Number(conversation.first_unanswered_at ?? now);
  // The cap counts from the first text, but a text that joins an overdue turn still gets its own short window.
  const due = Math.max(now, Math.min(now + quietMs, first + maxWaitMs));
  db.run(
    'UPDATE conversations SET due_at = ?, first_unanswered_at = ? WHERE id = ?',
    due,
    first,
    conversation.id ?? null,
  );
  return Math.max(due, Number(conversation.not_before));
}
