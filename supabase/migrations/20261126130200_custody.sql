-- What is held about somebody: all of it handed out, removed, or removed when it is old.

-- Keyed, so that hashes cannot be looked up in a list of all numbers; null: nobody was ever forgotten. The key is made when
-- somebody first is, and kept here: an opt-out must hold for ever, whatever secrets are changed outside. The same
-- construction stands in src/persistence/sqlite/operator/forgotten.ts.
create or replace function chip.keyed_hash(said text) returns text
language sql stable security invoker set search_path = '' as $$
  select encode(sha256(decode(s.value, 'hex') || sha256(decode(s.value, 'hex') || convert_to(said, 'UTF8'))), 'hex')
    from public.settings s where s.name = 'hash-key'
$$;

create or replace function chip.ensure_hash_key() returns void
language sql volatile security invoker set search_path = '' as $$
  insert into public.settings (name, value, changed_at)
    values ('hash-key', encode(sha256(convert_to(
      gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'hex'), chip.now_ms())
    on conflict (name) do nothing
$$;

-- An event about something that was forgotten: a text that is delivered once more, a status of a reply.
create or replace function chip.is_forgotten(in_channel text, event jsonb) returns boolean
language sql stable security invoker set search_path = '' as $$
  select exists (select from public.settings where name = 'hash-key') and exists (
    select from public.forgotten_ids f where f.hash = any (array[
      chip.keyed_hash('id' || chr(10) || in_channel || chr(10) || (event ->> 'externalId')),
      chip.keyed_hash('id' || chr(10) || in_channel || chr(10) || (event ->> 'webhookId')),
      chip.keyed_hash('id' || chr(10) || in_channel || chr(10) || (event ->> 'correlationId'))]))
$$;

-- As before, and: what was forgotten is known too, and each further copy is counted. A copy that is being counted by
-- somebody else at the moment is not waited for.
create or replace function chip.find_duplicate(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
declare
  event jsonb := input -> 'event';
  in_channel text := input ->> 'channel';
  in_class text := event ->> 'eventClass';
  known public.events;
  its_conversation uuid;
begin
  select * into known from public.events e
    where e.channel = in_channel and e.event_class = in_class and e.external_id = event ->> 'externalId';
  if not found then
    select * into known from public.events e
      where e.channel = in_channel and e.event_class = in_class and e.webhook_id = event ->> 'webhookId';
  end if;
  if not found then
    if chip.is_forgotten(in_channel, event) then
      return chip.admission('duplicate', null, null, null, null, false);
    end if;
    return null;
  end if;
  -- What is read in a channel's log is no further copy of its webhook.
  if input ->> 'occurredAt' is null then
    update public.events set duplicates = duplicates + 1, duplicate_at = chip.now_ms()
      where seq = (select e.seq from public.events e where e.seq = known.seq for no key update skip locked);
  end if;
  select c.id into its_conversation from public.messages m
    join public.conversations c on c.conversation_id = m.conversation_id where m.id = known.message_id;
  return chip.admission('duplicate', null, known.message_id, its_conversation, null, false);
end
$$;

-- Somebody writes who was forgotten: what they have said about texts from us holds, from now on under their name.
create or replace function chip.restore_opt_out() returns trigger
language plpgsql security invoker set search_path = '' as $$
declare
  kept public.forgotten_opt_outs;
begin
  delete from public.forgotten_opt_outs f
    where f.hash = chip.keyed_hash('opt-out' || chr(10) || new.channel || chr(10) || chip.subject_of(new))
    returning * into kept;
  if found then
    perform chip.change_consent(new.channel, chip.subject_of(new), 'opt-out', kept.source, kept.message_id);
  end if;
  return null;
end
$$;

do $$
begin
  if not exists (
    select from pg_trigger where tgname = 'conversations_forgotten' and tgrelid = to_regclass('public.conversations')
  ) then
    create trigger conversations_forgotten after insert on public.conversations for each row
      execute function chip.restore_opt_out();
  end if;
end
$$;

create or replace function chip.contact_keys(contact text) returns setof text
language sql stable security invoker set search_path = '' as $$
  select conversation_id from public.conversations where contact in (target, external_id, id::text, conversation_id)
$$;

create or replace function chip.contact_addresses(contact text) returns setof text
language sql stable security invoker set search_path = '' as $$
  select contact
  union select coalesce(c.target, c.conversation_id) from public.conversations c
    where c.conversation_id in (select k from chip.contact_keys(contact) k)
$$;

-- Of the conversations themselves, and what the contact has said in groups.
create or replace function chip.contact_messages(contact text) returns setof public.messages
language sql stable security invoker set search_path = '' as $$
  select m.* from public.messages m
    where m.conversation_id = any (array(select chip.contact_keys(contact)))
      or m.sender = any (array(select chip.contact_addresses(contact)))
$$;

-- Of the conversations themselves, and what was called in groups to answer the contact.
create or replace function chip.contact_tool_calls(contact text) returns setof public.tool_calls
language sql stable security invoker set search_path = '' as $$
  select t.* from public.tool_calls t
    where t.conversation_id = any (array(select chip.contact_keys(contact)))
      or (t.conversation_id, t.turn_fence) in (select m.conversation_id, m.turn_fence from public.messages m
        where m.sender = any (array(select chip.contact_addresses(contact))))
$$;

-- Those of its messages, and bodies that were only kept for audit. A number stands in a body as its sender spells it.
create or replace function chip.contact_events(contact text) returns setof public.events
language sql stable security invoker set search_path = '' as $$
  select e.* from public.events e
    where e.message_id in (select m.id from chip.contact_messages(contact) m)
      or exists (select from chip.contact_addresses(contact) a where length(a) >= 7
        and strpos(translate(e.raw::text, '- ().+', ''), translate(a, '- ().+', '')) > 0)
$$;

create or replace function chip.export_contact(input jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare
  contact text := input ->> 'contact';
  keys text[] := array(select chip.contact_keys(contact));
  addresses text[] := array(select chip.contact_addresses(contact));
begin
  return jsonb_build_object(
    'conversations', (select coalesce(jsonb_agg(to_jsonb(r)), '[]')
      from public.conversations r where r.conversation_id = any (keys)),
    'messages', (select coalesce(jsonb_agg(to_jsonb(r) order by r.seq), '[]') from chip.contact_messages(contact) r),
    'outbox', (select coalesce(jsonb_agg(to_jsonb(r) order by r.seq), '[]')
      from public.outbox r where r.conversation_id = any (keys)),
    'turns', (select coalesce(jsonb_agg(to_jsonb(r)), '[]') from public.turns r where r.conversation_id = any (keys)),
    'turn_failures', (select coalesce(jsonb_agg(to_jsonb(r)), '[]')
      from public.turn_failures r where r.conversation_id = any (keys)),
    'conversation_usage', (select coalesce(jsonb_agg(to_jsonb(r)), '[]')
      from public.conversation_usage r where r.conversation_id = any (keys)),
    'tool_calls', (select coalesce(jsonb_agg(to_jsonb(r)), '[]') from chip.contact_tool_calls(contact) r),
    'asks', (select coalesce(jsonb_agg(to_jsonb(r)), '[]')
      from public.asks r where r.conversation_id = any (keys) or r.asker = any (addresses)),
    'jobs', (select coalesce(jsonb_agg(to_jsonb(r)), '[]')
      from public.jobs r where r.conversation_id = any (keys) or r.author = any (addresses)),
    'events', (select coalesce(jsonb_agg(to_jsonb(r) order by r.seq), '[]') from chip.contact_events(contact) r),
    'consents', (select coalesce(jsonb_agg(to_jsonb(r)), '[]') from public.consents r where r.target = any (addresses)),
    'consent_changes', (select coalesce(jsonb_agg(to_jsonb(r)), '[]')
      from public.consent_changes r where r.target = any (addresses)));
end
$$;

-- Whoever holds a turn or a send of it finds that it is lost; a status that comes later is a duplicate.
create or replace function chip.forget(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
declare
  contact text := input ->> 'contact';
  keys text[];
  addresses text[];
  texts uuid[];
  touched text[];
  event_seqs bigint[];
  n_events integer;
  n_replies integer;
  n_messages integer;
  n_conversations integer;
  n_opt_outs integer;
begin
  perform from public.conversations c
    where c.conversation_id = any (array(select chip.contact_keys(contact))) or c.conversation_id in (
      select m.conversation_id from chip.contact_messages(contact) m)
    order by c.conversation_id collate "C" for update;
  keys := array(select chip.contact_keys(contact));
  addresses := array(select chip.contact_addresses(contact));
  texts := array(select m.id from chip.contact_messages(contact) m);
  touched := array(select distinct m.conversation_id from public.messages m where m.id = any (texts));
  event_seqs := array(select e.seq from chip.contact_events(contact) e);
  perform chip.ensure_hash_key();
  insert into public.forgotten_ids (hash, forgotten_at)
    select distinct chip.keyed_hash('id' || chr(10) || i.channel || chr(10) || i.id), chip.now_ms() from (
      select e.channel, e.external_id as id from public.events e where e.seq = any (event_seqs)
      union select e.channel, e.webhook_id from public.events e where e.seq = any (event_seqs)
      union select o.channel, o.id::text from public.outbox o where o.conversation_id = any (keys)
      union select o.channel, o.provider_id from public.outbox o where o.conversation_id = any (keys)
    ) i where i.id is not null
    on conflict do nothing;
  insert into public.forgotten_opt_outs (hash, opted_out_at, source, message_id)
    select chip.keyed_hash('opt-out' || chr(10) || c.channel || chr(10) || c.target), c.opted_out_at, c.source, c.message_id
      from public.consents c where c.target = any (addresses) and c.opted_out_at is not null
    on conflict do nothing;
  get diagnostics n_opt_outs = row_count;

  -- What a group was summed up by may quote them. Its place stays, so that the lines before it stay behind it.
  update public.conversations set summary = null where conversation_id = any (touched);
  delete from public.events where seq = any (event_seqs);
  get diagnostics n_events = row_count;
  delete from public.outbox where conversation_id = any (keys);
  get diagnostics n_replies = row_count;
  delete from public.turns where conversation_id = any (keys);
  delete from public.turn_failures where conversation_id = any (keys);
  delete from public.tool_calls t using chip.contact_tool_calls(contact) theirs
    where t.conversation_id = theirs.conversation_id and t.turn_fence = theirs.turn_fence and t.position = theirs.position;
  delete from public.asks where conversation_id = any (keys) or asker = any (addresses);
  delete from public.jobs where conversation_id = any (keys) or author = any (addresses);
  delete from public.messages where id = any (texts);
  get diagnostics n_messages = row_count;
  delete from public.conversations where conversation_id = any (keys);
  get diagnostics n_conversations = row_count;
  -- A group in which nobody else has asked anything has nothing due any more.
  update public.conversations c set due_at = null, first_unanswered_at = null
    where c.conversation_id = any (touched) and c.due_at is not null and not exists (
      select from public.messages m where m.conversation_id = c.conversation_id and m.state = 'unanswered');
  delete from public.consents where target = any (addresses);
  delete from public.consent_changes where target = any (addresses);
  return jsonb_build_object('conversations', n_conversations, 'messages', n_messages, 'replies', n_replies,
    'events', n_events, 'optOutsKept', n_opt_outs);
end
$$;

-- Removes one batch of what is older, so that nobody has to wait for it. What somebody else holds is left to the next.
create or replace function chip.purge(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
declare
  before_ms bigint := (input ->> 'before')::bigint;
  most integer := (input ->> 'most')::integer;
  ids_before bigint := chip.now_ms() - 2592000000;
  old_ids uuid[];
  n_messages integer := 0;
  n_events integer := 0;
  n_conversations integer := 0;
  n_ids integer;
begin
  delete from public.forgotten_ids
    where hash in (select f.hash from public.forgotten_ids f where f.forgotten_at < ids_before limit most);
  get diagnostics n_ids = row_count;
  if before_ms is not null then
    -- A group is welcomed once for ever, which its greeting is the proof of.
    old_ids := array(
      select m.id from public.messages m join public.conversations c on c.conversation_id = m.conversation_id
        where m.created_at < chip.to_time(before_ms) and m.state <> 'unanswered'
          and not (c.kind = 'group' and m.origin is not distinct from 'greeting')
          and not exists (select from public.outbox o
            where o.id = m.id and o.state in ('pending', 'sending', 'unknown'))
        order by m.seq limit most for no key update of c skip locked);
    delete from public.outbox where id = any (old_ids);
    delete from public.messages where id = any (old_ids);
    get diagnostics n_messages = row_count;
    delete from public.turns where (conversation_id, fence) in (
      select t.conversation_id, t.fence from public.turns t where t.created_at < chip.to_time(before_ms) limit most);
    delete from public.turn_failures where seq in (
      select f.seq from public.turn_failures f where f.created_at < chip.to_time(before_ms) limit most);
    delete from public.tool_calls where (conversation_id, turn_fence, position) in (
      select t.conversation_id, t.turn_fence, t.position from public.tool_calls t where t.created_at < before_ms limit most);
    delete from public.asks where (conversation_id, number) in (
      select a.conversation_id, a.number from public.asks a
        where a.created_at < before_ms and a.state <> 'running' limit most);
    -- A job waits for its time however long.
    delete from public.jobs where id in (
      select j.id from public.jobs j where j.created_at < chip.to_time(before_ms) and j.state <> 'open' limit most);
    delete from public.events where seq in (
      select e.seq from public.events e where e.created_at < chip.to_time(least(before_ms, ids_before))
        order by e.seq limit most for update skip locked);
    get diagnostics n_events = row_count;
    -- What nothing is left of and nobody waits in. A pause is somebody's wish and stays.
    delete from public.conversations where id in (
      select c.id from public.conversations c
        where coalesce(c.inbound_at, chip.to_ms(c.created_at)) < before_ms and c.due_at is null and c.paused_at is null
          and not exists (select from public.messages m where m.conversation_id = c.conversation_id)
          and not exists (select from public.turns t where t.conversation_id = c.conversation_id)
          and not exists (select from public.turn_failures f where f.conversation_id = c.conversation_id)
          and not exists (select from public.tool_calls l where l.conversation_id = c.conversation_id)
          and not exists (select from public.asks a where a.conversation_id = c.conversation_id)
          and not exists (select from public.jobs j where j.conversation_id = c.conversation_id)
        limit most for update skip locked);
    get diagnostics n_conversations = row_count;
  end if;
  return jsonb_build_object('messages', n_messages, 'events', n_events, 'conversations', n_conversations,
    'forgottenIds', n_ids);
end
$$;
