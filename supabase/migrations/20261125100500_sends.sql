-- Journey steps 10 to 12. Only the first open row of a conversation has a `ready_at`, so the queue itself keeps the order.

create or replace function chip.to_send(taken public.outbox) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
begin
  return (select jsonb_build_object('id', taken.id, 'claimId', taken.claim_id, 'conversationId', c.id,
      'channel', taken.channel, 'target', taken.target, 'targetKind', taken.target_kind, 'text', taken.body,
      'origin', taken.origin, 'part', taken.part, 'attempt', taken.attempts, 'resend', taken.resends > 0,
      'sentBefore', case when taken.resends > 0
        then jsonb_build_object('at', taken.sent_before_at, 'providerId', taken.provider_id) end,
      'service', c.transport)
    from public.conversations c where c.conversation_id = taken.conversation_id);
end
$$;

-- The grace of a send whose outcome is not known runs from the moment webhooks can reach us again. While no server asks
-- for work none can: after a gap longer than a poll takes, the grace of every unknown row begins anew.
create or replace function chip.beat(now_ms bigint) returns void
language plpgsql security invoker set search_path = '' as $$
declare
  seen bigint;
begin
  select h.seen_at into seen from public.heartbeat h;
  if seen is null then
    insert into public.heartbeat (seen_at) values (now_ms) on conflict do nothing;
  elsif now_ms - seen > 1000 then
    update public.heartbeat set seen_at = now_ms where seen_at = seen;
    if found and now_ms - seen > 5000 then
      update public.outbox set next_at = 0 where state = 'unknown' and next_at <> 0;
    end if;
  end if;
end
$$;

-- After a stop longer than the sender's step, longer than its next attempt to deliver a status: a fifth on top, since
-- "next attempt" is when it starts, not when it has arrived.
create or replace function chip.begin_grace(waiting public.outbox, input jsonb, now_ms bigint) returns void
language plpgsql security invoker set search_path = '' as $$
declare
  age_ms bigint := now_ms - coalesce(waiting.sending_at, 0);
  step_ms bigint;
begin
  select (s.step ->> 'intervalMs')::bigint into step_ms
    from jsonb_array_elements(coalesce(input -> 'redelivery' -> waiting.channel, '[]'))
      with ordinality s (step, number)
    where age_ms >= (s.step ->> 'afterAgeMs')::bigint order by s.number desc limit 1;
  perform chip.postpone(waiting.id, 'unknown',
    now_ms + greatest((input ->> 'graceMs')::bigint, ceil(coalesce(step_ms, 0) * 1.2)::bigint),
    case when waiting.state = 'sending' then 'interrupted' else coalesce(waiting.error_code, 'unknown') end);
end
$$;

-- Puts a row back whose conversation has been quiet and got a text a moment ago. A resend is not held back: its grace has
-- been longer than any pace.
create or replace function chip.is_paced(waiting public.outbox, pacing jsonb, now_ms bigint) returns boolean
language plpgsql security invoker set search_path = '' as $$
declare
  heard_at bigint;
  sent_at bigint;
begin
  if jsonb_typeof(pacing) is distinct from 'object' or waiting.state <> 'pending' then
    return false;
  end if;
  select c.inbound_at into heard_at from public.conversations c where c.conversation_id = waiting.conversation_id;
  if now_ms - coalesce(heard_at, 0) <= (pacing ->> 'quietMs')::bigint then
    return false;
  end if;
  select o.updated_at into sent_at from public.outbox o
    where o.conversation_id = waiting.conversation_id and o.state in ('sent', 'delivered') order by o.seq desc limit 1;
  if coalesce(sent_at, 0) + (pacing ->> 'intervalMs')::bigint <= now_ms then
    return false;
  end if;
  update public.outbox set next_at = sent_at + (pacing ->> 'intervalMs')::bigint, error_code = 'paced'
    where id = waiting.id;
  return true;
end
$$;

-- Consent, outcome, age and pace are checked here, one row at a time, right before a row becomes `sending`.
create or replace function chip.may_be_sent(head public.outbox, input jsonb, now_ms bigint) returns boolean
language plpgsql security invoker set search_path = '' as $$
begin
  if chip.is_silenced(head) then
    perform chip.finish(head.id, 'opted-out', 'opted-out');
  -- A sender that stopped in the middle of a send leaves `unknown`, never `pending`: it may have been sent.
  elsif head.state = 'sending' or head.next_at = 0 then
    perform chip.begin_grace(head, input, now_ms);
  elsif head.state = 'unknown' and head.resends > 0 then
    perform chip.finish(head.id, 'dead', 'outcome-unknown-twice');
  elsif head.expires_at < now_ms then
    perform chip.finish(head.id, 'dead', 'too-old');
  else
    return not chip.is_paced(head, input -> 'pacing' -> head.channel, now_ms);
  end if;
  return false;
end
$$;

-- The row that has been ready for longest, with its conversation, as far as nobody else holds them. Asked by channel, so
-- that a channel left out costs nothing.
create or replace function chip.take_head(channels text[], now_ms bigint) returns public.outbox
language plpgsql security invoker set search_path = '' as $$
declare
  head public.outbox;
  in_channel text;
begin
  for in_channel in
    select a.channel from unnest(channels) a (channel) order by (
      select o.ready_at from public.outbox o where o.channel = a.channel and o.ready_at is not null
        order by o.ready_at, o.seq limit 1)
  loop
    select o.* into head from public.outbox o join public.conversations c on c.conversation_id = o.conversation_id
      where o.channel = in_channel and o.ready_at <= now_ms
      order by o.ready_at, o.seq limit 1 for no key update of o, c skip locked;
    if found then
      return head;
    end if;
  end loop;
  return null;
end
$$;

create or replace function chip.claim_send(input jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  for_claim text := input ->> 'claimId';
  channels text[] := array(select jsonb_array_elements_text(input -> 'channels'));
  head public.outbox;
  now_ms bigint;
begin
  -- Of two calls under one id the second gets what the first has taken.
  perform chip.lock_name('claim', for_claim);
  now_ms := chip.now_ms();
  perform chip.beat(now_ms);
  select * into head from public.outbox o
    where o.claim_id = for_claim and o.state = 'sending' and o.lease_until > now_ms;
  if found then
    return jsonb_build_object('claimed', chip.to_send(head));
  end if;
  -- As many rows as one claim may end or put back; the next claim goes on.
  for looked in 1 .. 100 loop
    head := chip.take_head(channels, now_ms);
    exit when head.id is null;
    if chip.may_be_sent(head, input, now_ms) then
      update public.outbox o
        set resends = resends + (case state when 'unknown' then 1 else 0 end), state = 'sending',
          attempts = attempts + 1, sent_before_at = case state when 'unknown' then sending_at end, claim_id = for_claim,
          lease_until = now_ms + (input ->> 'leaseMs')::bigint, sending_at = now_ms, updated_at = now_ms
        where o.id = head.id returning * into head;
      return jsonb_build_object('claimed', chip.to_send(head));
    end if;
  end loop;
  return jsonb_build_object('claimed', null, 'nextAt', chip.soon((
    select min((
      select o.ready_at from public.outbox o where o.channel = a.channel and o.ready_at is not null
        order by o.ready_at, o.seq limit 1)) from unnest(channels) a (channel))));
end
$$;

-- States a status may move a row out of. `delivered` is the truth and corrects everything; nothing else goes backwards. A
-- `pending` row may be moved too (its send was answered "later" and yet went out), and one that an opt-out has ended while
-- it was being sent.
create or replace function chip.moves(from_state text, to_state text) returns boolean
language sql immutable security invoker set search_path = '' as $$
  select case to_state
    when 'sent' then from_state in ('pending', 'sending', 'unknown', 'opted-out')
    when 'failed' then from_state in ('sending', 'unknown', 'sent')
    when 'delivered' then from_state in ('pending', 'sending', 'unknown', 'sent', 'failed', 'dead', 'opted-out')
    else false end
$$;

-- Moves a row on, if its state allows it. Also fills in the channel's id where it was not known yet.
create or replace function chip.apply_status(row_id uuid, new_status text, code text, external text, opted_out boolean)
returns void
language plpgsql security invoker set search_path = '' as $$
declare
  sent public.outbox;
  does_move boolean;
begin
  update public.outbox set provider_id = external where id = row_id and provider_id is null and external is not null;
  select * into sent from public.outbox o where o.id = row_id;
  does_move := chip.moves(sent.state, new_status);
  if does_move then
    perform chip.finish(row_id, new_status, code);
  end if;
  -- Also of a row whose refusal is known already, but not why.
  if new_status = 'failed' and opted_out and (does_move or sent.state = 'failed') then
    perform chip.opt_out_by_channel(sent);
  end if;
end
$$;

-- A status may come before the answer to the send, when only the answer tells which message it belongs to.
create or replace function chip.apply_early_statuses(in_channel text, row_id uuid, external text) returns void
language plpgsql security invoker set search_path = '' as $$
declare
  early public.events;
begin
  for early in
    select * from public.events e
      where e.channel = in_channel and e.external_id = external and e.status is not null and e.message_id is null
      order by e.seq
  loop
    perform chip.apply_status(row_id, early.status, early.error_code, external, early.opted_out);
    update public.events set message_id = row_id, reason = null where seq = early.seq;
  end loop;
end
$$;

-- Our own id, else the channel's, else address and text of a row whose outcome is open.
create or replace function chip.find_sent(in_channel text, update_event jsonb) returns public.outbox
language plpgsql security invoker set search_path = '' as $$
declare
  sent public.outbox;
begin
  select * into sent from public.outbox o
    where o.id = chip.to_uuid(update_event ->> 'correlationId') and o.channel = in_channel;
  if not found then
    select * into sent from public.outbox o
      where o.channel = in_channel and o.provider_id = update_event ->> 'externalId' limit 1;
  end if;
  if not found then
    select * into sent from public.outbox o
      where o.channel = in_channel and o.target = update_event ->> 'target' and o.body = update_event ->> 'text'
        and o.provider_id is null and o.state in ('sending', 'unknown') order by o.seq limit 1;
  end if;
  return sent;
end
$$;

-- Puts a text back whose send has come to nothing for a passing reason; false when it has to stay failed: it has been
-- tried three times, would come too late, its person has opted out, or a later text of the conversation has left, behind
-- which it must not come. A send that is still under way is left to its own answer.
create or replace function chip.send_again(sent public.outbox, retry_ms bigint, code text) returns boolean
language plpgsql security invoker set search_path = '' as $$
declare
  now_ms bigint := chip.now_ms();
begin
  if sent.state not in ('sent', 'unknown') or sent.attempts >= 3 or sent.expires_at < now_ms + retry_ms
      or chip.is_silenced(sent) then
    return false;
  end if;
  if exists (select 1 from public.outbox o where o.conversation_id = sent.conversation_id and o.seq > sent.seq
      and o.state in ('sent', 'delivered'))
    or exists (select 1 from public.outbox o where o.conversation_id = sent.conversation_id and o.seq > sent.seq
      and o.state in ('sending', 'unknown')) then
    return false;
  end if;
  -- Whatever had come to the head waits behind it again.
  update public.outbox set next_at = null
    where conversation_id = sent.conversation_id and seq > sent.seq and state = 'pending';
  update public.outbox
    set state = 'pending', next_at = now_ms + retry_ms, error_code = code, claim_id = null, provider_id = null,
        resends = 0, sent_before_at = null, updated_at = now_ms
    where id = sent.id;
  return true;
end
$$;

-- Journey step 12. The id of the message that the status belongs to, or null when it is not one of ours.
create or replace function chip.settle_delivery(in_channel text, update_event jsonb) returns uuid
language plpgsql security invoker set search_path = '' as $$
declare
  sent public.outbox;
begin
  -- Else a status and the answer to its send could each miss the other.
  if update_event ->> 'externalId' is not null then
    perform chip.lock_name('provider', in_channel || ':' || (update_event ->> 'externalId'));
  end if;
  sent := chip.find_sent(in_channel, update_event);
  if sent.id is null then
    return null;
  end if;
  perform chip.lock_person(sent.channel, sent.target, sent.conversation_id);
  -- What was found by its text may have been settled while this waited; another row of the person may be meant then.
  sent := chip.find_sent(in_channel, update_event);
  if sent.id is not null and update_event ->> 'status' = 'failed' and update_event ->> 'retryInMs' is not null
      and chip.send_again(sent, (update_event ->> 'retryInMs')::bigint, update_event ->> 'errorCode') then
    return sent.id;
  end if;
  if sent.id is not null then
    perform chip.apply_status(sent.id, update_event ->> 'status', update_event ->> 'errorCode',
      update_event ->> 'externalId', coalesce((update_event ->> 'optedOut')::boolean, false));
  end if;
  return sent.id;
end
$$;

-- What a send that did not succeed came to.
create or replace function chip.record_failure(sent public.outbox, input jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
declare
  outcome jsonb := input -> 'outcome';
  code text := outcome ->> 'code';
  silenced boolean := chip.is_silenced(sent);
  now_ms bigint := chip.now_ms();
begin
  update public.outbox set claim_id = null where id = sent.id;
  case outcome ->> 'kind'
    when 'refused' then
      perform chip.finish(sent.id, 'failed', code);
      if coalesce((outcome ->> 'optedOut')::boolean, false) then
        perform chip.opt_out_by_channel(sent);
      end if;
    when 'later' then
      if silenced then
        perform chip.finish(sent.id, 'opted-out', code);
      else
        -- Certainly not sent. A resend that was spent on it is given back; the send before it is the unknown one.
        perform chip.postpone(sent.id, case when sent.resends > 0 then 'unknown' else 'pending' end,
          now_ms + (input ->> 'retryInMs')::bigint, code);
        update public.outbox set resends = resends - 1, sending_at = sent_before_at
          where id = sent.id and sent.resends > 0;
      end if;
    when 'unknown' then
      if silenced then
        perform chip.finish(sent.id, 'opted-out', code);
      else
        perform chip.postpone(sent.id, 'unknown', now_ms + (input ->> 'graceMs')::bigint, code);
      end if;
      perform chip.apply_early_statuses(sent.channel, sent.id, outcome ->> 'providerId');
  end case;
end
$$;

-- Journey step 11, written down. The state afterwards, for the log.
create or replace function chip.record_send(input jsonb) returns text
language plpgsql security invoker set search_path = '' as $$
declare
  outcome jsonb := input -> 'outcome';
  external text := nullif(outcome ->> 'providerId', '');
  sent public.outbox;
begin
  select * into sent from public.outbox o where o.id = chip.to_uuid(input ->> 'id');
  if not found then
    return 'gone';
  end if;
  if external is not null then
    perform chip.lock_name('provider', sent.channel || ':' || external);
  end if;
  perform chip.lock_person(sent.channel, sent.target, sent.conversation_id);
  select * into strict sent from public.outbox o where o.id = sent.id;
  -- Of two sends the later one is what a status or an inline reply will be about.
  if external is not null and sent.claim_id = input ->> 'claimId' then
    update public.outbox set provider_id = external where id = sent.id;
  end if;
  -- It did go out: true whoever holds the row by now.
  if outcome ->> 'kind' = 'sent' then
    perform chip.apply_status(sent.id, 'sent', null, external, false);
    perform chip.apply_early_statuses(sent.channel, sent.id, external);
  elsif sent.claim_id = input ->> 'claimId' and sent.state in ('sending', 'unknown') then
    -- Neither taken over by another claim, nor ended by a status webhook, nor written down before.
    perform chip.record_failure(sent, input);
  end if;
  return (select o.state from public.outbox o where o.id = sent.id);
end
$$;
