import { describe, expect, it } from '@jest/globals';
import { nearIdentical } from '../src/conversation/near-identical.ts';
import { comparedWords } from '../src/persistence/supabase/compared-words.ts';
import { Chat } from './contract/chat.ts';
import { JobPlayer, newJob } from './contract/job.player.ts';
import { ADA, delivery, greeting, GROUP, message, NOWHERE } from './contract/people-and-events.ts';
import { openStore } from './support/postgres/open-store.ts';
import { projectForFile } from './support/postgres/project-for-file.ts';

const project = projectForFile();

/** A year of a community: 5,000 conversations with 20,000 lines, a fifth of them still to be sent or settled. */
const FILL = `
  insert into conversations (conversation_id, channel, kind, target, external_id, claim_id)
    select 'loop:old ' || n, 'loop', 'person', 'old ' || n, 'x', 'old ' || n from generate_series(1, 5000) n;
  insert into messages (id, conversation_id, direction, body, state, turn_fence, origin)
    select gen_random_uuid(), 'loop:old ' || (1 + n % 5000), 'out', 'hello', 'out', 1, 'turn:' || n
      from generate_series(1, 20000) n;
  insert into turns (conversation_id, fence, claim_id, model, prompt_tokens, completion_tokens, duration_ms)
    select conversation_id, 1, 'c', 'm', 0, 0, 0 from conversations;
  insert into turn_failures (conversation_id, fence, reason, outcome)
    select conversation_id, 1, 'E', 'retrying' from conversations;
  insert into outbox (id, conversation_id, channel, target, target_kind, body, origin, part, state, next_at, expires_at,
      provider_id, claim_id, updated_at)
    select id, conversation_id, case seq % 5 when 0 then 'other' else 'loop' end, 'old', 'person', body, origin, 0,
        case seq % 5 when 0 then 'pending' else 'sent' end, case seq % 5 when 0 then 1 end, 1, seq::text, seq::text, 1
      from messages;
  insert into events (channel, event_class, external_id, webhook_id, name, outcome, message_id)
    select 'loop', 'message', id::text, id::text, 'm', 'accepted', id from messages;
  insert into consents (channel, target, changed_at, source, message_id)
    select 'loop', 'old ' || n, 0, 'person', gen_random_uuid() from generate_series(1, 5000) n;
  insert into consent_changes (channel, target, change, source, message_id, changed_at)
    select channel, target, 'opt-in', source, message_id, 0 from consents;
  insert into jobs (id, job_key, conversation_id, kind, payload, initiated_by, time_zone, due_at, state, claim_id, updated_at)
    select id, id::text, conversation_id, 'reminder', '{}', 'person', 'UTC', 9e12,
        case seq % 5 when 0 then 'open' else 'done' end, id::text, 1 from messages;
  analyze;
`;

/** One of each of what a server asks for, by somebody new each time. */
async function liveThrough(chat: Chat, n: number): Promise<void> {
  const person = { ...ADA, key: `new ${n}`, target: `new ${n}` };
  const bots = { botLoop: { times: 3, withinMs: 1e6, pauseMs: 1e6 } };
  const group = { group: { policy: 'addressed', addressed: false } } as const;
  await chat.text('one', person, bots);
  const turn = await chat.turn();
  await chat.store.refreshTurn({ ...turn, leaseMs: 30_000, historyLimit: 20 });
  await chat.fail(turn, { notice: 'wait' });
  await chat.record(await chat.send(), 'sent');
  const text = await chat.text('two', person, { ...bots, unansweredLimit: 5 });
  const player = new JobPlayer(chat);
  const [cancel, ...jobs] = [1, 2, 3].map(() => newJob({ kind: 'r', dueAt: 1 }));
  const staged = [
    ...jobs.map((job) => ({ kind: 'job', job }) as const),
    { kind: 'cancel-job', jobId: cancel?.id ?? '', jobKind: 'r' } as const,
  ];
  const answered = await chat.turn();
  await chat.commit(answered, ['a', 'b', 'c'], { staged });
  const tokens = { promptTokens: 1, completionTokens: 1 };
  const summary = { throughMessageId: text.messageId ?? '', text: 's', ...tokens };
  await chat.store.saveSummary({ ...answered, ...summary });
  const conversationId = text.conversationId ?? '';
  const scheduled = { kind: 'r', key: `k${n}`, conversationId, dueAt: 2 };
  for (const dueAt of [2, 1]) await player.schedule({ ...scheduled, dueAt, repeats: true });
  const leases = { r: 30_000, reminder: 30_000 };
  await player.end(await player.claim({ leases }), { kind: 'later', retryInMs: 0, code: 'E', failed: true });
  await player.end(await player.claim({ leases }), { kind: 'done', send: null });
  await player.list(conversationId, 'r');
  await chat.record(await chat.send(), { kind: 'unknown', code: 'E', providerId: `p${n}` }, { graceMs: 0 });
  await project().query('update heartbeat set seen_at = seen_at - 10000');
  await chat.record(await chat.send({ graceMs: 0 }), 'later');
  await chat.record(await chat.send(), { kind: 'sent', providerId: `q${n}` });
  await chat.trySend({ pacing: { loop: { quietMs: -1, intervalMs: 1e6 } } });
  await chat.text('three', person, bots);
  await chat.fail(await chat.turn(), { deadAfterMs: 0 });
  await chat.record(await chat.send(), { kind: 'refused', code: 'E', optedOut: true });
  for (const externalId of [`q${n}`, 'none'])
    await chat.admit(delivery('delivered', { externalId, correlationId: 'x', target: 'old', text: '-' }));
  await chat.text('help', person);
  await chat.text('four', NOWHERE);
  await chat.tryTurn({ maxAgeMs: -1 });
  await chat.admit(greeting());
  await chat.admit(message({ text: 'five', conversation: GROUP, replyToId: 'p1' }), group);
  for (const word of ['stop', 'start']) await chat.text(word, person);
  await chat.sendAll();
  await chat.store.listRecentMessages(text.conversationId ?? '', 10);
  await chat.store.readOutcome(text.messageId ?? '');
  await chat.store.watch.readBacklog();
  // Of a time in which nothing was: one in which all was is read as a whole.
  await chat.store.watch.readDigest({ since: 0, until: 86_400_000 });
  await chat.store.ping();
}

describe('the functions of the database', () => {
  it('find their rows by an index, however many there are', async () => {
    const store = await openStore(project());
    await project().query(FILL);
    const scans = async (): Promise<{ name: string; rows: string }[]> => {
      await project().query('select pg_stat_force_next_flush()');
      return project().query(
        `select relname as name, seq_tup_read as rows from pg_stat_user_tables
           where schemaname = 'public'
             and relname not in ('heartbeat', 'replicas', 'installation_usage', 'reservations', 'alarms', 'catch_ups', 'moves')
           order by relname`,
      );
    };
    const before = await scans();
    expect(before).toHaveLength(15);
    // Often enough that Postgres makes its plan for good.
    for (let n = 0; n < 8; n++) await liveThrough(new Chat(store), n);
    await store.close();
    await project().stopRest();
    expect(await scans()).toEqual(before);
  });

  it('compare two texts by the rule of the code', async () => {
    const pick = (words: string[], n: number, from: number): string =>
      Array.from({ length: n }, (_, i) => words[(from * 7 + i * i * 3 + i) % words.length]).join(' ');
    const words = [
      'Ticket',
      'ticket,',
      '12',
      'é',
      '👍',
      'is',
      'ready!',
      '...',
      'ΣΑΣ',
      '\u00a0',
      'x-y',
      '1.',
      '',
    ];
    const texts = Array.from({ length: 60 }, (_, n) => pick(words, n % 14, n)).concat(
      '',
      ' ',
      '1',
      '1 ',
      '?',
      '?!',
    );
    const pairs = texts.flatMap((one) => texts.map((other) => [one, other] as const));
    const rows = await project().query<{ alike: boolean }>(
      `select chip.are_alike(array(select jsonb_array_elements_text(p -> 0)),
          array(select jsonb_array_elements_text(p -> 1))) as alike
         from jsonb_array_elements($1::jsonb) with ordinality t (p, n) order by n`,
      [JSON.stringify(pairs.map((pair) => pair.map(comparedWords)))],
    );
    const expected = pairs.map(([one, other]) => nearIdentical(one, other));
    expect(rows.map(({ alike }) => alike)).toEqual(expected);
    expect(new Set(expected)).toEqual(new Set([true, false]));
  });
});
