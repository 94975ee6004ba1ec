import type { CommitTurnInput, FailTurnInput } from '../../conversation/turn.ts';
import { stageAsks } from './asks.ts';
import { writeStaged } from './add-jobs.ts';
import type { Database } from './database.ts';
import { bury, release, reschedule } from './open-texts.ts';
import { keepFailure } from './operator/turn-failures.ts';
import { enqueue } from './outbox.ts';
import type { ConversationRow } from './rows.ts';
import { recordCalls } from './tool-calls.ts';

/** Journey step 9. The fence decides, not the clock: a late commit is good as long as nobody else has claimed. */
export function commitTurn(db: Database, input: CommitTurnInput): 'committed' | 'newer' | 'lost' {
  const conversation = find(db, input.conversationId);
  if (!conversation) return 'lost';
  const key = conversation.conversation_id;
  const { fence, claimId, usage } = input;
  const done = db.get('SELECT 1 FROM turns WHERE conversation_id = ? AND fence = ? AND claim_id = ?', [
    key,
    fence,
    claimId,
  ]);
  if (done) return 'committed';
  if (!holds(conversation, input)) return 'lost';
  if (input.allowNewer && hasNewer(db, key, input.covered)) return 'newer';

  const heard = new Map(input.readings.map(({ messageId, text }) => [messageId, text]));
  for (const id of input.covered) {
    db.run(
      `UPDATE messages SET state = 'covered', turn_fence = ?, heard = ?
       WHERE id = ? AND conversation_id = ? AND state = 'unanswered'`,
      [fence, heard.get(id) ?? null, id, key],
    );
  }
  db.run(
    `INSERT INTO turns (conversation_id, fence, claim_id, model, prompt_tokens, completion_tokens, duration_ms, created_at,
       route, model_calls) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      key,
      fence,
      claimId,
      usage.model,
      usage.promptTokens,
      usage.completionTokens,
      Math.round(usage.durationMs),
      Date.now(),
      input.route ? JSON.stringify(input.route) : null,
      JSON.stringify(input.modelCalls ?? []),
    ],
  );
  recordCalls(db, conversation, input);
  stageAsks(db, conversation, input);
  writeStaged(db, conversation, input);
  enqueue(db, conversation, { origin: `turn:${fence}`, texts: input.replies, ttlMs: input.outboxTtlMs });
  reschedule(db, conversation);
  release(db, conversation);
  return 'committed';
}

export function failTurn(db: Database, input: FailTurnInput): 'retrying' | 'dead' | 'lost' {
  const conversation = find(db, input.conversationId);
  if (!conversation || !holds(conversation, input)) return 'lost';
  const now = Date.now();
  if (input.released) {
    db.run('UPDATE conversations SET claim_id = NULL, lease_until = 0, not_before = ? WHERE id = ?', [
      now + input.retryInMs,
      conversation.id,
    ]);
    return 'retrying';
  }
  const notify = input.notice !== null && conversation.notified_at === null;
  if (notify) {
    const notice = { origin: `notice:${input.fence}`, texts: [input.notice ?? ''], ttlMs: input.outboxTtlMs };
    enqueue(db, conversation, notice);
  }
  let since = conversation.failing_since ?? now;
  // Texts that were not there when it began to fail have not failed for that long and go on.
  const dead = now - since >= input.deadAfterMs && bury(db, conversation, since) > 0;
  keepFailure(db, conversation, input, dead ? 'dead' : 'retrying');
  if (dead) {
    const oldest = reschedule(db, conversation);
    if (oldest === null) {
      release(db, conversation);
      return 'dead';
    }
    since = oldest;
  }
  db.run(
    `UPDATE conversations SET claim_id = NULL, lease_until = 0, failures = failures + 1, failing_since = ?,
       notified_at = coalesce(notified_at, ?), not_before = ? WHERE id = ?`,
    [since, notify ? now : null, now + input.retryInMs, conversation.id],
  );
  return dead ? 'dead' : 'retrying';
}

function find(db: Database, id: string): ConversationRow | undefined {
  return db.get('SELECT * FROM conversations WHERE id = ?', [id]);
}

function holds(conversation: ConversationRow, lease: { claimId: string; fence: number }): boolean {
  return conversation.fence === lease.fence && conversation.claim_id === lease.claimId;
}

function hasNewer(db: Database, key: string, covered: readonly string[]): boolean {
  const seen = new Set(covered);
  const open = db.all<{ id: string }>(
    `SELECT id FROM messages WHERE conversation_id = ? AND state = 'unanswered'`,
    [key],
  );
  return open.some(({ id }) => !seen.has(id));
}
