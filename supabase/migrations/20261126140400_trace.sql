-- The oldest text that a text of ours answers, whose trace it belongs to; null for what is no reply.
create or replace function chip.first_text_of(input jsonb) returns uuid
language sql stable security invoker set search_path = '' as $$
  select t.id from public.messages m
    join public.messages t on t.conversation_id = m.conversation_id and t.turn_fence = m.turn_fence
    where m.id = chip.to_uuid(input ->> 'messageId') and m.origin like 'turn:%' and t.state = 'covered'
    order by t.seq limit 1
$$;

create or replace function public.first_text_of(input jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
begin
  return jsonb_build_object('value', chip.first_text_of(input), 'now', chip.now_ms());
end
$$;
