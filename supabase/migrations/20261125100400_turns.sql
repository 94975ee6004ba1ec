-- Journey steps 6 and 9: a conversation is leased to one worker, and the fence says whether it still is.

-- Gives up the texts of a conversation that came up to a time; how many. Younger ones stay open.
create or replace function chip.bury(key text, up_to_ms bigint) returns integer
language plpgsql security invoker set search_path = '' as $$
declare
  buried integer;
begin
  update public.messages set state = 'dead'
    where conversation_id = key and state = 'unanswered' and created_at <= chip.to_time(up_to_ms);
  get diagnostics buried = row_count;
  return buried;
end
$$;

-- To be called when texts have left the open ones: without any nothing is due, otherwise what is left keeps the due time
-- that its admit has set. When the oldest of them came, or null.
create or replace function chip.reschedule(key text) returns bigint
language plpgsql security invoker set search_path = '' as $$
declare
  oldest_ms bigint;
begin
  select chip.to_ms(m.created_at) into oldest_ms from public.messages m
    where m.conversation_id = key and m.state = 'unanswered' order by m.seq limit 1;
  update public.conversations
    set first_unanswered_at = oldest_ms, due_at = case when oldest_ms is not null then due_at end
    where conversation_id = key;
  return oldest_ms;
end
$$;

-- Ends a turn that is not to be repeated: lease over, nothing failing.
create or replace function chip.release(key text) returns void
language plpgsql security invoker set search_path = '' as $$
begin
  update public.conversations set claim_id = null, lease_until = 0, not_before = 0, failures = 0, failing_since = null,
    notified_at = null where conversation_id = key;
end
$$;

-- The newest lines of the dialogue behind the summary, oldest first: what turns have dealt with, a welcome, and what a
-- group was listened to; notices, consent and what went dead are no part of it. By turn, so that a text which came during
-- a turn stands after that turn's reply.
create or replace function chip.read_history(
  conversation public.conversations, oldest_open bigint, most integer
) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
begin
  return (
  select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'direction', h.direction, 'author', h.sender,
      'body', h.body, 'heard', h.heard, 'createdAt', chip.to_ms(h.created_at),
      -- Texts that are open get a place by the fence of this turn, or of a later one, and their own number.
      'settled', h.turn_fence < conversation.fence or h.seq < coalesce(oldest_open, 9223372036854775807))
      order by h.turn_fence, h.seq), '[]')
    from (
      select m.* from public.messages m
        where m.conversation_id = conversation.conversation_id and m.turn_fence is not null
          and (m.turn_fence, m.seq) > (coalesce(conversation.summary_fence, 0), coalesce(conversation.summary_seq, 0))
        order by m.turn_fence desc, m.seq desc limit most
    ) h);
end
$$;

-- What a claimed conversation has open, and what was said before.
create or replace function chip.read_turn(conversation public.conversations, history_limit integer) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  open_texts jsonb;
  oldest_seq bigint;
  oldest_ms bigint;
  now_ms bigint := chip.now_ms();
begin
  select jsonb_agg(jsonb_build_object('id', m.id, 'externalId', m.external_id, 'author', m.sender, 'text', m.body,
      'attachments', m.attachments, 'form', m.form, 'spoken', m.spoken, 'createdAt', chip.to_ms(m.created_at))
      order by m.seq), min(m.seq), min(chip.to_ms(m.created_at))
    into open_texts, oldest_seq, oldest_ms
    from public.messages m where m.conversation_id = conversation.conversation_id and m.state = 'unanswered';
  return jsonb_build_object('conversationId', conversation.id, 'channel', conversation.channel,
    'kind', conversation.kind, 'target', conversation.target, 'claimId', conversation.claim_id,
    'fence', conversation.fence, 'messages', coalesce(open_texts, '[]'), 'summary', conversation.summary,
    'history', chip.read_history(conversation, oldest_seq, history_limit), 'failures', conversation.failures,
    'dueAt', conversation.due_at, 'ageMs', now_ms - coalesce(oldest_ms, now_ms));
end
$$;

-- When it is worth to ask again. What another transaction holds at the moment is worth it in a moment.
create or replace function chip.soon(ready_at bigint) returns bigint
language sql volatile security invoker set search_path = '' as $$
  select case when ready_at is not null then greatest(ready_at, chip.now_ms() + 20) end
$$;

create or replace function chip.claim_turn(input jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  for_claim text := input ->> 'claimId';
  history_limit integer := (input ->> 'historyLimit')::integer;
  ready public.conversations;
  now_ms bigint;
  oldest_allowed bigint;
begin
  -- Of two calls under one id the second gets what the first has taken.
  perform chip.lock_name('claim', for_claim);
  now_ms := chip.now_ms();
  oldest_allowed := now_ms - (input ->> 'maxAgeMs')::bigint;
  select * into ready from public.conversations c where c.claim_id = for_claim and c.lease_until > now_ms;
  if found then
    return jsonb_build_object('claimed', chip.read_turn(ready, history_limit));
  end if;
  -- As many conversations as one claim may bury old texts in; the next claim goes on.
  for looked in 1 .. 100 loop
    -- The one that has been due and free for longest.
    select * into ready from public.conversations c where c.ready_at <= now_ms
      order by c.ready_at limit 1 for no key update skip locked;
    exit when not found;
    if ready.first_unanswered_at > oldest_allowed then
      update public.conversations c
        set fence = fence + 1, claim_id = for_claim, lease_until = now_ms + (input ->> 'leaseMs')::bigint
        where c.id = ready.id returning * into ready;
      return jsonb_build_object('claimed', chip.read_turn(ready, history_limit));
    end if;
    -- An answer a day late confuses. What came later in the same conversation is still answered.
    perform chip.bury(ready.conversation_id, oldest_allowed);
    if chip.reschedule(ready.conversation_id) is null then
      perform chip.release(ready.conversation_id);
    end if;
  end loop;
  return jsonb_build_object('claimed', null, 'nextAt', chip.soon((
    select c.ready_at from public.conversations c where c.ready_at is not null order by c.ready_at limit 1)));
end
$$;

-- Renews a lease that nobody has taken over, even when it has run out.
create or replace function chip.refresh_turn(input jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  held public.conversations;
begin
  update public.conversations c set lease_until = chip.now_ms() + (input ->> 'leaseMs')::bigint
    where c.id = chip.to_uuid(input ->> 'conversationId') and c.fence = (input ->> 'fence')::bigint
      and c.claim_id = input ->> 'claimId'
    returning * into held;
  if not found then
    return null;
  end if;
  return chip.read_turn(held, (input ->> 'historyLimit')::integer);
end
$$;

-- The fence decides, not the clock: a late commit is good as long as nobody else has claimed.
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
  insert into public.turns (conversation_id, fence, claim_id, model, prompt_tokens, completion_tokens, duration_ms)
    values (held.conversation_id, of_fence, of_claim, usage ->> 'model', (usage ->> 'promptTokens')::integer,
      (usage ->> 'completionTokens')::integer, round((usage ->> 'durationMs')::numeric)::integer);
  perform chip.enqueue(held, 'turn:' || of_fence, input -> 'replies', (input ->> 'outboxTtlMs')::bigint);
  perform chip.reschedule(held.conversation_id);
  perform chip.release(held.conversation_id);
  return 'committed';
end
$$;

create or replace function chip.fail_turn(input jsonb) returns text
language plpgsql security invoker set search_path = '' as $$
declare
  of_fence bigint := (input ->> 'fence')::bigint;
  held public.conversations;
  now_ms bigint;
  since bigint;
  notify boolean;
  is_dead boolean := false;
begin
  select * into held from public.conversations c
    where c.id = chip.to_uuid(input ->> 'conversationId') for no key update;
  if not found or held.fence <> of_fence or held.claim_id is distinct from input ->> 'claimId' then
    return 'lost';
  end if;
  now_ms := chip.now_ms();
  if coalesce((input ->> 'released')::boolean, false) then
    update public.conversations
      set claim_id = null, lease_until = 0, not_before = now_ms + (input ->> 'retryInMs')::bigint where id = held.id;
    return 'retrying';
  end if;
  notify := input ->> 'notice' is not null and held.notified_at is null;
  if notify then
    perform chip.enqueue(held, 'notice:' || of_fence, jsonb_build_array(input ->> 'notice'),
      (input ->> 'outboxTtlMs')::bigint);
  end if;
  since := coalesce(held.failing_since, now_ms);
  -- Texts that were not there when it began to fail have not failed for that long and go on.
  if now_ms - since >= (input ->> 'deadAfterMs')::bigint and chip.bury(held.conversation_id, since) > 0 then
    is_dead := true;
    since := chip.reschedule(held.conversation_id);
    if since is null then
      perform chip.release(held.conversation_id);
      return 'dead';
    end if;
  end if;
  update public.conversations
    set claim_id = null, lease_until = 0, failures = failures + 1, failing_since = since,
      notified_at = coalesce(notified_at, case when notify then now_ms end),
      not_before = now_ms + (input ->> 'retryInMs')::bigint
    where id = held.id;
  return case when is_dead then 'dead' else 'retrying' end;
end
$$;

-- By the order of the dialogue, not of the numbers: a text that came during a turn stands behind that turn's reply.
create or replace function chip.save_summary(input jsonb) returns void
language sql volatile security invoker set search_path = '' as $$
  update public.conversations c
    set summary = input ->> 'text', summary_fence = m.turn_fence, summary_seq = m.seq
    from public.messages m
    where c.id = chip.to_uuid(input ->> 'conversationId') and m.id = chip.to_uuid(input ->> 'throughMessageId')
      and m.conversation_id = c.conversation_id and m.turn_fence is not null
      and (c.summary_seq is null or (c.summary_fence, c.summary_seq) < (m.turn_fence, m.seq))
$$;
