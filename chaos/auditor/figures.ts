import type { Figure } from '../record.ts';
import type { Evidence } from './evidence.ts';
import { givenUp } from './sent-once.ts';
import type { Finding } from './verdict.ts';

type Counts = Record<
  Figure | 'texts' | 'conversations' | 'turns' | 'replies' | 'resends' | 'givenUp',
  number
>;

/** What happened, counted from the journals and the tables. */
export function count(evidence: Evidence): Counts {
  const { record, rows, journal, acknowledged, delivered, stored } = evidence;
  const blows = (...kinds: string[]): number =>
    record.blows.filter(({ kind }) => kinds.includes(kind)).length;
  const { sends, webhooks, model } = journal;
  const groups = new Set(record.conversations.filter(({ kind }) => kind === 'group').map(({ to }) => to));
  const answered = new Set(delivered.flatMap(({ tokens }) => tokens));
  return {
    texts: record.written.length,
    conversations: record.conversations.length,
    acknowledged: record.written.filter(({ id }) => acknowledged.has(id)).length,
    answered: [...stored.keys()].filter((id) => answered.has(evidence.texts.get(id)?.token ?? '')).length,
    turns: rows.turns.length,
    replies: delivered.length,
    resends: rows.outbox.reduce((sum, { resends }) => sum + resends, 0),
    givenUp: givenUp(evidence),
    kills: blows('kill', 'kill-at-start'),
    pauses: blows('pause'),
    restarts: Math.max(0, record.exits.length - new Set(record.exits.map(({ replica }) => replica)).size),
    databaseStops: blows('database-stop'),
    lostAnswers: sends.filter(({ outcome, answer }) => outcome === 'accepted' && answer === 'lost').length,
    droppedRequests: sends.filter(({ outcome }) => outcome === 'dropped').length,
    loopErrors: sends.filter(({ outcome }) => outcome.startsWith('status:')).length,
    modelFailures: model.filter(({ outcome }) => !['ok', 'cancelled', 'pending'].includes(outcome)).length,
    webhookCopies: webhooks.filter(({ copy, attempt }) => copy > 1 && attempt === 1).length,
    webhookRetries: webhooks.filter(({ attempt }) => attempt > 1).length,
    optOuts: rows.consentChanges.filter(({ change }) => change === 'opt-out').length,
    groupReplies: delivered.filter(({ to, tokens }) => groups.has(to) && tokens.length > 0).length,
  };
}

/** A run in which too little went wrong, or too little was answered, proves nothing. */
export function checkProgress({ record }: Evidence, counts: Counts): Finding[] {
  return Object.entries(record.expected)
    .filter(([figure, least]) => counts[figure as Figure] < least)
    .map(([figure, least]): Finding => {
      const where = `${counts[figure as Figure]}, and at least ${least} are needed`;
      return { check: 'progress', what: `too few: ${figure}`, where };
    });
}
