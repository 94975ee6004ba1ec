import type { Evidence } from './evidence.ts';
import type { Finding } from './verdict.ts';

/**
 * How long after the 200 to a STOP something may still reach Loop that was on its way before: a send time-out, and a
 * pause of the process that was sending. (By the store's own times it is exact, and looked at as well.)
 */
const ON_ITS_WAY_MS = 6000;

/** P5: after a stored opt-out nothing leaves but one confirmation, until an opt-in. */
export function checkConsent(evidence: Evidence): Finding[] {
  const { record, acknowledged, rows, delivered, stored } = evidence;
  const findings: Finding[] = [];
  const found = (what: string, where: string): void => void findings.push({ check: 'P5', what, where });
  const changes = Map.groupBy(rows.consentChanges, ({ target }) => target);
  for (const { name, to } of record.conversations) {
    const ours = record.written.filter((text) => text.conversation === name);
    const stops = ours.filter(({ kind, id }) => kind === 'stop' && acknowledged.has(id));
    const history = changes.get(to) ?? [];
    if (stops.length > 0 && !history.some(({ change }) => change === 'opt-out'))
      found('a STOP that was not kept', name);
    const sends = delivered.filter((send) => send.to === to);

    for (const [index, { change, changed_at: from, message_id: message }] of history.entries()) {
      if (change !== 'opt-out') continue;
      const until = history[index + 1]?.changed_at ?? Infinity;
      const confirmation = `consent:${message}`;
      const confirmed = rows.outbox.filter(({ target, origin }) => target === to && origin === confirmation);
      if (confirmed.length !== 1) found(`${confirmed.length} confirmations`, name);
      for (const { row } of sends) {
        const sentAt = row?.sending_at ?? 0;
        // A row that went to the sender before the STOP was stored could not know of it.
        if (row && row.origin !== confirmation && sentAt > from && sentAt < until)
          found('sent after a STOP', `${name}, ${row.origin}`);
      }
    }

    // Once more without anything that Chip says: by the 200 to the STOP and the time at which START was posted.
    const stoppedAt = Math.min(...stops.map(({ id }) => acknowledged.get(id) ?? Infinity));
    const startedAt = postedAt(evidence, ours.find(({ kind }) => kind === 'start')?.id);
    const texts = stops.map(({ id }) => stored.get(id)?.[0]?.id);
    const late = sends.filter(({ at, row }) => {
      const confirms = texts.some((id) => row?.origin === `consent:${id}`);
      return at > stoppedAt + ON_ITS_WAY_MS && at < startedAt && !confirms;
    });
    for (const { seq } of late) found('sent long after a STOP', `${name}, send ${seq}`);
  }
  return findings;
}

/** When the first attempt to post a text began. */
function postedAt({ journal }: Evidence, id: string | undefined): number {
  const times = journal.webhooks.filter((entry) => entry.message_id === id).map(({ at, ms }) => at - ms);
  return Math.min(Infinity, ...times);
}
