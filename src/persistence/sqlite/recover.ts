import type { Database } from './database.ts';

/**
 * At a start nobody else can hold a lease (one server per file), so earlier ones end at once. A send that was under
 * way keeps its row `sending` with an expired lease: the first claim turns it into `unknown` with its grace.
 */
export function voidLeases(db: Database): void {
  db.handle.exec('UPDATE conversations SET lease_until = 0, claim_id = NULL WHERE lease_until > 0');
  db.handle.exec(`UPDATE outbox SET lease_until = 0 WHERE state = 'sending'`);
}
