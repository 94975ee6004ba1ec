import type { Evidence } from './evidence.ts';
import type { Finding } from './verdict.ts';

/** P8: when the last fault is over everything heals by itself, and in time. No server ends that nobody has ended. */
export function checkHealed({ record, rows }: Evidence): Finding[] {
  const findings: Finding[] = [];
  const found = (what: string, where: string): void => void findings.push({ check: 'P8', what, where });
  const { drainedAt, lastFaultAt, drainDeadlineMs, exits } = record;
  if (drainedAt === null) found('not done', 'the run was given up');
  else if (drainedAt - lastFaultAt > drainDeadlineMs) found('done too late', `${drainedAt - lastFaultAt} ms`);
  for (const { id, state } of rows.messages) if (state === 'unanswered') found('a text without an end', id);
  for (const { id, state } of rows.outbox)
    if (['pending', 'sending', 'unknown'].includes(state)) found(`a reply that is still ${state}`, id);
  for (const { asked, replica, code, signal } of exits)
    if (!asked) found('a server that ended by itself', `replica ${replica}: ${code ?? signal}`);
  return findings;
}
