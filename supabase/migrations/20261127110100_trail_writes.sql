-- What a turn took is kept with it: who answered, each request to a model, when each tool was called; and of a text that was
-- held back, what held it. What tools called and staged is written by the commit of their turn.

create or replace function chip.commit_turn(input jsonb) returns text
language plpgsql security invoker set search_path = '' as $$
declare
  of_fence bigint := (input ->> 'fence')::bigint;
  of_claim text := input ->> 'claimId';
  usage jsonb := input -> 'usage';
  covered uuid[] := array(select chip.to_uuid(jsonb_array_elements_text(input -> 'covered')));
  held public.conversations;
begin
  select * into held from public.conversations c
    where c.id = chip.to_uuid(input ->> 'conversationId') for no key update;
  if not found then
    return 'lost';
  end if;
  if exists (
    select from public.turns t
      where t.conversation_id = held.conversation_id and t.fence = of_fence and t.claim_id = of_claim
  ) then
    return 'committed';
  end if;
  if held.fence <> of_fence or held.claim_id is distinct from of_claim then
    return 'lost';
  end if;
  if (input ->> 'allowNewer')::boolean and exists (
    select from public.messages m
      where m.conversation_id = held.conversation_id and m.state = 'unanswered' and m.id <> all (covered)
  ) then
    return 'newer';
  end if;

  update public.messages m set state = 'covered', turn_fence = of_fence, heard = (
      select r ->> 'text' from jsonb_array_elements(coalesce(input -> 'readings', '[]')) r
        where r ->> 'messageId' = m.id::text limit 1)
    where m.id = any (covered) and m.conversation_id = held.conversation_id and m.state = 'unanswered';
  insert into public.turns (conversation_id, fence, claim_id, model, prompt_tokens, completion_tokens, duration_ms,
      route, model_calls)
    values (held.conversation_id, of_fence, of_claim, usage ->> 'model', (usage ->> 'promptTokens')::integer,
      (usage ->> 'completionTokens')::integer, round((usage ->> 'durationMs')::numeric)::integer,
      nullif(input -> 'route', 'null'), coalesce(nullif(input -> 'modelCalls', 'null'), '[]'));
  perform chip.record_calls(held.conversation_id, of_fence, input);
  perform chip.stage_asks(held.conversation_id, of_fence, input);
  perform chip.enqueue(held, 'turn:' || of_fence, input -> 'replies', (input ->> 'outboxTtlMs')::bigint);
  perform chip.reschedule(held.conversation_id);
  perform chip.release(held.conversation_id);
  return 'committed';
end
$$;

-- When it was called, not when the turn was committed.
create or replace function chip.record_calls(key text, of_fence bigint, input jsonb) returns void
language sql volatile security invoker set search_path = '' as $$
  insert into public.tool_calls (conversation_id, turn_fence, position, tool, outcome, arguments, duration_ms, created_at)
    select key, of_fence, c.place - 1, c.call ->> 'tool', c.call ->> 'outcome', c.call ->> 'arguments',
        round((c.call ->> 'ms')::numeric)::integer,
        n.now_ms - coalesce(round((c.call ->> 'agoMs')::numeric)::bigint, 0)
      -- One now for all of them.
      from jsonb_array_elements(coalesce(input -> 'calls', '[]')) with ordinality c (call, place),
        (select chip.now_ms() as now_ms) n
$$;

-- The attempt is kept, for whoever asks later why there was no reply. Said again it is lost, and kept once.
create or replace function public.fail_turn(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
declare
  result text := chip.fail_turn(input);
begin
  if result <> 'lost' and not coalesce((input ->> 'released')::boolean, false) then
    insert into public.turn_failures (conversation_id, fence, reason, outcome, duration_ms, created_at,
        model_calls)
      select c.conversation_id, (input ->> 'fence')::bigint, input ->> 'reason', result,
          round((input ->> 'durationMs')::numeric)::integer, chip.to_time(chip.now_ms()),
          coalesce(nullif(input -> 'modelCalls', 'null'), '[]')
        from public.conversations c where c.id = chip.to_uuid(input ->> 'conversationId');
  end if;
  return jsonb_build_object('value', result, 'now', chip.now_ms());
end
$$;

-- Counts the next turn of a locked conversation at its worst case, unless that would pass a limit: then why, and the window
-- in which that holds, and which rule it is.
create or replace function chip.reserve_turn(conversation public.conversations, limits jsonb, now_ms bigint)
returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  key text := conversation.conversation_id;
  most_tokens bigint := (limits -> 'reserve' ->> 'tokens')::bigint;
  most_usd bigint := (limits -> 'reserve' ->> 'microUsd')::bigint;
  own public.conversation_usage;
  total public.installation_usage;
  cap bigint;
begin
  select * into own from public.conversation_usage u where u.conversation_id = key;
  if own.minute_at is null or now_ms >= own.minute_at + 60000 then
    own.minute_at := now_ms;
    own.minute_turns := 0;
  end if;
  if own.day_at is null or now_ms >= own.day_at + 86400000 then
    own.day_at := now_ms;
    own.day_turns := 0;
    own.day_tokens := 0;
  end if;
  cap := (limits ->> 'turnsPerMinute')::bigint;
  if cap > 0 and own.minute_turns + 1 > cap then
    return jsonb_build_object('kind', 'minute', 'rule', 'turns-per-minute', 'windowAt', own.minute_at);
  end if;
  cap := (limits ->> 'turnsPerDay')::bigint;
  if cap > 0 and own.day_turns + 1 > cap then
    return jsonb_build_object('kind', 'day', 'rule', 'turns-per-day', 'windowAt', own.day_at);
  end if;
  cap := (limits ->> 'tokensPerDay')::bigint;
  if cap > 0 and own.day_tokens + most_tokens > cap then
    return jsonb_build_object('kind', 'day', 'rule', 'tokens-per-day', 'windowAt', own.day_at);
  end if;

  select * into strict total from public.installation_usage for no key update;
  if now_ms >= total.day_at + 86400000 then
    total.day_at := now_ms;
    total.tokens := 0;
    total.micro_usd := 0;
  end if;
  cap := (limits -> 'installation' ->> 'tokensPerDay')::bigint;
  if cap > 0 and total.tokens + most_tokens > cap then
    return jsonb_build_object('kind', 'installation', 'rule', 'all-tokens-per-day', 'windowAt', total.day_at);
  end if;
  cap := (limits -> 'installation' ->> 'microUsdPerDay')::bigint;
  if cap > 0 and total.micro_usd + most_usd > cap then
    return jsonb_build_object('kind', 'installation', 'rule', 'usd-per-day', 'windowAt', total.day_at);
  end if;

  insert into public.conversation_usage as u
    values (key, own.minute_at, own.minute_turns + 1, own.day_at, own.day_turns + 1, own.day_tokens + most_tokens)
    on conflict (conversation_id) do update set minute_at = excluded.minute_at, minute_turns = excluded.minute_turns,
      day_at = excluded.day_at, day_turns = excluded.day_turns, day_tokens = excluded.day_tokens;
  update public.installation_usage
    set day_at = total.day_at, tokens = total.tokens + most_tokens, micro_usd = total.micro_usd + most_usd where id;
  -- A turn that has not been settled for an hour will not be.
  delete from public.reservations r where r.conversation_id = key and r.claimed_at < now_ms - 3600000;
  insert into public.reservations values (key, conversation.fence + 1, now_ms, own.minute_at, own.day_at, total.day_at,
    most_tokens, most_usd);
  return null;
end
$$;

-- Null when the locked conversation may have a turn. Otherwise its texts are let go of, and it is told so, once a window.
create or replace function chip.limit_turn(conversation public.conversations, limits jsonb, now_ms bigint) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  verdict jsonb;
begin
  if jsonb_typeof(limits) is distinct from 'object' then
    return null;
  end if;
  verdict := chip.reserve_turn(conversation, limits, now_ms);
  if verdict is null then
    return null;
  end if;
  update public.messages m set state = 'rate-limited', limit_rule = verdict ->> 'rule',
      limit_until = (verdict ->> 'windowAt')::bigint + case verdict ->> 'kind' when 'minute' then 60000 else 86400000 end
    where m.conversation_id = conversation.conversation_id and m.state = 'unanswered';
  perform chip.enqueue(conversation, 'notice:limit-' || (verdict ->> 'kind') || ':' || (verdict ->> 'windowAt'),
    jsonb_build_array(limits -> 'notices' -> (verdict ->> 'kind')), (limits ->> 'outboxTtlMs')::bigint);
  perform chip.reschedule(conversation.conversation_id);
  perform chip.release(conversation.conversation_id);
  return jsonb_build_object('conversationId', conversation.id, 'kind', verdict ->> 'kind');
end
$$;

create or replace function chip.redrive(input jsonb) returns text
language plpgsql security invoker set search_path = '' as $$
declare
  reply public.outbox;
  said public.messages;
  job public.jobs;
  outcome text;
begin
  select * into said from public.messages m where m.id = chip.to_uuid(input ->> 'id');
  if not found then
    select * into job from public.jobs j where j.id = chip.to_uuid(input ->> 'id') and j.conversation_id is not null;
    if not found then
      return 'unknown';
    end if;
    return case when job.state = 'dead' then chip.redrive_job(job) else 'not-dead' end;
  end if;
  select * into reply from public.outbox o where o.id = said.id;
  outcome := case when found then chip.redrive_reply(reply, input)
    when said.state = 'dead' then chip.redrive_text(said) else 'not-dead' end;
  if outcome = 'redriven' then
    update public.messages m set redriven_at = chip.now_ms() where m.id = said.id;
  end if;
  return outcome;
end
$$;

create or replace function chip.list_tool_calls(input jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('arguments', g.arguments, 'count', g.calls,
      'conversations', g.conversations, 'firstAt', g.first_at,
      'lastAt', g.last_at) order by g.last_at desc, g.arguments collate "C"), '[]')
    from (
      select t.arguments, count(*) as calls, count(distinct t.conversation_id) as conversations,
          min(t.created_at) as first_at, max(t.created_at) as last_at
        from public.tool_calls t
        where t.tool = input ->> 'tool' and t.outcome = input ->> 'outcome' and t.created_at >= (input ->> 'since')::bigint
        group by t.arguments order by max(t.created_at) desc, t.arguments collate "C" limit (input ->> 'limit')::integer
    ) g
$$;
