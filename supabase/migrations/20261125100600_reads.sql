-- What is only read.

-- The newest lines of a conversation, oldest first.
create or replace function chip.list_recent_messages(input jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'direction', r.direction, 'author', r.sender,
      'body', r.body, 'heard', r.heard, 'createdAt', chip.to_ms(r.created_at)) order by r.seq), '[]')
    from (
      select m.* from public.messages m join public.conversations c on c.conversation_id = m.conversation_id
        where c.id = chip.to_uuid(input ->> 'conversationId')
        order by m.seq desc limit (input ->> 'limit')::integer
    ) r
$$;

-- What became of one text, for inline answers; null when it is not there.
create or replace function chip.read_outcome(input jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('state', m.state, 'receivedText', m.body, 'externalConversationId', c.external_id,
      'failures', c.failures, 'replies', (
        select coalesce(jsonb_agg(jsonb_build_object('text', r.body, 'sendState', o.state,
            'providerId', o.provider_id, 'errorCode', o.error_code) order by r.seq), '[]')
          from public.messages r left join public.outbox o on o.id = r.id
          where r.conversation_id = m.conversation_id and r.origin in (
            -- What was only listened to has a place among the turns, but no reply.
            case m.state when 'covered' then 'turn:' || m.turn_fence end, 'consent:' || m.id)))
    from public.messages m join public.conversations c on c.conversation_id = m.conversation_id
    where m.id = chip.to_uuid(input ->> 'messageId') and m.direction = 'in'
$$;
