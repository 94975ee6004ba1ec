-- Jobs are claimed like turns: leased to one worker, and the fence says whether it still is.
--
-- Locks: whoever ends a job that texts, or stages one, holds the row of its conversation first; a claim holds jobs only and
-- waits for nothing.

-- False: there was one of that key.
create or replace function chip.insert_job(job jsonb, key text, for_conversation text, by_author text, does_repeat boolean)
returns boolean
language plpgsql security invoker set search_path = '' as $$
begin
  insert into public.jobs (id, job_key, conversation_id, kind, payload, repeats, initiated_by, author, time_zone, due_at,
      updated_at)
    values ((job ->> 'id')::uuid, key, for_conversation, job ->> 'kind', job -> 'payload', does_repeat,
      job ->> 'initiatedBy', by_author, job ->> 'timeZone', round((job ->> 'dueAt')::numeric)::bigint, chip.now_ms())
    on conflict do nothing;
  return found;
end
$$;

create or replace function chip.schedule_job(input jsonb) returns boolean
language plpgsql security invoker set search_path = '' as $$
declare
  for_conversation text;
  does_repeat boolean := (input ->> 'repeats')::boolean;
  due bigint := round((input ->> 'dueAt')::numeric)::bigint;
begin
  if input ->> 'conversationId' is not null then
    select c.conversation_id into for_conversation from public.conversations c
      where c.id = chip.to_uuid(input ->> 'conversationId');
    if not found then
      return false;
    end if;
  end if;
  if chip.insert_job(input, input ->> 'key', for_conversation, null, does_repeat) then
    return true;
  end if;
  -- Its code may have changed, to a shorter time or away and back. Never to a time that is over: another server's clock may
  -- be behind.
  if does_repeat then
    update public.jobs set due_at = due, state = 'open'
      where job_key = input ->> 'key' and repeats and due > coalesce(ran_for, 0)
        and (state = 'done' or (state = 'open' and due_at > due));
  end if;
  return false;
end
$$;

-- What a commit writes beside its replies. Repeated it changes nothing, as the commit itself.
create or replace function chip.write_staged(input jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
declare
  of_fence bigint := (input ->> 'fence')::bigint;
  held public.conversations;
  asker text;
  staged record;
begin
  select * into held from public.conversations c
    where c.id = chip.to_uuid(input ->> 'conversationId') for no key update;
  select m.sender into asker from public.messages m
    where m.conversation_id = held.conversation_id and m.turn_fence = of_fence and m.state = 'covered'
    order by m.seq desc limit 1;
  for staged in
    select s.write, s.number - 1 as index from jsonb_array_elements(input -> 'staged') with ordinality s (write, number)
  loop
    if staged.write ->> 'kind' = 'job' then
      perform chip.insert_job(staged.write -> 'job', held.conversation_id || ':' || of_fence || ':' || staged.index,
        held.conversation_id, asker, false);
    elsif staged.write ->> 'kind' = 'cancel-job' then
      update public.jobs set state = 'cancelled', updated_at = chip.now_ms()
        where id = chip.to_uuid(staged.write ->> 'jobId') and conversation_id = held.conversation_id
          and kind = staged.write ->> 'jobKind' and state = 'open';
    end if;
  end loop;
end
$$;

create or replace function chip.to_job(taken public.jobs, now_ms bigint) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare
  conversation public.conversations;
begin
  select * into conversation from public.conversations c where c.conversation_id = taken.conversation_id;
  return jsonb_build_object('id', taken.id, 'kind', taken.kind, 'payload', taken.payload, 'dueAt', taken.due_at,
    'timeZone', taken.time_zone, 'initiatedBy', taken.initiated_by, 'conversationId', conversation.id,
    'channel', conversation.channel, 'repeats', taken.repeats, 'claimId', taken.claim_id, 'fence', taken.fence,
    'attempt', taken.attempts, 'now', now_ms);
end
$$;

create or replace function chip.silence_job(job_id uuid) returns void
language sql volatile security invoker set search_path = '' as $$
  update public.jobs set state = 'opted-out', claim_id = null, lease_until = 0, updated_at = chip.now_ms()
    where id = job_id
$$;

-- The job that has been ready for longest, as far as nobody else holds it. Asked by kind, by an index.
create or replace function chip.take_job(kinds text[], now_ms bigint) returns public.jobs
language plpgsql security invoker set search_path = '' as $$
declare
  head public.jobs;
  of_kind text;
begin
  for of_kind in
    select k.kind from unnest(kinds) k (kind) order by (
      select j.ready_at from public.jobs j where j.kind = k.kind and j.ready_at is not null order by j.ready_at limit 1)
  loop
    select * into head from public.jobs j where j.kind = of_kind and j.ready_at <= now_ms
      order by j.ready_at limit 1 for no key update skip locked;
    if found then
      return head;
    end if;
  end loop;
  return null;
end
$$;

create or replace function chip.claim_job(input jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  for_claim text := input ->> 'claimId';
  kinds text[] := array(select jsonb_object_keys(input -> 'leases'));
  head public.jobs;
  now_ms bigint;
begin
  -- Of two calls under one id the second gets what the first has taken.
  perform chip.lock_name('claim', for_claim);
  now_ms := chip.now_ms();
  select * into head from public.jobs j
    where j.claim_id = for_claim and j.state = 'open' and j.lease_until > now_ms;
  if found then
    return jsonb_build_object('claimed', chip.to_job(head, now_ms));
  end if;
  -- As many jobs as one claim may end or put back; the next claim goes on.
  for looked in 1 .. 100 loop
    head := chip.take_job(kinds, now_ms);
    exit when head.id is null;
    if chip.job_may_run(head, now_ms) then
      update public.jobs j
        set fence = fence + 1, attempts = attempts + 1, claim_id = for_claim,
          lease_until = now_ms + (input -> 'leases' ->> head.kind)::bigint, updated_at = now_ms
        where j.id = head.id returning * into head;
      return jsonb_build_object('claimed', chip.to_job(head, now_ms));
    end if;
  end loop;
  return jsonb_build_object('claimed', null, 'nextAt', chip.soon((
    select min((
      select j.ready_at from public.jobs j where j.kind = k.kind and j.ready_at is not null
        order by j.ready_at limit 1)) from unnest(kinds) k (kind))));
end
$$;

-- The fence decides, not the clock: a late end is good as long as nobody else has claimed.
create or replace function chip.end_job(input jsonb) returns text
language plpgsql security invoker set search_path = '' as $$
declare
  job_id uuid := chip.to_uuid(input ->> 'id');
  job_end jsonb := input -> 'end';
  end_kind text := job_end ->> 'kind';
  send jsonb := job_end -> 'send';
  failed boolean := coalesce((job_end ->> 'failed')::boolean, false);
  conversation public.conversations;
  held public.jobs;
  now_ms bigint;
begin
  -- The conversation before the job, as everybody else.
  select c.* into conversation from public.conversations c
    where c.conversation_id = (select j.conversation_id from public.jobs j where j.id = job_id) for no key update;
  select * into held from public.jobs j where j.id = job_id for no key update;
  if held.ended_claim = input ->> 'claimId' then
    return 'ended';
  elsif held.state = 'opted-out' then
    return 'opted-out';
  elsif held.id is null or held.state <> 'open' or held.fence <> (input ->> 'fence')::bigint
      or held.claim_id is distinct from input ->> 'claimId' then
    return 'lost';
  end if;
  if jsonb_typeof(send) = 'object' then
    if conversation.id is null then
      raise exception 'a job without a conversation has nobody to text';
    end if;
    if (chip.opt_out_of(conversation.channel, chip.subject_of(conversation))).message_id is not null then
      perform chip.silence_job(job_id);
      return 'opted-out';
    end if;
    -- A line of the dialogue, like a welcome: whoever answers a reminder has been reminded.
    if chip.enqueue(conversation, send ->> 'origin', send -> 'texts', (send ->> 'ttlMs')::bigint) then
      update public.messages m set turn_fence = conversation.fence + 1
        where m.conversation_id = conversation.conversation_id and m.origin = send ->> 'origin';
    end if;
  end if;
  now_ms := chip.now_ms();
  update public.jobs set
      state = case when end_kind in ('done', 'dead') then end_kind else 'open' end,
      due_at = case end_kind when 'again' then round((job_end ->> 'dueAt')::numeric)::bigint else due_at end,
      ran_for = case end_kind when 'again' then due_at else ran_for end,
      not_before = case end_kind when 'later' then ceil(now_ms + (job_end ->> 'retryInMs')::numeric)::bigint else 0 end,
      attempts = case when end_kind = 'dead' or failed then attempts when end_kind = 'later' then attempts - 1 else 0 end,
      error_code = job_end ->> 'code', claim_id = null, lease_until = 0, ended_claim = input ->> 'claimId',
      updated_at = now_ms
    where id = job_id;
  return 'ended';
end
$$;

-- The open jobs of one kind of one conversation, next first.
create or replace function chip.list_jobs(input jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'payload', l.payload, 'dueAt', l.due_at,
      'timeZone', l.time_zone) order by l.due_at), '[]')
    from (
      select j.* from public.jobs j join public.conversations c on c.conversation_id = j.conversation_id
        where c.id = chip.to_uuid(input ->> 'conversationId') and j.kind = input ->> 'kind' and j.state = 'open'
        order by j.due_at limit 50
    ) l
$$;
