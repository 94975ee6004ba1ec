-- Alarms that a human is told of once, by one of the servers.

create or replace function chip.raise_alarm(input jsonb) returns boolean
language plpgsql security invoker set search_path = '' as $$
declare
  now_ms bigint := chip.now_ms();
begin
  insert into public.alarms as a (kind, raised_at, seen_at) values (input ->> 'kind', now_ms, now_ms)
    on conflict (kind) do update set seen_at = excluded.seen_at;
  update public.alarms a
    set claim_id = input ->> 'claimId', lease_until = now_ms + (input ->> 'leaseMs')::bigint
    where a.kind = input ->> 'kind' and (a.lease_until <= now_ms or a.claim_id = input ->> 'claimId')
      and (a.told_at is null or a.told_at <= now_ms - (input ->> 'repeatMs')::bigint);
  return found;
end
$$;

create or replace function chip.claim_ended_alarm(input jsonb) returns text
language plpgsql security invoker set search_path = '' as $$
declare
  now_ms bigint := chip.now_ms();
  quiet_since bigint := now_ms - (input ->> 'quietMs')::bigint;
  ended text;
begin
  -- Nobody was told, so nobody waits for the all clear.
  delete from public.alarms a where a.told_at is null and a.seen_at < quiet_since and a.lease_until <= now_ms;
  select a.kind into ended from public.alarms a
    where a.seen_at < quiet_since and a.told_at is not null
      and (a.lease_until <= now_ms or a.claim_id = input ->> 'claimId')
    order by a.claim_id is not distinct from input ->> 'claimId' desc limit 1 for no key update skip locked;
  update public.alarms a
    set claim_id = input ->> 'claimId', lease_until = now_ms + (input ->> 'leaseMs')::bigint where a.kind = ended;
  return ended;
end
$$;

create or replace function chip.alarm_told(input jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
begin
  if (input ->> 'ended')::boolean then
    delete from public.alarms a where a.kind = input ->> 'kind' and a.claim_id = input ->> 'claimId';
  else
    update public.alarms a set told_at = chip.now_ms(), claim_id = null, lease_until = 0
      where a.kind = input ->> 'kind' and a.claim_id = input ->> 'claimId';
  end if;
end
$$;

-- `hold_conversation` reads what it needs of an event.
create or replace function chip.send_notice(input jsonb) returns boolean
language plpgsql security invoker set search_path = '' as $$
declare
  held public.conversations := chip.hold_conversation(jsonb_build_object('channel', input ->> 'channel',
    'event', jsonb_build_object('conversation', input -> 'conversation')));
begin
  return chip.enqueue(held, input ->> 'origin', jsonb_build_array(input ->> 'text'), (input ->> 'ttlMs')::bigint);
end
$$;

create or replace function public.raise_alarm(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
begin
  return jsonb_build_object('value', chip.raise_alarm(input), 'now', chip.now_ms());
end
$$;

create or replace function public.claim_ended_alarm(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
begin
  return jsonb_build_object('value', chip.claim_ended_alarm(input), 'now', chip.now_ms());
end
$$;

create or replace function public.alarm_told(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
begin
  perform chip.alarm_told(input);
  return jsonb_build_object('value', null, 'now', chip.now_ms());
end
$$;

create or replace function public.send_notice(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
begin
  return jsonb_build_object('value', chip.send_notice(input), 'now', chip.now_ms());
end
$$;
