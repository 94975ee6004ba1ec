-- What a channel could not deliver is asked for later: who asks, how far it has been read, and how old what is found is.

do $$
begin
  if to_regclass('public.catch_ups') is not null then
    return;
  end if;

  create table public.catch_ups (
    channel text primary key,
    -- What was said before is not for this installation to answer.
    began_at bigint not null,
    through bigint not null,
    claim_id text,
    -- When the claim was made.
    claimed_at bigint,
    lease_until bigint not null default 0
  );
end
$$;

create or replace function chip.claim_catch_up(input jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  now_ms bigint := chip.now_ms();
  held public.catch_ups;
begin
  insert into public.catch_ups (channel, began_at, through) values (input ->> 'channel', now_ms, now_ms)
    on conflict (channel) do nothing;
  if found then
    return null;
  end if;
  select * into strict held from public.catch_ups c where c.channel = input ->> 'channel' for update;
  if held.lease_until > now_ms then
    if held.claim_id is distinct from input ->> 'claimId' then
      return null;
    end if;
    now_ms := held.claimed_at;
  elsif held.through + (input ->> 'periodMs')::bigint > now_ms then
    return null;
  else
    update public.catch_ups c set claim_id = input ->> 'claimId', claimed_at = now_ms,
        lease_until = now_ms + (input ->> 'leaseMs')::bigint
      where c.channel = held.channel;
  end if;
  return jsonb_build_object('since', held.through, 'beganAt', held.began_at, 'now', now_ms);
end
$$;

create or replace function chip.end_catch_up(input jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
begin
  update public.catch_ups c set through = greatest(c.through, (input ->> 'through')::bigint), claim_id = null,
      claimed_at = null, lease_until = 0
    where c.channel = input ->> 'channel' and c.claim_id = input ->> 'claimId';
end
$$;

-- Gives a text that was admitted late the age that it has. It is due after a quiet window all the same: what was missed with
-- it is on its way, and wants one answer.
create or replace function chip.backdate(input jsonb, admission jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  occurred_at bigint := (input ->> 'occurredAt')::bigint;
  now_ms bigint := chip.now_ms();
  due bigint;
begin
  if occurred_at is null or occurred_at >= now_ms or admission ->> 'status' = 'duplicate' then
    return admission;
  end if;
  update public.messages m set created_at = chip.to_time(occurred_at) where m.id = (admission ->> 'messageId')::uuid;
  if admission ->> 'dueAt' is null then
    return admission;
  end if;
  update public.conversations c set due_at = now_ms + (input ->> 'quietMs')::bigint,
      first_unanswered_at = least(c.first_unanswered_at, occurred_at)
    where c.id = (admission ->> 'conversationId')::uuid
    returning greatest(c.due_at, c.not_before) into due;
  return admission || jsonb_build_object('dueAt', due);
end
$$;

create or replace function chip.admit(input jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  answer jsonb := chip.find_duplicate(input);
begin
  if answer is null then
    answer := case input -> 'event' ->> 'kind'
      when 'message' then chip.backdate(input, chip.admit_message(chip.lift_caps(input)))
      when 'greeting' then chip.admit_greeting(input)
      else chip.admit_other(input) end;
  end if;
  return answer;
end
$$;

-- As before, but for what was said before the last change, which says nothing about what holds now.
create or replace function chip.apply_consent(conversation public.conversations, input jsonb, text_id uuid)
returns text
language plpgsql security invoker set search_path = '' as $$
declare
  who text := chip.subject_of(conversation);
  opt_out public.consents := chip.opt_out_of(conversation.channel, who);
  has_opted_out boolean := opt_out.message_id is not null;
  word text := input ->> 'consent';
  confirmation text;
begin
  if exists (
    select from public.consents c where c.channel = conversation.channel and c.target = who
      and c.changed_at > (input ->> 'occurredAt')::bigint
  ) then
    if not has_opted_out and word is distinct from 'opt-out' then
      return null;
    end if;
    perform chip.store_text(conversation, input, text_id, case when has_opted_out then 'opted-out' else 'covered' end);
    return 'consent has changed since';
  end if;
  -- In a group "yes" is said to somebody else, and whom the channel has silenced may say it to anything.
  if has_opted_out and (word = 'opt-in'
      or (word = 'yes' and conversation.kind = 'person' and opt_out.source = 'person')) then
    confirmation := 'opt-in';
    perform chip.store_text(conversation, input, text_id, 'covered');
    perform chip.change_consent(conversation.channel, who, 'opt-in', 'person', text_id);
  -- A second STOP changes nothing: the confirmation of the first may still be waiting.
  elsif has_opted_out and opt_out.source = 'person' then
    perform chip.store_text(conversation, input, text_id, 'opted-out');
    return 'sender has opted out';
  elsif word = 'opt-out' then
    confirmation := 'opt-out';
    perform chip.store_text(conversation, input, text_id, 'opted-out');
    perform chip.change_consent(conversation.channel, who, 'opt-out', 'person', text_id);
    perform chip.silence(conversation.channel, conversation.target, conversation.conversation_id);
  else
    -- Whoever writes wants to be answered, whatever the channel has said before.
    if has_opted_out then
      perform chip.change_consent(conversation.channel, who, 'opt-in', 'channel', text_id);
    end if;
    return null;
  end if;
  -- Unless the channel has told them itself.
  if not coalesce((input ->> 'answered')::boolean, false) then
    perform chip.enqueue(conversation, 'consent:' || text_id, jsonb_build_array(input -> 'texts' -> confirmation),
      (input ->> 'outboxTtlMs')::bigint);
  end if;
  return case confirmation when 'opt-in' then 'opted in' else 'opted out' end;
end
$$;

create or replace function public.claim_catch_up(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
begin
  return jsonb_build_object('value', chip.claim_catch_up(input), 'now', chip.now_ms());
end
$$;

create or replace function public.end_catch_up(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
begin
  perform chip.end_catch_up(input);
  return jsonb_build_object('value', null, 'now', chip.now_ms());
end
$$;

do $$
declare
  name text;
begin
  -- Asked first: switching it on waits for all that use the table.
  if not (select c.relrowsecurity from pg_class c where c.oid = 'public.catch_ups'::regclass) then
    alter table public.catch_ups enable row level security;
  end if;
  revoke all on public.catch_ups from public, anon, authenticated;
  grant select, insert, update, delete on public.catch_ups to service_role;

  foreach name in array array['claim_catch_up', 'end_catch_up'] loop
    execute format('revoke all on function public.%I(jsonb) from public, anon, authenticated', name);
    execute format('grant execute on function public.%I(jsonb) to service_role', name);
  end loop;
end
$$;

revoke all on all functions in schema chip from public, anon, authenticated;
grant execute on all functions in schema chip to service_role;

-- PostgREST learns of new functions.
notify pgrst, 'reload schema';
