import type { Evidence } from './evidence.ts';
import type { Finding } from './verdict.ts';

/** P1: whatever was answered 200 is in the store, and is what was sent. */
export function checkStored({ journal, rows, acknowledged, stored, texts }: Evidence): Finding[] {
  const findings: Finding[] = [];
  const found = (what: string, where: string): void => void findings.push({ check: 'P1', what, where });
  for (const id of acknowledged.keys()) {
    const row = stored.get(id)?.[0];
    if (!row) found('acknowledged and not stored', id);
    else if (row.body !== texts.get(id)?.text) found('stored as something else', id);
  }
  const webhooks = new Set(rows.events.map(({ webhook_id: id }) => id));
  // Of two webhooks about one thing the second is a duplicate, and the first one's row stands for both.
  const things = new Set(rows.events.map(({ external_id: id }) => id));
  for (const { event, http_status: status, webhook_id: webhook, message_id: id } of journal.webhooks) {
    if (status !== 200 || event === 'message_inbound') continue;
    if (!webhooks.has(webhook) && !things.has(id))
      found('status acknowledged and not stored', String(webhook));
  }
  return findings;
}
