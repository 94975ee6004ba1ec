import { describe, expect, it } from '@jest/globals';
import type { ClaimedTurn } from '../../conversation/turn.ts';
import { ADA, delivery, greeting, GROUP, message, TEXTS } from '../../../test/contract/people-and-events.ts';
import { listJobs, scheduleJob } from './add-jobs.ts';
import { admit } from './admit.ts';
import { claimJob } from './claim-job.ts';
import { alarmTold, claimEndedAlarm, raiseAlarm } from './alarms.ts';
import { readBacklog } from './backlog.ts';
import { claimSend } from './claim-send.ts';
import { claimTurn, refreshTurn } from './claim-turn.ts';
import { Database } from './database.ts';
import { readDigest } from './digest.ts';
import { endJob } from './end-job.ts';
import { commitTurn, failTurn } from './end-turn.ts';
import { firstTextOf, listRecentMessages, readOutcome } from './queries.ts';
import { recordSend } from './record-send.ts';
import { saveSummary } from './save-summary.ts';
import { settleTurn } from './usage.ts';

type Values = Parameters<Database['get']>[1];

/** Remembers every statement that it runs. */
class Recorder extends Database {
  readonly seen = new Set<string>();

  override get<Row>(sql: string, values?: Values): Row | undefined {
    this.seen.add(sql);
    return super.get(sql, values);
  }
  override all<Row>(sql: string, values?: Values): Row[] {
    this.seen.add(sql);
    return super.all(sql, values);
  }
  override run(sql: string, values?: Values): number {
    this.seen.add(sql);
    return super.run(sql, values);
  }
}

/** One of each of what a server asks for, so that all statements are seen. */
function liveThrough(db: Database): void {
  const usual = {
    channel: 'loop',
    raw: {},
    consent: null,
    texts: TEXTS,
    group: { policy: 'addressed', addressed: false } as const,
    botLoop: { times: 2, withinMs: 1e6, pauseMs: 1e6 },
    quietMs: 0,
    maxWaitMs: 0,
    outboxTtlMs: 1e6,
  };
  const say = (
    text: string,
    conversation = ADA,
    unansweredLimit = 5,
    consent: 'help' | 'opt-out' | null = null,
  ): string =>
    admit(db, { ...usual, unansweredLimit, consent, event: message({ text, conversation }) }).messageId ?? '';
  const claim = { claimId: 'c', leaseMs: 1e6, historyLimit: 5, maxAgeMs: 1e6 };
  const { claimed } = (say('one'), claimTurn(db, claim)) as {
    claimed: { conversationId: string; fence: number };
  };
  const lease = { ...claim, ...claimed };
  refreshTurn(db, lease);
  const fail = { retryInMs: 0, notice: 'wait', outboxTtlMs: 1e6, reason: '' };
  failTurn(db, { ...lease, ...fail, deadAfterMs: 1e6 });
  const again = { ...lease, fence: lease.fence + 1 };
  const messageId = (claimTurn(db, claim), say('two', ADA, 1), say('three'));
  const usage = { model: '', promptTokens: 0, completionTokens: 0, durationMs: 0 };
  const covered = [messageId];
  const commit = { ...again, covered, readings: [], replies: ['a', 'b'], outboxTtlMs: 1e6, usage };
  commitTurn(db, { ...commit, allowNewer: true });
  const job = { kind: 'r', payload: {}, dueAt: 0, timeZone: 'UTC', initiatedBy: 'person' } as const;
  const staged = [
    { kind: 'job', job: { ...job, id: 'j' } },
    { kind: 'cancel-job', jobId: 'k', jobKind: 'r' },
  ] as const;
  commitTurn(db, { ...commit, staged, allowNewer: false });
  const scheduled = { ...job, id: 's', key: 's', conversationId: lease.conversationId, repeats: true };
  for (const _ of [1, 2]) scheduleJob(db, scheduled);
  const leases = { r: 1e6 };
  const held = (claimJob(db, { claimId: 'j', leases }), claimJob(db, { claimId: 'j', leases })) as {
    claimed: { id: string; fence: number };
  };
  const text = { origin: 'r:j', texts: ['a'], ttlMs: 1e6 };
  endJob(db, { ...held.claimed, claimId: 'j', end: { kind: 'done', send: text } });
  db.run('UPDATE conversations SET bot_pause_until = 9e15 WHERE id = ?', [lease.conversationId]);
  claimJob(db, { claimId: 'p', leases });
  db.run('UPDATE conversations SET bot_pause_until = 0 WHERE id = ?', [lease.conversationId]);
  listJobs(db, { conversationId: lease.conversationId, kind: 'r' });
  const none = { promptTokens: 0, completionTokens: 0 };
  saveSummary(db, { ...again, throughMessageId: messageId, text: '', ...none });
  claimTurn(db, { ...claim, maxAgeMs: -1 });
  failTurn(db, { ...again, ...fail, deadAfterMs: 0 });
  const pacing = { loop: { quietMs: -1, intervalMs: 1e6 } };
  const terms = { claimId: 's', leaseMs: -1, channels: ['loop'], graceMs: 0, redelivery: {} };
  const send = (kind: 'later' | 'unknown' | 'sent' | 'refused', over = {}): void => {
    const row = (claimSend(db, { ...terms, ...over }) as { claimed: { id: string } | null }).claimed;
    const outcome = kind === 'sent' ? { kind, providerId: 'p' } : { kind, code: '', optedOut: true };
    recordSend(db, { id: row?.id ?? '', claimId: 's', outcome, retryInMs: 0, graceMs: 0 });
  };
  for (const kind of ['later', 'unknown', 'later', 'sent'] as const) send(kind);
  send('sent', { pacing });
  const failed = { externalId: 'p', retryInMs: 0 };
  admit(db, { ...usual, event: delivery('failed', failed), unansweredLimit: 0 });
  for (const externalId of ['p', 'q']) {
    const event = delivery('delivered', { externalId, target: ADA.target, text: 'none' });
    admit(db, { ...usual, event, unansweredLimit: 0 });
  }
  say('four');
  for (const _ of [1, 2, 3]) send('sent');
  say('help', ADA, 5, 'help');
  say('five');
  send('refused');
  const third = claimTurn(db, (say('six'), claim)) as { claimed: { fence: number } | null };
  failTurn(db, { ...lease, fence: third.claimed?.fence ?? 0, ...fail, deadAfterMs: 0, released: true });
  admit(db, { ...usual, event: greeting(), unansweredLimit: 0 });
  say('one', GROUP);
  say('stop', GROUP, 5, 'opt-out');
  scheduleJob(db, { ...scheduled, id: 't', key: 't' });
  claimJob(db, { claimId: 'o', leases });
  listRecentMessages(db, lease.conversationId, 5);
  readOutcome(db, messageId);
  readBacklog(db);
  firstTextOf(db, messageId);
  readDigest(db, { since: 0, until: 9e15 });
  watchOver(db);
  say('limited');
  const caps = { turnsPerMinute: 1, turnsPerDay: 1, tokensPerDay: 1, economyFrom: 1, outboxTtlMs: 1 };
  const installation = { tokensPerDay: 1, microUsdPerDay: 1 };
  const reserve = { tokens: 1, microUsd: 1 };
  const limits = { ...caps, installation, reserve, notices: { minute: '', day: '', installation: '' } };
  const limited = claimTurn(db, { ...claim, claimId: 'l', limits }) as { claimed: ClaimedTurn };
  settleTurn(db, { ...limited.claimed, spent: reserve, ownTokens: 1, answered: true });
  commitTurn(db, { ...commit, ...limited.claimed, covered: [], allowNewer: false });
  claimTurn(db, { ...claim, claimId: 'm', limits });
}

function watchOver(db: Database): void {
  raiseAlarm(db, { kind: 'k', claimId: 'c', repeatMs: 0, leaseMs: -1 });
  alarmTold(db, { kind: 'k', claimId: 'c', ended: false });
  claimEndedAlarm(db, { claimId: 'c', quietMs: -1, leaseMs: 0 });
  alarmTold(db, { kind: 'k', claimId: 'c', ended: true });
}

describe('the statements of the store', () => {
  it('find their rows by an index, however many there are', () => {
    const db = new Recorder(':memory:');
    liveThrough(db);
    expect(db.seen.size).toBeGreaterThan(60);
    const scans = [...db.seen].flatMap((sql) =>
      db.handle
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map((step) => String(step.detail))
        // An index that is scanned in its own order up to a LIMIT is what a queue is read and counted by.
        .filter(
          (step) => !/USING (?:COVERING )?INDEX (?:conversations_ready|messages_dead|outbox_)/.test(step),
        )
        // One row for each turn under way, one for each kind of alarm; what was found by an index before.
        .filter((step) =>
          /^SCAN (?!CONSTANT|r$|alarms$|ranked$|turn$|took$|call VIRTUAL|\(subquery)/.test(step),
        )
        .map((step) => `${step}: ${sql}`),
    );
    expect(scans).toEqual([]);
    db.close();
  });
});
