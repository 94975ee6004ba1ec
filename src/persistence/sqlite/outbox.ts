import { randomUUID } from 'node:crypto';
import type { Database, Row } from './database.ts';

export interface Enqueue {
  /** What makes these rows: `turn:<fence>`, `consent:<message>`, `notice:<id>`. Unique per conversation and part. */
  origin: string;
  texts: string[];
  ttlMs: number;
}

/** Puts texts into history and outbox. Doing it again with the same origin changes nothing. */
export function enqueue(db: Database, conversation: Row, { origin, texts, ttlMs }: Enqueue): void {
  const key = conversation.conversation_id ?? null;
  const known = db.get('SELECT 1 FROM outbox WHERE conversation_id = ? AND origin = ? LIMIT 1', key, origin);
  if (known) return;
  const now = Date.now();
  const fence = origin.startsWith('turn:') ? Number(origin.slice('turn:'.length)) : null;
  for (const [part, text] of texts.entries()) {
    const id = randomUUID();
    db.run(
      `INSERT INTO messages (id, conversation_id, direction, recipient, body, created_at, state, turn_fence)
       VALUES (?, ?, 'out', ?, ?, ?, 'out', ?)`,
      id,
      key,
      conversation.target ?? null,
      text,
      now,
      fence,
    );
    // Nobody to send to: the reply stays in the history and goes nowhere.
    if (conversation.target === null) continue;
    db.run(
      `INSERT INTO outbox (id, conversation_id, channel, target, target_kind, body, origin, part, next_at, expires_at,
         created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?9, ?9)`,
      id,
      key,
      conversation.channel ?? null,
      conversation.target ?? null,
      conversation.kind ?? null,
      text,
      origin,
      part,
      now,
      now + ttlMs,
    );
  }
}
