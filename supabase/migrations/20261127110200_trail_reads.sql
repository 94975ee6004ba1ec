-- As in 20261126130300_trail.sql, with what made the turn and what held a text back.

create or replace function chip.trail_replies(said public.messages, of_fence bigint) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'origin', m.origin, 'part', coalesce(o.part, 0),
      'text', m.body, 'createdAt', chip.to_ms(m.created_at), 'state', o.state, 'attempts', coalesce(o.attempts, 0),
      'sendingAt', o.sending_at, 'updatedAt', o.updated_at, 'errorCode', o.error_code,
      'redrivenAt', m.redriven_at,
      'statuses', (select coalesce(jsonb_agg(jsonb_build_object('name', e.name, 'errorCode', e.error_code,
          'createdAt', chip.to_ms(e.created_at)) order by e.seq), '[]')
        from public.events e where e.message_id = m.id and e.status is not null)) order by m.seq), '[]')
    from public.messages m left join public.outbox o on o.id = m.id
    where m.conversation_id = said.conversation_id
      and (m.origin in ('turn:' || of_fence, 'consent:' || said.id, 'notice:bot-loop:' || said.id)
        or (m.seq > said.seq and m.origin in ('notice:limit-minute:' || (said.limit_until - 60000),
          'notice:limit-day:' || (said.limit_until - 86400000),
          'notice:limit-installation:' || (said.limit_until - 86400000)))
        or m.origin in (select 'notice:' || f.fence from public.turn_failures f
          where f.conversation_id = said.conversation_id and f.created_at >= said.created_at
            and (of_fence is null or f.fence < of_fence) and said.state in ('covered', 'unanswered', 'dead')))
$$;

create or replace function chip.trail_turn(key text, of_fence bigint) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('fence', t.fence, 'model', t.model, 'promptTokens', t.prompt_tokens,
      'completionTokens', t.completion_tokens, 'durationMs', t.duration_ms, 'createdAt', chip.to_ms(t.created_at),
      'route', t.route, 'modelCalls', t.model_calls,
      'toolCalls', (select coalesce(jsonb_agg(jsonb_build_object('tool', c.tool, 'outcome', c.outcome,
          'arguments', c.arguments, 'ms', c.duration_ms, 'createdAt', c.created_at) order by c.position), '[]')
        from public.tool_calls c where c.conversation_id = key and c.turn_fence = of_fence))
    from public.turns t where t.conversation_id = key and t.fence = of_fence
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
    'limit', case when said.limit_rule is not null then
      jsonb_build_object('rule', said.limit_rule, 'until', said.limit_until) end,
    'redrivenAt', said.redriven_at,
    'failures', (select coalesce(jsonb_agg(jsonb_build_object('fence', f.fence, 'reason', f.reason,
        'outcome', f.outcome, 'durationMs', f.duration_ms, 'createdAt', chip.to_ms(f.created_at),
        'modelCalls', f.model_calls) order by f.seq), '[]')
      from public.turn_failures f where f.conversation_id = said.conversation_id and f.created_at >= said.created_at
        and (of_fence is null or f.fence < of_fence) and said.state in ('covered', 'unanswered', 'dead')),
    'turn', chip.trail_turn(said.conversation_id, of_fence),
    'replies', chip.trail_replies(said, of_fence),
    'waits', case when said.state = 'unanswered' then jsonb_build_object('pausedAt', held.paused_at,
      'readyAt', held.ready_at, 'leaseUntil', held.lease_until, 'failures', held.failures) end);
end
$$;
