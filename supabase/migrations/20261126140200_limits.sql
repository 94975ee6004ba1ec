-- Journey step 7: limits and budgets. Who changes the installation's row holds a conversation's row already and locks
-- nothing after it, so that nobody waits in a circle; claims follow each other there, which is what makes the cap hold.

-- Counts the next turn of a locked conversation at its worst case, unless that would pass a limit: then why, and the window
-- in which that holds.
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
    return jsonb_build_object('kind', 'minute', 'windowAt', own.minute_at);
  end if;
  cap := (limits ->> 'turnsPerDay')::bigint;
  if cap > 0 and own.day_turns + 1 > cap then
    return jsonb_build_object('kind', 'day', 'windowAt', own.day_at);
  end if;
  cap := (limits ->> 'tokensPerDay')::bigint;
  if cap > 0 and own.day_tokens + most_tokens > cap then
    return jsonb_build_object('kind', 'day', 'windowAt', own.day_at);
  end if;

  select * into strict total from public.installation_usage for no key update;
  if now_ms >= total.day_at + 86400000 then
    total.day_at := now_ms;
    total.tokens := 0;
    total.micro_usd := 0;
  end if;
  cap := (limits -> 'installation' ->> 'tokensPerDay')::bigint;
  if cap > 0 and total.tokens + most_tokens > cap then
    return jsonb_build_object('kind', 'installation', 'windowAt', total.day_at);
  end if;
  cap := (limits -> 'installation' ->> 'microUsdPerDay')::bigint;
  if cap > 0 and total.micro_usd + most_usd > cap then
    return jsonb_build_object('kind', 'installation', 'windowAt', total.day_at);
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
  update public.messages m set state = 'rate-limited'
    where m.conversation_id = conversation.conversation_id and m.state = 'unanswered';
  perform chip.enqueue(conversation, 'notice:limit-' || (verdict ->> 'kind') || ':' || (verdict ->> 'windowAt'),
    jsonb_build_array(limits -> 'notices' -> (verdict ->> 'kind')), (limits ->> 'outboxTtlMs')::bigint);
  perform chip.reschedule(conversation.conversation_id);
  perform chip.release(conversation.conversation_id);
  return jsonb_build_object('conversationId', conversation.id, 'kind', verdict ->> 'kind');
end
$$;

-- Whether so much of the installation's budget is used that cheaper models should answer.
create or replace function chip.is_economy(limits jsonb) returns boolean
language sql volatile security invoker set search_path = '' as $$
  select coalesce((
    select bool_or(l.cap > 0 and l.used >= l.cap * (limits ->> 'economyFrom')::numeric)
      from public.installation_usage u, lateral (values
        ((limits -> 'installation' ->> 'tokensPerDay')::numeric, u.tokens),
        ((limits -> 'installation' ->> 'microUsdPerDay')::numeric, u.micro_usd)) l (cap, used)
      where jsonb_typeof(limits) = 'object' and chip.now_ms() < u.day_at + 86400000), false)
$$;

-- As in 20261125100400_turns.sql, with the gate of the limits before a conversation is taken.
create or replace function chip.claim_turn(input jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  for_claim text := input ->> 'claimId';
  history_limit integer := (input ->> 'historyLimit')::integer;
  ready public.conversations;
  now_ms bigint;
  oldest_allowed bigint;
  over jsonb;
  limited jsonb := '[]';
begin
  -- Of two calls under one id the second gets what the first has taken.
  perform chip.lock_name('claim', for_claim);
  now_ms := chip.now_ms();
  oldest_allowed := now_ms - (input ->> 'maxAgeMs')::bigint;
  select * into ready from public.conversations c where c.claim_id = for_claim and c.lease_until > now_ms;
  if found then
    return jsonb_build_object('claimed', chip.read_turn(ready, history_limit)
      || jsonb_build_object('economy', chip.is_economy(input -> 'limits')));
  end if;
  -- As many conversations as one claim may bury old texts in; the next claim goes on.
  for looked in 1 .. 100 loop
    -- The one that has been due and free for longest.
    select * into ready from public.conversations c where c.ready_at <= now_ms
      order by c.ready_at limit 1 for no key update skip locked;
    exit when not found;
    if ready.first_unanswered_at > oldest_allowed then
      over := chip.limit_turn(ready, input -> 'limits', now_ms);
      if over is not null then
        limited := limited || over;
        continue;
      end if;
      update public.conversations c
        set fence = fence + 1, claim_id = for_claim, lease_until = now_ms + (input ->> 'leaseMs')::bigint
        where c.id = ready.id returning * into ready;
      return jsonb_build_object('claimed', chip.read_turn(ready, history_limit)
        || jsonb_build_object('economy', chip.is_economy(input -> 'limits')), 'limited', limited);
    end if;
    -- An answer a day late confuses. What came later in the same conversation is still answered.
    perform chip.bury(ready.conversation_id, oldest_allowed);
    if chip.reschedule(ready.conversation_id) is null then
      perform chip.release(ready.conversation_id);
    end if;
  end loop;
  return jsonb_build_object('claimed', null, 'limited', limited, 'nextAt', chip.soon((
    select c.ready_at from public.conversations c where c.ready_at is not null order by c.ready_at limit 1)));
end
$$;

-- What a turn has used, instead of its worst case, in the windows of its claim; one that has turned meanwhile is left alone.
create or replace function chip.settle_turn(input jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
declare
  held public.conversations;
  reserved public.reservations;
  more_tokens bigint;
  own_tokens bigint;
  turns integer := case when (input ->> 'answered')::boolean then 0 else 1 end;
begin
  select * into held from public.conversations c
    where c.id = chip.to_uuid(input ->> 'conversationId') for no key update;
  delete from public.reservations r
    where r.conversation_id = held.conversation_id and r.fence = (input ->> 'fence')::bigint returning * into reserved;
  if not found then
    return;
  end if;
  more_tokens := round((input -> 'spent' ->> 'tokens')::numeric)::bigint - reserved.tokens;
  -- An outage must not take somebody's day. What it cost is the installation's.
  own_tokens := round((input ->> 'ownTokens')::numeric)::bigint - reserved.tokens;
  update public.conversation_usage u
    set minute_turns = u.minute_turns - case when u.minute_at = reserved.minute_at then turns else 0 end,
      day_turns = u.day_turns - case when u.day_at = reserved.day_at then turns else 0 end,
      day_tokens = u.day_tokens + case when u.day_at = reserved.day_at then own_tokens else 0 end
    where u.conversation_id = reserved.conversation_id;
  update public.installation_usage u
    set tokens = u.tokens + more_tokens,
      micro_usd = u.micro_usd + ceil((input -> 'spent' ->> 'microUsd')::numeric)::bigint - reserved.micro_usd
    where u.day_at = reserved.installation_at;
end
$$;

create or replace function public.settle_turn(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
begin
  perform chip.settle_turn(input);
  return jsonb_build_object('value', null, 'now', chip.now_ms());
end
$$;
