import type { DatabaseSync } from 'node:sqlite';

/**
 * What was open when a backup was made has been answered and sent since, or not: nobody knows. It goes dead, where it can be
 * seen and made due again one by one; nobody is answered twice.
 * @returns how many texts, replies and reminders
 */
export function endWhatIsOpen(db: DatabaseSync): number {
  const run = (sql: string): number => Number(db.prepare(sql).run().changes);
  const texts = run(`UPDATE messages SET state = 'dead' WHERE state = 'unanswered'`);
  run('UPDATE conversations SET due_at = NULL, first_unanswered_at = NULL, claim_id = NULL, lease_until = 0');
  const replies = run(
    `UPDATE outbox SET state = 'dead', error_code = 'restored' WHERE state IN ('pending', 'sending', 'unknown')`,
  );
  return texts + replies + endWhatWasDue(db);
}

/** The same of what later versions keep; a backup may be of an earlier one. @returns how many reminders */
function endWhatWasDue(db: DatabaseSync): number {
  const now = Date.now();
  const run = (table: string, sql: string, ...values: number[]): number => {
    const known = db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(table);
    return known ? Number(db.prepare(sql).run(...values).changes) : 0;
  };
  run('asks', `UPDATE asks SET state = 'unknown' WHERE state IN ('open', 'running')`);
  // What has come since the backup was made is in the log that a channel is asked for, and may have been answered.
  run('catch_ups', 'UPDATE catch_ups SET began_at = ?1, through = ?1, claim_id = NULL, lease_until = 0', now);
  run('jobs', `UPDATE jobs SET claim_id = NULL, lease_until = 0 WHERE state = 'open'`);
  // One of the whole installation repeats; what it missed is nobody's to miss.
  return run(
    'jobs',
    `UPDATE jobs SET state = 'dead', error_code = 'restored'
     WHERE state = 'open' AND due_at <= ? AND conversation_id IS NOT NULL`,
    now,
  );
}
