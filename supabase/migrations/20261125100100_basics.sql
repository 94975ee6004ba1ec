-- What several steps need. In a schema of its own, which no REST interface shows.
--
-- Locks: whatever changes a conversation, its open texts or its outbox holds the row of that conversation; who holds several
-- has locked them in the order of `conversation_id`, or skips what others hold. So within a conversation the steps follow each other as if there were no others,
-- and each statement after the lock sees what the one before has left (READ COMMITTED).

create or replace function chip.now_ms() returns bigint
language sql volatile security invoker set search_path = '' as $$
  select floor(extract(epoch from clock_timestamp()) * 1000)::bigint
$$;

create or replace function chip.to_time(ms bigint) returns timestamptz
language sql stable security invoker set search_path = '' as $$
  select timestamptz 'epoch' + ms * interval '1 millisecond'
$$;

create or replace function chip.to_ms(at timestamptz) returns bigint
language sql stable security invoker set search_path = '' as $$
  select floor(extract(epoch from at) * 1000)::bigint
$$;

-- Ids come back from outside, where they may have become anything.
create or replace function chip.to_uuid(id text) returns uuid
language sql immutable security invoker set search_path = '' as $$
  select case when id ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then id::uuid end
$$;

-- All conversations of a person, and one that may have no address.
create or replace function chip.conversations_of(for_channel text, for_target text, key text) returns setof text
language sql stable security invoker set search_path = '' as $$
  select conversation_id from public.conversations where channel = for_channel and target = for_target
  union select key
$$;

create or replace function chip.lock_person(for_channel text, for_target text, key text) returns void
language plpgsql security invoker set search_path = '' as $$
begin
  perform from public.conversations c
    where c.conversation_id = any (array(select chip.conversations_of(for_channel, for_target, key)))
    order by c.conversation_id collate "C" for no key update;
end
$$;

-- Two calls that speak of the same thing go one after the other, also where there is no row yet that could be locked.
create or replace function chip.lock_name(kind text, name text) returns void
language sql volatile security invoker set search_path = '' as $$
  select pg_advisory_xact_lock(hashtextextended('chip:' || kind || ':' || name, 0))
$$;

-- A text that has come, in the state that it begins in.
create or replace function chip.store_text(
  conversation public.conversations, input jsonb, text_id uuid, in_state text
) returns void
language plpgsql security invoker set search_path = '' as $$
declare
  event jsonb := input -> 'event';
begin
  insert into public.messages (id, conversation_id, direction, sender, recipient, body, raw, created_at, external_id,
      attachments, transport, form, spoken, reply_to_id, state, turn_fence)
    values (text_id, conversation.conversation_id, 'in', event ->> 'author', event ->> 'recipient', event ->> 'text',
      input -> 'raw', chip.to_time(chip.now_ms()), event ->> 'externalId', coalesce(event -> 'attachments', '[]'),
      event ->> 'transport', coalesce(event ->> 'form', 'text'), coalesce((event ->> 'spoken')::boolean, false),
      event ->> 'replyToId', in_state,
      -- What was listened to stands where it was said: behind the turn that runs, before the one to come.
      case in_state when 'listened' then conversation.fence + 1 end);
end
$$;

-- Replies into history and outbox. False: there were some of the same origin, and nothing has changed.
create or replace function chip.enqueue(
  conversation public.conversations, for_origin text, texts jsonb, ttl_ms bigint
) returns boolean
language plpgsql security invoker set search_path = '' as $$
declare
  key text := conversation.conversation_id;
  now_ms bigint := chip.now_ms();
  turn bigint;
  behind boolean;
  line record;
  new_id uuid;
begin
  if exists (select from public.messages m where m.conversation_id = key and m.origin = for_origin) then
    return false;
  end if;
  -- The turn by which a line stands in the dialogue; notices and consent are no part of it, a welcome is.
  turn := case
    when for_origin = 'greeting' then conversation.fence + 1
    when for_origin like 'turn:%' then substr(for_origin, 6)::bigint
  end;
  behind := exists (
    select from public.outbox o where o.conversation_id = key and o.state in ('pending', 'sending', 'unknown')
  );
  for line in
    select t.body, (t.number - 1)::integer as part from jsonb_array_elements_text(texts) with ordinality t (body, number)
  loop
    new_id := gen_random_uuid();
    insert into public.messages (id, conversation_id, direction, recipient, body, created_at, state, turn_fence, origin)
      values (new_id, key, 'out', conversation.target, line.body, chip.to_time(now_ms), 'out', turn, for_origin);
    -- Nobody to send to: the reply stays in the history and goes nowhere.
    continue when conversation.target is null;
    insert into public.outbox (id, conversation_id, channel, target, target_kind, body, origin, part, next_at,
        expires_at, created_at, updated_at)
      values (new_id, key, conversation.channel, conversation.target, conversation.kind, line.body, for_origin,
        line.part, case when behind then null else now_ms end, now_ms + ttl_ms, chip.to_time(now_ms), now_ms);
    -- Only the first open row of a conversation may move: replies leave in order.
    behind := true;
  end loop;
  return true;
end
$$;

-- Whoever ends a row, the next one of its conversation comes to the head, with the age it has.
create or replace function chip.promote_next() returns trigger
language plpgsql security invoker set search_path = '' as $$
begin
  update public.outbox o set next_at = chip.to_ms(o.created_at)
    where o.next_at is null and o.seq = (
      select min(n.seq) from public.outbox n
        where n.conversation_id = new.conversation_id and n.state in ('pending', 'sending', 'unknown'));
  return null;
end
$$;

do $$
begin
  if not exists (
    select from pg_trigger where tgname = 'outbox_next' and tgrelid = to_regclass('public.outbox')
  ) then
    create trigger outbox_next after update of state on public.outbox for each row
      when (new.state not in ('pending', 'sending', 'unknown')) execute function chip.promote_next();
  end if;
end
$$;

create or replace function chip.finish(row_id uuid, new_state text, code text) returns void
language sql volatile security invoker set search_path = '' as $$
  update public.outbox set state = new_state, error_code = code, updated_at = chip.now_ms() where id = row_id
$$;

-- Puts a row back: to be sent (`pending`), or to be looked at again when its grace is over (`unknown`).
create or replace function chip.postpone(row_id uuid, new_state text, until_ms bigint, code text) returns void
language sql volatile security invoker set search_path = '' as $$
  update public.outbox set state = new_state, next_at = until_ms, error_code = code, updated_at = chip.now_ms()
    where id = row_id
$$;
