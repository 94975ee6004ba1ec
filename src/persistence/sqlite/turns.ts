import type { Claim } from '../../conversation/conversation.store.ts';
import type {
  ClaimedTurn,
  ClaimTurnInput,
  CommitTurnInput,
  FailTurnInput,
  TurnLease,
} from '../../conversation/turn.ts';
import type { Database, Row } from './database.ts';
import { enqueue } from './outbox.ts';
import { readTurn } from './read-turn.ts';

/** Journey step 6. */
export function claimTurn(db: Database, input: ClaimTurnInput): Claim<ClaimedTurn> {
  const now = Date.now();
  const lease = (row: Row): Claim<ClaimedTurn> => {
    const owned = { conversationId: row.id as string, claimId: input.claimId, fence: Number(row.fence) };
    return {
      claimed: readTurn(db, row, { ...owned, leaseMs: input.leaseMs, historyLimit: input.historyLimit }),
    };
  };
  const repeated = db.get(
    'SELECT * FROM conversations WHERE claim_id = ? AND lease_until > ?',
    input.claimId,
    now,
  );
  if (repeated) return lease(repeated);

  buryOld(db, now - input.maxAgeMs);
  const claimed = db.get(
    `UPDATE conversations SET fence = fence + 1, claim_id = ?, lease_until = ?
     WHERE id = (SELECT id FROM conversations
                 WHERE due_at <= ?3 AND not_before <= ?3 AND lease_until <= ?3 ORDER BY due_at LIMIT 1)
     RETURNING *`,
    input.claimId,
    now + input.leaseMs,
    now,
  );
  if (claimed) return lease(claimed);
  const next = db.get(
    'SELECT min(max(due_at, not_before, lease_until)) AS at FROM conversations WHERE due_at IS NOT NULL',
  );
  return { claimed: null, nextAt: (next?.at as number | null) ?? null };
}

export function refreshTurn(db: Database, lease: TurnLease): ClaimedTurn | null {
  const row = db.get(
    'UPDATE conversations SET lease_until = ? WHERE id = ? AND fence = ? AND claim_id = ? RETURNING *',
    Date.now() + lease.leaseMs,
    lease.conversationId,
    lease.fence,
    lease.claimId,
  );
  return row ? readTurn(db, row, lease) : null;
}

/** Journey step 9. The fence decides, not the clock: a late commit is good as long as nobody else has claimed. */
export function commitTurn(db: Database, input: CommitTurnInput): 'committed' | 'newer' | 'lost' {
  const conversation = db.get('SELECT * FROM conversations WHERE id = ?', input.conversationId);
  if (!conversation) return 'lost';
  const key = conversation.conversation_id ?? null;
  const done = db.get(
    'SELECT 1 FROM turns WHERE conversation_id = ? AND fence = ? AND claim_id = ?',
    key,
    input.fence,
    input.claimId,
  );
  if (done) return 'committed';
  if (!holds(conversation, input)) return 'lost';

  const open = db.all(`SELECT id FROM messages WHERE conversation_id = ? AND state = 'unanswered'`, key);
  const rest = open.filter((row) => !input.covered.includes(row.id as string));
  if (rest.length > 0 && input.allowNewer) return 'newer';

  for (const id of input.covered) {
    db.run(
      `UPDATE messages SET state = 'covered', turn_fence = ? WHERE id = ? AND conversation_id = ? AND state = 'unanswered'`,
      input.fence,
      id,
      key,
    );
  }
  const { usage } = input;
  db.run(
    `INSERT INTO turns (conversation_id, fence, claim_id, model, prompt_tokens, completion_tokens, duration_ms, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    key,
    input.fence,
    input.claimId,
    usage.model,
    usage.promptTokens,
    usage.completionTokens,
    Math.round(usage.durationMs),
    Date.now(),
  );
  enqueue(db, conversation, {
    origin: `turn:${input.fence}`,
    texts: input.replies,
    ttlMs: input.outboxTtlMs,
  });
  release(db, conversation, rest.length > 0);
  return 'committed';
}

export function failTurn(db: Database, input: FailTurnInput): 'retrying' | 'dead' | 'lost' {
  const conversation = db.get('SELECT * FROM conversations WHERE id = ?', input.conversationId);
  if (!conversation || !holds(conversation, input)) return 'lost';
  const now = Date.now();
  const since = Number(conversation.failing_since ?? now);
  if (input.notice !== null && conversation.notified_at === null) {
    enqueue(db, conversation, {
      origin: `notice:${input.fence}`,
      texts: [input.notice],
      ttlMs: input.outboxTtlMs,
    });
  }
  if (now - since >= input.deadAfterMs) {
    bury(db, conversation);
    release(db, conversation, false);
    return 'dead';
  }
  db.run(
    `UPDATE conversations SET claim_id = NULL, lease_until = 0, failures = failures + 1, failing_since = ?,
       notified_at = coalesce(notified_at, ?), not_before = ? WHERE id = ?`,
    since,
    input.notice === null ? null : now,
    now + input.retryInMs,
    input.conversationId,
  );
  return 'retrying';
}

function holds(conversation: Row, lease: { claimId: string; fence: number }): boolean {
  return conversation.fence === lease.fence && conversation.claim_id === lease.claimId;
}

/** Ends a lease for good. What came during the turn keeps the due time that its admit has set. */
function release(db: Database, conversation: Row, more: boolean): void {
  db.run(
    `UPDATE conversations SET claim_id = NULL, lease_until = 0, failures = 0, failing_since = NULL, notified_at = NULL,
       not_before = 0, due_at = CASE WHEN ?1 THEN due_at END, first_unanswered_at = CASE WHEN ?1 THEN ?2 END
     WHERE id = ?3`,
    more ? 1 : 0,
    Date.now(),
    conversation.id ?? null,
  );
}

/** Texts that waited longer than the age limit are not answered any more: an answer a day late confuses. */
function buryOld(db: Database, before: number): void {
  const old = db.all(
    'SELECT * FROM conversations WHERE due_at IS NOT NULL AND first_unanswered_at < ? AND lease_until <= ?',
    before,
    Date.now(),
  );
  for (const conversation of old) {
    bury(db, conversation);
    release(db, conversation, false);
  }
}

function bury(db: Database, conversation: Row): void {
  db.run(
    `UPDATE messages SET state = 'dead' WHERE conversation_id = ? AND state = 'unanswered'`,
    conversation.conversation_id ?? null,
  );
}
