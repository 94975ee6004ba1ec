-- What happened in a time, in numbers alone: of what was stored in it and no more, by an index. `percentile_disc` is a value
-- that there was.

create or replace function chip.read_digest(input jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare
  since timestamptz := chip.to_time((input ->> 'since')::bigint);
  until timestamptz := chip.to_time((input ->> 'until')::bigint);
  answer jsonb;
begin
  select jsonb_build_object('texts', count(*), 'people', count(distinct coalesce(m.sender, m.conversation_id)),
      'limited', count(*) filter (where m.state = 'rate-limited'), 'deadTexts', count(*) filter (where m.state = 'dead'))
    into answer from public.messages m
    where m.created_at >= since and m.created_at < until and m.direction = 'in';
  answer := answer || (
    select jsonb_build_object(
        'replies', count(*) filter (where o.state in ('sent', 'delivered') and o.origin like 'turn:%'),
        'deadReplies', count(*) filter (where o.state in ('dead', 'failed')))
      from public.messages m join public.outbox o on o.id = m.id
      where m.created_at >= since and m.created_at < until and m.direction = 'out');
  answer := answer || (
    select jsonb_build_object('medianMs', percentile_disc(0.5) within group (order by a.ms),
        'p95Ms', percentile_disc(0.95) within group (order by a.ms))
      from (
        select o.sending_at - (select chip.to_ms(min(m.created_at)) from public.messages m
            where m.conversation_id = t.conversation_id and m.turn_fence = t.fence and m.state = 'covered') as ms
          from (select r.conversation_id, r.fence from public.turns r
              where r.created_at >= since and r.created_at < until order by r.created_at desc limit 20000) t
            join public.outbox o on o.conversation_id = t.conversation_id and o.origin = 'turn:' || t.fence and o.part = 0
          where o.state in ('sent', 'delivered')
      ) a where a.ms is not null);
  return answer || (
    select jsonb_build_object('failures', count(*)) from public.turn_failures f
      where f.created_at >= since and f.created_at < until) || (
    select jsonb_build_object(
        'tokens', coalesce(sum((c ->> 'promptTokens')::numeric + (c ->> 'completionTokens')::numeric), 0),
        'microUsd', coalesce(sum((c ->> 'microUsd')::numeric), 0))
      from (
        select t.model_calls from public.turns t where t.created_at >= since and t.created_at < until
        union all
        select f.model_calls from public.turn_failures f where f.created_at >= since and f.created_at < until
      ) took, jsonb_array_elements(took.model_calls) c);
end
$$;

create or replace function public.read_digest(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
begin
  return jsonb_build_object('value', chip.read_digest(input), 'now', chip.now_ms());
end
$$;

revoke all on function public.read_digest(jsonb) from public, anon, authenticated;
grant execute on function public.read_digest(jsonb) to service_role;
revoke all on all functions in schema chip from public, anon, authenticated;
grant execute on all functions in schema chip to service_role;

-- PostgREST learns of new functions.
notify pgrst, 'reload schema';
