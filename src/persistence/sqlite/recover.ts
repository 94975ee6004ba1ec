import type { Database } from './database.ts';

/**
 * At a start nobody else can hold a lease (one server per file), so earlier ones end at once. A send that was under
 * way may have gone out: it is `unknown`. The grace of every unknown row begins anew at the first claim, because no
 * status webhook could reach us while we were away (P3).
 */
export function voidLeases(db: Database): void {
  db.run('UPDATE conversations SET lease_until = 0, claim_id = NULL WHERE lease_until > 0');
  db.run('UPDATE jobs SET lease_until = 0, claim_id = NULL WHERE claim_id IS NOT NULL');
  db.run(
    `UPDATE outbox SET error_code = CASE state WHEN 'sending' THEN 'interrupted' ELSE error_code END,
       state = 'unknown', next_at = 0, lease_until = 0 WHERE state IN ('sending', 'unknown')`,
  );
  db.run('UPDATE catch_ups SET lease_until = 0, claim_id = NULL WHERE lease_until > 0');
}
