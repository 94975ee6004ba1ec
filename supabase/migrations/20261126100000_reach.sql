-- Since when status webhooks can reach every server. A grace that has run while one of them was frozen, killed or without
-- its database has partly been none: what Loop posted there is still to come. So each server says when it asks for work
-- for how long it has been in reach, and whoever is silent is known to be out of it.

create table if not exists public.replicas (
  id text primary key,
  seen_at bigint not null,
  reachable_since bigint not null
);

do $$
begin
  if not (select c.relrowsecurity from pg_class c where c.oid = 'public.replicas'::regclass) then
    alter table public.replicas enable row level security;
  end if;
end
$$;
revoke all on public.replicas from public, anon, authenticated;
grant select, insert, update, delete on public.replicas to service_role;

-- Writes down who asks, a few times in the silence that would be noticed. Waits for nobody: of calls that come at once one
-- is enough.
create or replace function chip.note_replica(input jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
declare
  replica text := input -> 'replica' ->> 'id';
  silent_ms bigint := (input -> 'replica' ->> 'silentMs')::numeric::bigint;
  now_ms bigint := chip.now_ms();
  since bigint := now_ms - coalesce((input ->> 'reachableForMs')::numeric::bigint, now_ms);
  known public.replicas;
begin
  if replica is null then
    return;
  end if;
  select * into known from public.replicas r where r.id = replica;
  if not found then
    insert into public.replicas (id, seen_at, reachable_since) values (replica, now_ms, since) on conflict do nothing;
    -- Longer ago than the longest grace: of no meaning any more.
    delete from public.replicas r where r.id = any (array(
      select gone.id from public.replicas gone where gone.seen_at < now_ms - 3600000 for update skip locked));
  elsif now_ms - known.seen_at > silent_ms / 8 or since - known.reachable_since > silent_ms / 8 then
    update public.replicas r set seen_at = now_ms, reachable_since = since
      where r.id = any (array(select mine.id from public.replicas mine where mine.id = replica for update skip locked));
  end if;
end
$$;

-- Whoever has been silent for as long as a send may be held is taken for gone: nothing is posted there any more.
create or replace function chip.reachable_since(input jsonb, now_ms bigint) returns bigint
language sql stable security invoker set search_path = '' as $$
  select greatest(
    now_ms - coalesce((input ->> 'reachableForMs')::numeric::bigint, now_ms),
    (select max(case
        when now_ms - r.seen_at <= (input -> 'replica' ->> 'silentMs')::numeric::bigint then r.reachable_since
        else least(now_ms, r.seen_at + (input ->> 'leaseMs')::bigint) end)
      from public.replicas r where r.id <> input -> 'replica' ->> 'id'))
$$;

-- Completes a grace in which not everybody could be reached for a part of it; false where it was a whole one.
create or replace function chip.prolong(waiting public.outbox, input jsonb, now_ms bigint) returns boolean
language plpgsql security invoker set search_path = '' as $$
begin
  if waiting.state <> 'unknown' then
    return false;
  end if;
  perform chip.begin_grace(waiting, input, chip.reachable_since(input, now_ms));
  return (select o.next_at > now_ms from public.outbox o where o.id = waiting.id);
end
$$;

-- As before, and a grace has to be a whole one.
create or replace function chip.may_be_sent(head public.outbox, input jsonb, now_ms bigint) returns boolean
language plpgsql security invoker set search_path = '' as $$
begin
  if chip.is_silenced(head) then
    perform chip.finish(head.id, 'opted-out', 'opted-out');
  -- A sender that stopped in the middle of a send leaves `unknown`, never `pending`: it may have been sent.
  elsif head.state = 'sending' or head.next_at = 0 then
    perform chip.begin_grace(head, input, now_ms);
  elsif chip.prolong(head, input, now_ms) then
    return false;
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

-- As before, and of a resend which other sends of the conversation had the same text: none of them is this one. The newest
-- are enough, since whoever looks for a send looks at the last minutes.
create or replace function chip.to_send(taken public.outbox) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
begin
  return (select jsonb_build_object('id', taken.id, 'claimId', taken.claim_id, 'conversationId', c.id,
      'channel', taken.channel, 'target', taken.target, 'targetKind', taken.target_kind, 'text', taken.body,
      'origin', taken.origin, 'part', taken.part, 'attempt', taken.attempts, 'resend', taken.resends > 0,
      'sentBefore', case when taken.resends > 0
        then jsonb_build_object('at', taken.sent_before_at, 'providerId', taken.provider_id, 'otherIds', to_jsonb(array(
          select o.provider_id from public.outbox o
            where o.conversation_id = taken.conversation_id and o.body = taken.body and o.id <> taken.id
              and o.provider_id is not null order by o.seq desc limit 20))) end,
      'service', c.transport)
    from public.conversations c where c.conversation_id = taken.conversation_id);
end
$$;

create or replace function public.claim_send(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
begin
  perform chip.note_replica(input);
  return jsonb_build_object('value', chip.claim_send(input), 'now', chip.now_ms());
end
$$;

revoke all on all functions in schema chip from public, anon, authenticated;
grant execute on all functions in schema chip to service_role;

notify pgrst, 'reload schema';
