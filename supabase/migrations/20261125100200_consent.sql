-- Who wants no more texts. Read again right before each send.

create or replace function chip.opt_out_of(for_channel text, for_target text) returns public.consents
language plpgsql stable security invoker set search_path = '' as $$
declare
  opt_out public.consents;
begin
  select * into opt_out from public.consents c
    where c.channel = for_channel and c.target = for_target and c.opted_out_at is not null;
  return opt_out;
end
$$;

-- Whom consent is about: an address, or the conversation itself where there is none.
create or replace function chip.subject_of(conversation public.conversations) returns text
language sql immutable security invoker set search_path = '' as $$
  select coalesce(conversation.target, conversation.conversation_id)
$$;

-- Sets what holds now, and keeps what was: who was opted out when, and by what, has to be shown years later.
create or replace function chip.change_consent(
  for_channel text, for_target text, new_change text, of_source text, by_message uuid
) returns void
language plpgsql security invoker set search_path = '' as $$
declare
  now_ms bigint := chip.now_ms();
begin
  insert into public.consents as c (channel, target, opted_out_at, changed_at, source, message_id)
    values (for_channel, for_target, case new_change when 'opt-out' then now_ms end, now_ms, of_source, by_message)
    on conflict (channel, target) do update set opted_out_at = excluded.opted_out_at,
      changed_at = excluded.changed_at, source = excluded.source, message_id = excluded.message_id;
  insert into public.consent_changes (channel, target, change, source, message_id, changed_at)
    values (for_channel, for_target, new_change, of_source, by_message, now_ms);
end
$$;

-- Ends all that is open for a person: texts, the running turn (its fence), rows that wait to be sent. A row that is
-- `unknown` may have been sent but will not be sent again; one that is being sent is met when that has ended.
create or replace function chip.silence(for_channel text, for_target text, key text) returns void
language plpgsql security invoker set search_path = '' as $$
declare
  theirs text[];
begin
  select array_agg(k) into theirs from chip.conversations_of(for_channel, for_target, key) k;
  update public.messages set state = 'opted-out' where state = 'unanswered' and conversation_id = any (theirs);
  update public.outbox set state = 'opted-out', updated_at = chip.now_ms()
    where state in ('pending', 'unknown') and conversation_id = any (theirs);
  update public.conversations set fence = fence + 1, claim_id = null, lease_until = 0, due_at = null, not_before = 0,
      first_unanswered_at = null, failures = 0, failing_since = null, notified_at = null
    where conversation_id = any (theirs);
end
$$;

-- The channel lets nothing of ours through to somebody any more. Over before it is stored where they have written since
-- that send; a status may come hours late. Nothing but START ends a STOP of their own.
create or replace function chip.opt_out_by_channel(sent public.outbox) returns void
language plpgsql security invoker set search_path = '' as $$
declare
  heard_at bigint;
begin
  select max(c.inbound_at) into heard_at from public.conversations c
    where c.channel = sent.channel and c.target = sent.target;
  if coalesce(heard_at, 0) > coalesce(sent.sending_at, 0)
    or (chip.opt_out_of(sent.channel, sent.target)).message_id is not null then
    return;
  end if;
  perform chip.change_consent(sent.channel, sent.target, 'opt-out', 'channel', sent.id);
  perform chip.silence(sent.channel, sent.target, sent.conversation_id);
end
$$;

-- True when a row must not be sent: its person has opted out, and it is not the confirmation of just that.
create or replace function chip.is_silenced(row_to_send public.outbox) returns boolean
language plpgsql stable security invoker set search_path = '' as $$
begin
  return exists (
    select from public.consents c
      where c.channel = row_to_send.channel and c.target = row_to_send.target and c.opted_out_at is not null
        and row_to_send.origin <> 'consent:' || c.message_id);
end
$$;

-- Consent in the admit transaction, so that a turn that is queued, generating or retrying meets it. Stores the text and
-- answers why it is done; null: an ordinary one, which has still to be stored.
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
