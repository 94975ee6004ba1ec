import type { Admission, AdmitInput } from '../../conversation/admission.ts';
import type { Database } from './database.ts';
import { isForgotten } from './operator/forgotten.ts';

/**
 * The answer to an event that is known already, by its own id or by that of its webhook. Where the two name different
 * events the event's own id is believed: a webhook's id says less about what is in it.
 */
export function findDuplicate(
  db: Database,
  { channel, event, occurredAt }: AdmitInput,
): Admission | undefined {
  const known =
    lookUp(db, 'external_id', channel, event.eventClass, event.externalId) ??
    lookUp(db, 'webhook_id', channel, event.eventClass, event.webhookId);
  if (!known && !isForgotten(db, channel, event)) return undefined;
  // What is read in a channel's log is no further copy of its webhook.
  if (known && occurredAt === undefined) {
    db.run('UPDATE events SET duplicates = duplicates + 1, duplicate_at = ? WHERE seq = ?', [
      Date.now(),
      known.seq,
    ]);
  }
  return {
    status: 'duplicate',
    messageId: known?.message_id ?? null,
    conversationId: known?.conversation_id ?? null,
    dueAt: null,
    outboxChanged: false,
  };
}

function lookUp(
  db: Database,
  column: 'external_id' | 'webhook_id',
  ...key: [channel: string, eventClass: string, id: string | null]
): { seq: number; message_id: string | null; conversation_id: string | null } | undefined {
  return db.get(
    `SELECT e.seq, e.message_id, c.id AS conversation_id FROM events e
       LEFT JOIN messages m ON m.id = e.message_id LEFT JOIN conversations c ON c.conversation_id = m.conversation_id
     WHERE e.channel = ? AND e.event_class = ? AND e.${column} = ?`,
    key,
  );
}

/** What an event came to. */
export interface EventOutcome {
  outcome: Admission['status'];
  reason?: string | undefined;
  messageId?: string | null;
}

export function insertEvent(db: Database, { channel, event, raw }: AdmitInput, result: EventOutcome): void {
  const update = event.kind === 'delivery' ? event : undefined;
  // A message keeps its body in `messages`; one copy is enough.
  const body = event.kind === 'message' ? null : JSON.stringify(raw ?? null);
  db.run(
    `INSERT INTO events (channel, event_class, external_id, webhook_id, name, outcome, reason, message_id, status,
       error_code, opted_out, raw, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      channel,
      event.eventClass,
      event.externalId,
      event.webhookId,
      event.name,
      result.outcome,
      result.reason ?? null,
      result.messageId ?? null,
      update?.status ?? null,
      update?.errorCode ?? null,
      update?.optedOut ? 1 : 0,
      body,
      Date.now(),
    ],
  );
}
