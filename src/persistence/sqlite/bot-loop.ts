import type { BotLoopRule } from '../../conversation/admission.ts';
import { nearIdentical } from '../../conversation/near-identical.ts';
import type { Database } from './database.ts';
import type { NewText } from './messages.ts';
import { ACCEPTED } from './outbox.ts';
import type { ConversationRow } from './rows.ts';

/**
 * Whether a person's text, not stored yet, is that of a machine which answers us: `found` once, `paused` until the
 * pause is over, else undefined. A loop takes two: a text counts once per reply of ours, so that a burst, however alike
 * its texts, is none, and neither is a conversation whose replies go nowhere.
 */
export function watchForLoop(
  db: Database,
  rule: BotLoopRule | null,
  { event, conversation }: NewText,
): 'found' | 'paused' | undefined {
  if (!rule || conversation.kind !== 'person' || conversation.target === null) return undefined;
  const now = Date.now();
  if (now < conversation.bot_pause_until) return 'paused';
  const before = textBefore(db, conversation.conversation_id);
  if (!before || !hasReplied(db, conversation.conversation_id, before.seq)) return undefined;
  const counts =
    nearIdentical(event.text, before.body) || repliedWithin(db, conversation, now - rule.withinMs);
  const streak = counts ? conversation.bot_streak + 1 : 0;
  const found = streak >= rule.times;
  // Found: everything begins anew after the pause.
  if (found) update(db, conversation, 0, now + rule.pauseMs);
  else if (streak !== conversation.bot_streak) update(db, conversation, streak, 0);
  return found ? 'found' : undefined;
}

function textBefore(db: Database, key: string): { seq: number; body: string } | undefined {
  return db.get(
    `SELECT seq, body FROM messages WHERE conversation_id = ? AND direction = 'in' ORDER BY seq DESC LIMIT 1`,
    [key],
  );
}

/** Notices of ours ask for no answer and are none. */
function hasReplied(db: Database, key: string, since: number): boolean {
  const reply = db.get(
    `SELECT 1 FROM messages WHERE conversation_id = ? AND seq > ? AND direction = 'out'
       AND origin NOT LIKE 'notice:%' LIMIT 1`,
    [key, since],
  );
  return reply !== undefined;
}

function repliedWithin(db: Database, conversation: ConversationRow, since: number): boolean {
  const reply = db.get<{ updated_at: number }>(
    `SELECT updated_at FROM outbox WHERE conversation_id = ? AND ${ACCEPTED} AND origin NOT LIKE 'notice:%'
     ORDER BY seq DESC LIMIT 1`,
    [conversation.conversation_id],
  );
  return reply !== undefined && reply.updated_at >= since;
}

function update(db: Database, conversation: ConversationRow, streak: number, pauseUntil: number): void {
  db.run('UPDATE conversations SET bot_streak = ?, bot_pause_until = ? WHERE id = ?', [
    streak,
    pauseUntil,
    conversation.id,
  ]);
}
