-- What is not done, for gauges. Reads indices only, and of each no more than 10,000 rows. Whom a human has taken over from
-- Chip waits for the human.
create or replace function chip.read_backlog() returns jsonb
language sql stable security invoker set search_path = '' as $$
  with waiting as (
    select count(*) as n, min(w.first_unanswered_at) as oldest from (
      select c.first_unanswered_at from public.conversations c
        where c.ready_at is not null and c.paused_at is null order by c.ready_at limit 10000
    ) w
  ), held as (
    select min(r.claimed_at) as oldest from public.reservations r
      join public.conversations c on c.conversation_id = r.conversation_id and c.fence = r.fence
      where c.claim_id is not null
  ), used as (
    select u.tokens, u.micro_usd from public.installation_usage u where chip.now_ms() < u.day_at + 86400000
  ), unsettled as (
    select count(*) as n from (select from public.outbox o where o.state = 'unknown' limit 10000) u
  )
  select jsonb_build_object(
    'waiting', waiting.n, 'waitingMs', greatest(0, chip.now_ms() - coalesce(waiting.oldest, chip.now_ms())),
    'leaseMs', greatest(0, chip.now_ms() - coalesce(held.oldest, chip.now_ms())),
    'pendingSends', (
      select count(*) from (select from public.outbox o where o.state in ('pending', 'sending', 'unknown') limit 10000) p
    ) - unsettled.n,
    'unknownSends', unsettled.n,
    'deadMessages', (select count(*) from (select from public.messages m where m.state = 'dead' limit 10000) d),
    -- An alarm that could not be told in time would else be one more.
    'deadSends', (select count(*) from (select from public.outbox o
      where o.state in ('dead', 'failed') and o.origin not like 'notice:alarm:%' limit 10000) e),
    'tokensUsed', coalesce((select used.tokens from used), 0),
    'microUsdUsed', coalesce((select used.micro_usd from used), 0))
    from waiting, held, unsettled
$$;

create or replace function public.read_backlog(input jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
begin
  return jsonb_build_object('value', chip.read_backlog(), 'now', chip.now_ms());
end
$$;
