-- Journey step 4: one event, stored once, and in the same transaction all that follows from it at once.

-- The answer to an event that is known already, by its own id or by that of its webhook. Where the two name different
-- events the event's own id is believed: a webhook's id says less about what is in it.
create or replace function chip.find_duplicate(input jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare
  event jsonb := input -> 'event';
  in_channel text := input ->> 'channel';
  in_class text := event ->> 'eventClass';
  known uuid;
  its_conversation uuid;
begin
  select e.message_id into known from public.events e
    where e.channel = in_channel and e.event_class = in_class and e.external_id = event ->> 'externalId';
  if not found then
    select e.message_id into known from public.events e
      where e.channel = in_channel and e.event_class = in_class and e.webhook_id = event ->> 'webhookId';
  end if;
  if not found then
    return null;
  end if;
  select c.id into its_conversation from public.messages m
    join public.conversations c on c.conversation_id = m.conversation_id where m.id = known;
  return chip.admission('duplicate', null, known, its_conversation, null, false);
end
$$;

-- Null when the same event is there already.
create or replace function chip.insert_event(input jsonb, for_outcome text, for_reason text, for_message uuid)
returns bigint
language plpgsql security invoker set search_path = '' as $$
declare
  event jsonb := input -> 'event';
  is_delivery boolean := event ->> 'kind' = 'delivery';
  new_seq bigint;
begin
  insert into public.events (channel, event_class, external_id, webhook_id, name, outcome, reason, message_id, status,
      error_code, opted_out, raw, created_at)
    values (input ->> 'channel', event ->> 'eventClass', event ->> 'externalId', event ->> 'webhookId',
      event ->> 'name', for_outcome, for_reason, for_message, case when is_delivery then event ->> 'status' end,
      case when is_delivery then event ->> 'errorCode' end,
      is_delivery and coalesce((event ->> 'optedOut')::boolean, false),
      -- A message keeps its body in `messages`; one copy is enough.
      case when event ->> 'kind' <> 'message' then input -> 'raw' end, chip.to_time(chip.now_ms()))
    on conflict do nothing returning seq into new_seq;
  return new_seq;
end
$$;

create or replace function chip.admission(
  for_status text, for_reason text, message_id uuid, conversation_id uuid, due_at bigint, outbox_changed boolean
) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select jsonb_build_object('status', for_status, 'messageId', message_id, 'conversationId', conversation_id,
      'dueAt', due_at, 'outboxChanged', outbox_changed)
    || case when for_reason is null then '{}' else jsonb_build_object('reason', for_reason) end
$$;

-- The locked row of a conversation, made where there is none yet. The lock comes before a sequence number is drawn.
create or replace function chip.hold_conversation(input jsonb) returns public.conversations
language plpgsql security invoker set search_path = '' as $$
declare
  ref jsonb := input -> 'event' -> 'conversation';
  key text := (input ->> 'channel') || ':' || (ref ->> 'key');
  held public.conversations;
begin
  -- A word of consent concerns all of that person's conversations.
  if input ->> 'consent' is not null then
    perform chip.lock_person(input ->> 'channel', ref ->> 'target', key);
  end if;
  select * into held from public.conversations c where c.conversation_id = key for no key update;
  if not found then
    insert into public.conversations (conversation_id, channel, created_at, kind, target, external_id)
      values (key, input ->> 'channel', chip.to_time(chip.now_ms()), ref ->> 'kind', ref ->> 'target',
        ref ->> 'externalId')
      on conflict (conversation_id) do nothing;
    select * into strict held from public.conversations c where c.conversation_id = key for no key update;
  end if;
  return held;
end
$$;

-- Whether a person's text is that of a machine which answers us: `found` once, `paused` until the pause is over. A loop
-- takes two: a text counts once per reply of ours, so that a burst, however alike its texts, is none.
create or replace function chip.watch_for_loop(conversation public.conversations, input jsonb) returns text
language plpgsql security invoker set search_path = '' as $$
declare
  rule jsonb := input -> 'botLoop';
  key text := conversation.conversation_id;
  now_ms bigint := chip.now_ms();
  before_seq bigint;
  replied_at bigint;
  streak integer;
begin
  if jsonb_typeof(rule) is distinct from 'object' or conversation.kind <> 'person' or conversation.target is null then
    return null;
  end if;
  if now_ms < conversation.bot_pause_until then
    return 'paused';
  end if;
  select m.seq into before_seq from public.messages m
    where m.conversation_id = key and m.direction = 'in' order by m.seq desc limit 1;
  -- Notices of ours ask for no answer and are none.
  if before_seq is null or not exists (
    select from public.messages m where m.conversation_id = key and m.seq > before_seq and m.direction = 'out'
      and m.origin not like 'notice:%'
  ) then
    return null;
  end if;
  select o.updated_at into replied_at from public.outbox o
    where o.conversation_id = key and o.state in ('sent', 'delivered') and o.origin not like 'notice:%'
    order by o.seq desc limit 1;
  streak := case
    when chip.are_alike(conversation.last_words, array(select jsonb_array_elements_text(input -> 'words')))
      or coalesce(replied_at >= now_ms - (rule ->> 'withinMs')::bigint, false)
    then conversation.bot_streak + 1 else 0 end;
  -- Found: everything begins anew after the pause.
  if streak >= (rule ->> 'times')::integer then
    update public.conversations set bot_streak = 0, bot_pause_until = now_ms + (rule ->> 'pauseMs')::bigint
      where id = conversation.id;
    return 'found';
  end if;
  if streak <> conversation.bot_streak then
    update public.conversations set bot_streak = streak, bot_pause_until = 0 where id = conversation.id;
  end if;
  return null;
end
$$;

-- Nine words of ten, as src/conversation/near-identical.ts has it; which words a text has is decided there.
create or replace function chip.are_alike(words text[], others text[]) returns boolean
language sql immutable security invoker set search_path = '' as $$
  select cardinality(words) + cardinality(others) > 0 and 2 * coalesce(sum(least(a.n, b.n)), 0)
      >= 0.9 * (cardinality(words) + cardinality(others))
    from (select w, count(*) as n from unnest(words) w group by w) a
      join (select w, count(*) as n from unnest(others) w group by w) b using (w)
$$;

-- A person's text always asks for an answer. One in a group does by policy, by Chip's name, or as an inline reply to him.
create or replace function chip.asks_for_answer(conversation public.conversations, input jsonb) returns boolean
language sql stable security invoker set search_path = '' as $$
  select case
    when conversation.kind = 'person' or coalesce(input -> 'group' ->> 'policy', 'always') = 'always' then true
    when input -> 'group' ->> 'policy' = 'never' then false
    else (input -> 'group' ->> 'addressed')::boolean or exists (
      select from public.outbox o where o.channel = conversation.channel
        and o.provider_id = input -> 'event' ->> 'replyToId' and o.conversation_id = conversation.conversation_id)
  end
$$;

create or replace function chip.admit_message(input jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  event jsonb := input -> 'event';
  ttl_ms bigint := (input ->> 'outboxTtlMs')::bigint;
  text_id uuid := gen_random_uuid();
  duplicate jsonb;
  held public.conversations := chip.hold_conversation(input);
  now_ms bigint := chip.now_ms();
  -- What becomes of it.
  in_state text;
  in_status text := 'accepted';
  why text;
  changed boolean := false;
  due bigint;
  looped text;
begin
  -- A copy may have waited for the lock while the first one was stored.
  duplicate := chip.find_duplicate(input);
  if duplicate is not null then
    return duplicate;
  end if;

  -- Somebody has written here: what is on its way to them has no pace to keep any more.
  update public.conversations set inbound_at = now_ms, transport = event ->> 'transport',
      last_words = array(select jsonb_array_elements_text(input -> 'words'))
    where id = held.id;
  update public.outbox set next_at = now_ms, error_code = null
    where conversation_id = held.conversation_id and state = 'pending' and error_code = 'paced';

  why := chip.apply_consent(held, input, text_id);
  if why is not null then
    perform chip.insert_event(input, in_status, why, text_id);
    return chip.admission(in_status, why, text_id, held.id, null, true);
  end if;

  if chip.is_empty(input) then
    in_status := 'ignored';
    in_state := 'ignored';
    why := 'nothing to answer: no text and no attachment';
  else
    looped := chip.watch_for_loop(held, input);
    if looped is not null then
      in_state := 'rate-limited';
      why := 'bot-loop';
      changed := looped = 'found';
    elsif input ->> 'consent' = 'help' then
      in_state := 'covered';
      why := 'help';
      -- Unless the channel has told them itself.
      changed := not coalesce((input ->> 'answered')::boolean, false);
    elsif not chip.asks_for_answer(held, input) then
      in_state := 'listened';
      why := 'listened';
    elsif (input ->> 'unansweredLimit')::integer > 0 and (
      select count(*) from public.messages m where m.conversation_id = held.conversation_id and m.state = 'unanswered'
    ) >= (input ->> 'unansweredLimit')::integer then
      in_state := 'rate-limited';
      why := 'rate-limited';
      changed := true;
    else
      in_state := 'unanswered';
    end if;
  end if;

  perform chip.store_text(held, input, text_id, in_state);
  if changed then
    perform chip.enqueue(held,
      case why
        when 'bot-loop' then 'notice:bot-loop:' || text_id
        when 'help' then 'consent:' || text_id
        -- Told once for each backlog, which is known by its first text.
        else 'notice:flood:' || coalesce(held.first_unanswered_at::text, 'null') end,
      jsonb_build_array(input -> 'texts' -> (case why when 'rate-limited' then 'flood' else why end)), ttl_ms);
  end if;
  if in_state = 'unanswered' then
    -- After a quiet window that each further text extends, but never later than the longest wait after the first.
    due := greatest(now_ms, least(now_ms + (input ->> 'quietMs')::bigint,
      coalesce(held.first_unanswered_at, now_ms) + (input ->> 'maxWaitMs')::bigint));
    update public.conversations
      set due_at = due, first_unanswered_at = coalesce(held.first_unanswered_at, now_ms) where id = held.id;
    due := greatest(due, held.not_before);
  end if;
  if chip.insert_event(input, in_status, why, text_id) is null then
    -- The same id has just been stored for another conversation. Undone and asked again it is found as a duplicate.
    raise exception 'stored meanwhile' using errcode = 'serialization_failure';
  end if;
  return chip.admission(in_status, why, text_id, held.id, due, changed)
    || case when looped = 'found' then jsonb_build_object('alert', 'bot-loop') else '{}' end;
end
$$;

-- Stickers, locations, contacts and voice messages come without text or files and are still something to answer.
create or replace function chip.is_empty(input jsonb) returns boolean
language sql immutable security invoker set search_path = '' as $$
  select jsonb_array_length(input -> 'words') = 0 and jsonb_array_length(input -> 'event' -> 'attachments') = 0
    and coalesce(input -> 'event' ->> 'form', 'text') in ('text', 'file')
$$;

-- Welcomes once for ever: groups are renamed and opt-in links opened again, and each time the channel says so.
create or replace function chip.admit_greeting(input jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  held public.conversations := chip.hold_conversation(input);
  duplicate jsonb := chip.find_duplicate(input);
  why text;
  changed boolean := false;
begin
  if duplicate is not null then
    return duplicate;
  end if;
  if (chip.opt_out_of(held.channel, chip.subject_of(held))).message_id is not null then
    why := 'opted out';
  elsif input -> 'group' ->> 'policy' = 'never' then
    why := 'Chip only listens here';
  else
    changed := chip.enqueue(held, 'greeting',
      jsonb_build_array(input -> 'texts' -> ('welcome-' || (input -> 'event' ->> 'occasion'))),
      (input ->> 'outboxTtlMs')::bigint);
    why := case when not changed then 'welcomed before' end;
  end if;
  if chip.insert_event(input, 'recorded', why, null) is null then
    raise exception 'stored meanwhile' using errcode = 'serialization_failure';
  end if;
  return chip.admission('recorded', why, null, held.id, null, changed);
end
$$;

-- What concerns no conversation as such: a reaction, a status, something to be ignored or put into quarantine.
create or replace function chip.admit_other(input jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  event jsonb := input -> 'event';
  is_delivery boolean := event ->> 'kind' = 'delivery';
  in_status text := case event ->> 'kind' when 'delivery' then 'recorded' when 'reaction' then 'recorded'
    else event ->> 'kind' end;
  why text := case when in_status <> 'recorded' then event ->> 'reason' end;
  event_seq bigint;
  sent_id uuid;
begin
  event_seq := chip.insert_event(input, in_status, why, null);
  if event_seq is null then
    return chip.find_duplicate(input);
  end if;
  if not is_delivery then
    return chip.admission(in_status, why, null, null, null, false);
  end if;
  sent_id := chip.settle_delivery(input ->> 'channel', event);
  why := case when sent_id is null then 'no such message' end;
  update public.events set message_id = sent_id, reason = why where seq = event_seq;
  -- A row that is settled makes way for the next one of its conversation.
  return chip.admission('recorded', why, sent_id, null, null, sent_id is not null);
end
$$;

create or replace function chip.admit(input jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  answer jsonb := chip.find_duplicate(input);
begin
  if answer is null then
    answer := case input -> 'event' ->> 'kind'
      when 'message' then chip.admit_message(input)
      when 'greeting' then chip.admit_greeting(input)
      else chip.admit_other(input) end;
  end if;
  return answer;
end
$$;
