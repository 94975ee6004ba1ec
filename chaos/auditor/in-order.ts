import type { Evidence } from './evidence.ts';
import type { OutboxRow } from './rows.ts';
import type { Finding } from './verdict.ts';

/** P4: within a conversation replies leave in order, and turns follow one another. */
export function checkOrder(evidence: Evidence): Finding[] {
  return [...checkReplies(evidence), ...checkTurns(evidence), ...checkCover(evidence)];
}

/**
 * One exception: what was on its way when a STOP was stored is waited for no more, so that the confirmation may overtake
 * it.
 */
function checkReplies({ delivered, rows }: Evidence): Finding[] {
  const stoppedAt = new Map(
    rows.consentChanges
      .filter(({ change }) => change === 'opt-out')
      .map(({ message_id: id, changed_at: at }) => [`consent:${id}`, at]),
  );
  const findings: Finding[] = [];
  const found = (where: string): void =>
    void findings.push({ check: 'P4', what: 'replies out of order', where });
  for (const [to, sends] of Map.groupBy(delivered, (send) => send.to)) {
    void to;
    let last: OutboxRow | undefined;
    for (const { row } of sends) {
      if (!row) continue;
      const wasOnItsWay = (row.sending_at ?? 0) < (stoppedAt.get(last?.origin ?? '') ?? 0);
      if (last && row.seq < last.seq && !wasOnItsWay) found(`${row.id}, ${row.origin}`);
      if (!last || row.seq > last.seq) last = row;
    }
  }
  return findings;
}

/** By what a turn says of its own length, which begins after the claim: a little may be missing, never too much. */
function checkTurns({ rows, nameOf }: Evidence): Finding[] {
  const findings: Finding[] = [];
  for (const [key, turns] of Map.groupBy(rows.turns, (turn) => turn.conversation_id)) {
    let lastEnd = 0;
    for (const { fence, created_at: end, duration_ms: ms } of turns) {
      const where = `${nameOf.get(key)}, turn ${fence}`;
      if (end - ms < lastEnd - CLOCK_MS) findings.push({ check: 'P4', what: 'turns overlap', where });
      lastEnd = Math.max(lastEnd, end);
    }
  }
  return findings;
}

/** Rounding, and two clocks (one that may be set, one that runs) that are compared. */
const CLOCK_MS = 5;

/** A turn covers everything that came before the first text of the next one. */
function checkCover({ stored, texts, nameOf }: Evidence): Finding[] {
  const findings: Finding[] = [];
  const covered = [...stored.values()]
    .flat()
    .filter(
      ({ state, turn_fence: fence, external_id: id }) =>
        state === 'covered' && fence !== null && texts.has(id ?? ''),
    );
  for (const [key, rows] of Map.groupBy(covered, (row) => row.conversation_id)) {
    let last = 0;
    for (const { turn_fence: fence, external_id: id } of rows.toSorted((a, b) => a.seq - b.seq)) {
      if (Number(fence) < last)
        findings.push({
          check: 'P4',
          what: 'a later text was answered first',
          where: `${nameOf.get(key)}, ${id}`,
        });
      last = Math.max(last, Number(fence));
    }
  }
  return findings;
}
