-- What whoever runs Chip asks, and dead letters.

-- Reads the whole table: it is asked by hand, and what is looked for may be any of four things.
create or replace function chip.find_conversations(input jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'channel', c.channel, 'kind', c.kind, 'target', c.target,
      'externalId', c.external_id, 'createdAt', chip.to_ms(c.created_at), 'inboundAt', c.inbound_at,
      'unanswered', (select count(*) from public.messages m
        where m.conversation_id = c.conversation_id and m.state = 'unanswered'),
      'failures', c.failures, 'pausedAt', c.paused_at,
      'optedOut', exists (select from public.consents o where o.channel = c.channel
        and o.target = coalesce(c.target, c.conversation_id) and o.opted_out_at is not null))
      order by c.created_at, c.id), '[]')
    from public.conversations c
    where input ->> 'contact' in (c.target, c.external_id, c.id::text, c.conversation_id)
$$;

create or replace function chip.read_stats() returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'conversations', (select count(*) from public.conversations),
    'paused', (select count(*) from public.conversations where paused_at is not null),
    'optedOut', (select count(*) from public.consents where opted_out_at is not null),
    'killSwitch', chip.read_kill_switch(),
    'texts', (select coalesce(jsonb_object_agg(s.state, s.n), '{}') from (
      select state, count(*) as n from public.messages where direction = 'in' group by state) s),
    'replies', (select coalesce(jsonb_object_agg(s.state, s.n), '{}') from (
      select state, count(*) as n from public.outbox group by state) s),
    'events', (select coalesce(jsonb_object_agg(s.outcome, s.n), '{}') from (
      select outcome, count(*) as n from public.events group by outcome) s),
    'turns', (select jsonb_build_object('count', count(*), 'promptTokens', coalesce(sum(prompt_tokens), 0),
      'completionTokens', coalesce(sum(completion_tokens), 0), 'meanMs', round(avg(duration_ms))) from public.turns),
    'oldestTextMs', (select greatest(0, chip.now_ms() - chip.to_ms(min(created_at)))
      from public.messages where state = 'unanswered' having min(created_at) is not null),
    'oldestReplyMs', (select greatest(0, chip.now_ms() - chip.to_ms(min(created_at)))
      from public.outbox where state in ('pending', 'sending', 'unknown') having min(created_at) is not null))
$$;

-- A text of a human's, behind what is there.
create or replace function chip.send_by_hand(input jsonb) returns text
language plpgsql security invoker set search_path = '' as $$
declare
  held public.conversations;
begin
  select * into held from public.conversations c
    where c.id = chip.to_uuid(input ->> 'conversationId') for no key update;
  if not found then
    return 'unknown';
  end if;
  if held.target is null then
    return 'nowhere';
  end if;
  if (chip.opt_out_of(held.channel, held.target)).message_id is not null then
    return 'opted-out';
  end if;
  return case when chip.enqueue(held, 'manual:' || (input ->> 'id'), input -> 'texts', (input ->> 'ttlMs')::bigint)
    then 'queued' else 'queued-before' end;
end
$$;

-- Texts nobody answered, replies that did not go out, and jobs that were given up, with what they would have said.
create or replace function chip.dead_items() returns table (
  id uuid, kind text, conversation uuid, channel text, state text, created_at timestamptz, target text, body text,
  attempts integer, error_code text
)
language sql stable security invoker set search_path = '' as $$
  select m.id, 'text', c.id, c.channel, m.state, m.created_at, c.target, m.body, 0, (
      select f.reason from public.turn_failures f where f.conversation_id = m.conversation_id
        order by f.seq desc limit 1)
    from public.messages m join public.conversations c on c.conversation_id = m.conversation_id
    where m.state = 'dead'
  union all
  select o.id, 'reply', c.id, o.channel, o.state, o.created_at, o.target, o.body, o.attempts, o.error_code
    from public.outbox o join public.conversations c on c.conversation_id = o.conversation_id
    where o.state in ('dead', 'failed')
  union all
  select j.id, 'job', c.id, c.channel, j.state, j.created_at, c.target, coalesce(j.payload ->> 'text', j.payload::text),
      j.attempts, j.error_code
    from public.jobs j join public.conversations c on c.conversation_id = j.conversation_id
    where j.state = 'dead'
$$;

create or replace function chip.list_dead(input jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'kind', d.kind, 'conversationId', d.conversation,
      'channel', d.channel, 'state', d.state, 'errorCode', d.error_code, 'createdAt', chip.to_ms(d.created_at))
      order by d.created_at desc, d.id), '[]')
    from (select * from chip.dead_items() i order by i.created_at desc, i.id limit (input ->> 'limit')::integer) d
$$;

create or replace function chip.show_dead(input jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('id', d.id, 'kind', d.kind, 'conversationId', d.conversation, 'channel', d.channel,
      'state', d.state, 'errorCode', d.error_code, 'createdAt', chip.to_ms(d.created_at), 'target', d.target,
      'text', d.body, 'attempts', d.attempts)
    from chip.dead_items() d where d.id = chip.to_uuid(input ->> 'id')
$$;

create or replace function chip.redrive_text(dead public.messages) returns text
language plpgsql security invoker set search_path = '' as $$
declare
  held public.conversations;
  now_ms bigint := chip.now_ms();
begin
  select * into strict held from public.conversations c
    where c.conversation_id = dead.conversation_id for no key update;
  if (chip.opt_out_of(held.channel, chip.subject_of(held))).message_id is not null then
    return 'opted-out';
  end if;
  update public.messages set state = 'unanswered' where id = dead.id and state = 'dead';
  if not found then
    return 'not-dead';
  end if;
  -- Its age counts from now, or it would be too old again. A turn that runs finds it there as a newer one.
  update public.conversations
    set due_at = coalesce(due_at, now_ms), first_unanswered_at = now_ms, failing_since = null,
      not_before = case when lease_until > now_ms then not_before else 0 end
    where id = held.id;
  return 'redriven';
end
$$;

create or replace function chip.redrive_reply(dead public.outbox, input jsonb) returns text
language plpgsql security invoker set search_path = '' as $$
declare
  now_ms bigint := chip.now_ms();
  is_behind boolean;
begin
  perform from public.conversations c where c.conversation_id = dead.conversation_id for no key update;
  select * into strict dead from public.outbox o where o.id = dead.id;
  if dead.state not in ('dead', 'failed') then
    return 'not-dead';
  end if;
  if chip.is_silenced(dead) then
    return 'opted-out';
  end if;
  if dead.error_code = 'outcome-unknown-twice' and not (input ->> 'evenIfSent')::boolean then
    return 'maybe-sent';
  end if;
  is_behind := exists (select from public.outbox o where o.conversation_id = dead.conversation_id and o.seq < dead.seq
    and o.state in ('pending', 'sending', 'unknown'));
  -- Of what is open the oldest goes first: the others wait behind it again. One that is on its way is let go.
  if not is_behind then
    update public.outbox set next_at = null
      where conversation_id = dead.conversation_id and seq > dead.seq and state = 'pending';
  end if;
  update public.outbox
    set state = 'pending', next_at = case when is_behind then null else now_ms end,
      expires_at = now_ms + (input ->> 'ttlMs')::bigint, error_code = null, claim_id = null, lease_until = 0,
      provider_id = null, attempts = 0, resends = 0, sent_before_at = null, updated_at = now_ms
    where id = dead.id;
  return 'redriven';
end
$$;

-- Due now: by its own time it may be too late once more.
create or replace function chip.redrive_job(dead public.jobs) returns text
language plpgsql security invoker set search_path = '' as $$
declare
  held public.conversations;
  now_ms bigint := chip.now_ms();
begin
  select * into strict held from public.conversations c
    where c.conversation_id = dead.conversation_id for no key update;
  if (chip.opt_out_of(held.channel, chip.subject_of(held))).message_id is not null then
    return 'opted-out';
  end if;
  update public.jobs
    set state = 'open', due_at = now_ms, not_before = 0, attempts = 0, error_code = null, updated_at = now_ms
    where id = dead.id and state = 'dead';
  return case when found then 'redriven' else 'not-dead' end;
end
$$;
