-- Why a text was answered, or was not: what became of it, step by step.

create or replace function chip.trail_event(e public.events) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('name', e.name, 'outcome', e.outcome, 'reason', e.reason,
    'createdAt', chip.to_ms(e.created_at), 'duplicates', e.duplicates, 'duplicateAt', e.duplicate_at)
$$;

-- What was sent because of a text: its turn's replies, and what was said about consent or limits.
create or replace function chip.trail_replies(said public.messages, of_fence bigint) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'origin', m.origin, 'part', coalesce(o.part, 0),
      'text', m.body, 'createdAt', chip.to_ms(m.created_at), 'state', o.state, 'attempts', coalesce(o.attempts, 0),
      'sendingAt', o.sending_at, 'updatedAt', o.updated_at, 'errorCode', o.error_code,
      'statuses', (select coalesce(jsonb_agg(jsonb_build_object('name', e.name, 'errorCode', e.error_code,
          'createdAt', chip.to_ms(e.created_at)) order by e.seq), '[]')
        from public.events e where e.message_id = m.id and e.status is not null)) order by m.seq), '[]')
    from public.messages m left join public.outbox o on o.id = m.id
    where m.conversation_id = said.conversation_id
      and m.origin in ('turn:' || of_fence, 'consent:' || said.id, 'notice:bot-loop:' || said.id)
$$;

create or replace function chip.trail_text(said public.messages) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare
  held public.conversations;
  of_fence bigint := case said.state when 'covered' then said.turn_fence end;
begin
  select * into strict held from public.conversations c where c.conversation_id = said.conversation_id;
  return jsonb_build_object('id', said.id, 'conversationId', held.id, 'createdAt', chip.to_ms(said.created_at),
    'state', said.state, 'text', said.body,
    'event', (select chip.trail_event(e) from public.events e
      where e.message_id = said.id and e.status is null order by e.seq limit 1),
    'failures', (select coalesce(jsonb_agg(jsonb_build_object('fence', f.fence, 'reason', f.reason,
        'outcome', f.outcome, 'durationMs', f.duration_ms, 'createdAt', chip.to_ms(f.created_at)) order by f.seq), '[]')
      from public.turn_failures f where f.conversation_id = said.conversation_id and f.created_at >= said.created_at
        and (of_fence is null or f.fence < of_fence) and said.state in ('covered', 'unanswered', 'dead')),
    'turn', (select jsonb_build_object('fence', t.fence, 'model', t.model, 'promptTokens', t.prompt_tokens,
        'completionTokens', t.completion_tokens, 'durationMs', t.duration_ms, 'createdAt', chip.to_ms(t.created_at))
      from public.turns t where t.conversation_id = said.conversation_id and t.fence = of_fence),
    'replies', chip.trail_replies(said, of_fence),
    'waits', case when said.state = 'unanswered' then jsonb_build_object('pausedAt', held.paused_at,
      'readyAt', held.ready_at, 'leaseUntil', held.lease_until, 'failures', held.failures) end);
end
$$;

-- By the id of a text (ours or the channel's), of a reply, of a webhook; else the newest texts of a contact.
create or replace function chip.find_texts(query text, most integer) returns setof public.messages
language plpgsql stable security invoker set search_path = '' as $$
begin
  return query select m.* from public.messages m
    where m.direction = 'in' and (query in (m.id::text, m.external_id) or m.id in (
      select e.message_id from public.events e where e.webhook_id = query))
    order by m.seq limit most;
  if found then
    return;
  end if;
  return query select m.* from public.messages r
    join public.messages m on m.conversation_id = r.conversation_id and m.direction = 'in' and m.state = 'covered'
      and r.origin in ('turn:' || m.turn_fence, 'consent:' || m.id)
    where r.id = chip.to_uuid(query) or r.id in (select o.id from public.outbox o where o.provider_id = query)
    order by m.seq limit most;
  if found then
    return;
  end if;
  return query select m.* from public.messages m
    join public.conversations c on c.conversation_id = m.conversation_id
    where m.direction = 'in' and query in (c.target, c.external_id, c.id::text, c.conversation_id)
    order by m.seq desc limit most;
end
$$;

create or replace function chip.read_trail(input jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'texts', (select coalesce(jsonb_agg(chip.trail_text(t) order by t.seq), '[]')
      from chip.find_texts(input ->> 'query', (input ->> 'limit')::integer) t),
    'events', (select coalesce(jsonb_agg(chip.trail_event(e) order by e.seq), '[]') from (
      select * from public.events o where input ->> 'query' in (o.external_id, o.webhook_id)
        and not exists (select from public.messages m where m.id = o.message_id)
        order by o.seq limit (input ->> 'limit')::integer) s join public.events e on e.seq = s.seq),
    'killSwitch', chip.is_stopped())
$$;
