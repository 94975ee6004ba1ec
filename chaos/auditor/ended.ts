import type { Evidence } from './evidence.ts';
import type { MessageRow } from './rows.ts';
import type { Finding } from './verdict.ts';

/** Final states in which a text may end in a run without limits, quiet senders or hours of failing. */
const ENDS: Record<string, readonly string[]> = {
  text: ['covered', 'opted-out'],
  talk: ['listened', 'opted-out'],
  stop: ['opted-out'],
  // Words of consent that change nothing any more are ordinary ones.
  start: ['covered', 'opted-out'],
};

/** P2: every text is stored once and has one end; one that is covered was seen by the reply that covers it. */
export function checkEnded(evidence: Evidence): Finding[] {
  const { record, stored, texts, rows } = evidence;
  const findings: Finding[] = [];
  const found = (what: string, where: string): void => void findings.push({ check: 'P2', what, where });
  for (const { id, kind } of record.written) {
    const copies = stored.get(id) ?? [];
    if (copies.length > 1) found('stored twice', id);
    for (const { state } of copies) if (!ENDS[kind]?.includes(state)) found(`a ${kind} that is ${state}`, id);
  }
  for (const id of stored.keys()) if (!texts.has(id)) found('stored and never said', id);

  const turns = new Set(rows.turns.map(({ conversation_id: key, fence }) => `${key} ${fence}`));
  const isLate = lateOptOut(evidence);
  for (const row of [...stored.values()].flat()) {
    const text = texts.get(row.external_id ?? '');
    if (row.state === 'opted-out' && text?.kind !== 'stop' && !isLate(row))
      found('given up without an opt-out', row.external_id ?? row.id);
    if (row.state !== 'covered' || text?.kind !== 'text') continue;
    if (row.turn_fence === null || !turns.has(`${row.conversation_id} ${row.turn_fence}`))
      found('covered by no turn', row.external_id ?? row.id);
  }
  return [...findings, ...checkAnswers(evidence)];
}

/** What was said is found in what has left: in exactly one reply, which is that of the turn that covers it. */
function checkAnswers({ rows, delivered, stored, texts }: Evidence): Finding[] {
  const findings: Finding[] = [];
  const found = (what: string, where: string): void => void findings.push({ check: 'P2', what, where });
  const answers = Map.groupBy(
    delivered.flatMap(({ tokens, row }) => [...new Set(tokens)].map((token) => ({ token, row }))),
    ({ token }) => token,
  );
  const unsent = new Map(
    rows.outbox
      .filter(({ state }) => state !== 'sent' && state !== 'delivered')
      .map((row) => [`${row.conversation_id} ${row.origin}`, row]),
  );
  for (const row of [...stored.values()].flat()) {
    const token = texts.get(row.external_id ?? '')?.token;
    if (!token) continue;
    const sent = answers.get(token) ?? [];
    if (sent.length > 1) found('answered twice', token);
    if (row.state !== 'covered') {
      if (sent.length > 0) found(`answered although it is ${row.state}`, token);
      continue;
    }
    const origin = `turn:${row.turn_fence}`;
    const reply = unsent.get(`${row.conversation_id} ${origin}`);
    // A reply that was given up is looked at by P3, and one that an opt-out has stopped is no loss.
    if (sent.length === 0 && !reply) found('covered and never answered', token);
    for (const { row: by } of sent) if (by && by.origin !== origin) found('answered by another turn', token);
  }
  return findings;
}

/** Whether an opt-out was in force when a text came, or began while the text was still open. */
function lateOptOut({ rows }: Evidence): (row: MessageRow) => boolean {
  const targets = new Map(rows.conversations.map(({ conversation_id: key, target }) => [key, target]));
  const changes = Map.groupBy(rows.consentChanges, ({ target }) => target);
  return ({ conversation_id: key, created_at: at }) => {
    const history = changes.get(targets.get(key) ?? '') ?? [];
    const endOf = (index: number): number => history[index + 1]?.changed_at ?? Infinity;
    return history.some(({ change }, index) => change === 'opt-out' && endOf(index) >= at);
  };
}
