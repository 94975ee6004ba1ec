import type { Evidence } from './evidence.ts';
import type { Finding } from './verdict.ts';

/** A second send whose outcome was not known either is the last: given up where everybody can see it. */
const GIVEN_UP = 'outcome-unknown-twice';

/**
 * P3: Loop took each reply once. The emulator tells what became of every send, and its status webhooks come again in
 * less than a grace, so not even a send whose answer was lost may go out twice here.
 */
export function checkSentOnce({ delivered, rows }: Evidence): Finding[] {
  const findings: Finding[] = [];
  const found = (what: string, where: string): void => void findings.push({ check: 'P3', what, where });
  const seen = new Map<string, number>();
  for (const { row, seq, text } of delivered) {
    if (!row) {
      found('sent without a row in the outbox', `send ${seq}`);
      continue;
    }
    seen.set(row.id, (seen.get(row.id) ?? 0) + 1);
    if (row.body.trim() !== text.trim()) found('sent as something else', row.id);
  }
  for (const [id, times] of seen) if (times > 1) found('sent twice', `${id} (${times} times)`);
  for (const { id, state, error_code: code } of rows.outbox) {
    const sent = seen.has(id);
    if (sent && !['sent', 'delivered', 'opted-out'].includes(state)) found(`sent and yet ${state}`, id);
    if (!sent && (state === 'sent' || state === 'delivered')) found(`${state} and never sent`, id);
    if (!sent && (state === 'failed' || (state === 'dead' && code !== GIVEN_UP)))
      found(`never sent: ${state}`, id);
  }
  return findings;
}

/** Replies that were given up as promised, after two sends without an outcome. */
export function givenUp({ rows }: Evidence): number {
  return rows.outbox.filter(({ state, error_code: code }) => state === 'dead' && code === GIVEN_UP).length;
}
