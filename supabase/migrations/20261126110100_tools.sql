-- What needs a yes is staged with the turn that asks, and done at most once.

-- A number that is taken fails the commit: the question would be about something else.
create or replace function chip.stage_asks(key text, of_fence bigint, input jsonb) returns void
language sql volatile security invoker set search_path = '' as $$
  insert into public.asks (conversation_id, number, turn_fence, tool, arguments, summary, asker, expires_at, created_at,
      updated_at)
    select key, (a ->> 'number')::integer, of_fence, a ->> 'tool', a ->> 'arguments', a ->> 'summary', a ->> 'asker',
        n.now_ms + (a ->> 'ttlMs')::bigint, n.now_ms, n.now_ms
      from jsonb_array_elements(coalesce(input -> 'staged', '[]')) a, (select chip.now_ms() as now_ms) n
      where a ->> 'kind' = 'ask'
$$;

create or replace function chip.last_ask_number(input jsonb) returns integer
language sql stable security invoker set search_path = '' as $$
  select coalesce(max(a.number), 0) from public.asks a join public.conversations c on c.conversation_id = a.conversation_id
    where c.id = chip.to_uuid(input ->> 'conversationId')
$$;

create or replace function chip.answer_ask(input jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  is_yes boolean := input ->> 'answer' = 'yes';
  execution text := input ->> 'executionId';
  text_id uuid := chip.to_uuid(input ->> 'messageId');
  held public.conversations;
  said public.messages;
  ask public.asks;
begin
  select * into held from public.conversations c
    where c.id = chip.to_uuid(input ->> 'conversationId') for no key update;
  if not found or held.fence <> (input ->> 'fence')::bigint or held.claim_id is distinct from input ->> 'claimId' then
    return jsonb_build_object('state', 'lost');
  end if;
  select * into said from public.messages m
    where m.id = text_id and m.conversation_id = held.conversation_id and m.state = 'unanswered';
  if not found then
    return jsonb_build_object('state', 'none');
  end if;
  select * into ask from public.asks a
    where a.conversation_id = held.conversation_id and a.number = (input ->> 'number')::bigint;
  if not found then
    return jsonb_build_object('state', 'none');
  end if;
  if coalesce(said.sender, '') <> ask.asker then
    return jsonb_build_object('state', 'not-theirs');
  end if;
  if ask.state = 'open' then
    -- "ok, one" to something else, while the question was still on its way.
    if chip.to_ms(said.created_at) < ask.created_at then
      return jsonb_build_object('state', 'none');
    end if;
    if chip.to_ms(said.created_at) > ask.expires_at then
      return jsonb_build_object('state', 'expired', 'summary', ask.summary);
    end if;
    update public.asks a
      set state = case when is_yes then 'running' else 'declined' end, message_id = text_id, execution_id = execution,
        updated_at = chip.now_ms()
      where a.conversation_id = ask.conversation_id and a.number = ask.number;
    if not is_yes then
      return jsonb_build_object('state', 'declined', 'again', false, 'summary', ask.summary, 'result', null);
    end if;
    ask.execution_id := execution;
    ask.state := 'running';
  end if;
  if ask.state = 'running' and ask.execution_id = execution then
    return jsonb_build_object('state', 'taken', 'tool', ask.tool, 'arguments', ask.arguments, 'summary', ask.summary);
  end if;
  if ask.state = 'running' then
    -- Turns of a conversation follow each other: whoever began it has ended without a word.
    update public.asks a set state = 'unknown', updated_at = chip.now_ms()
      where a.conversation_id = ask.conversation_id and a.number = ask.number;
    ask.state := 'unknown';
  end if;
  return jsonb_build_object('state', ask.state, 'again', ask.message_id is distinct from text_id, 'summary', ask.summary,
    'result', ask.result);
end
$$;

create or replace function chip.end_ask(input jsonb) returns void
language sql volatile security invoker set search_path = '' as $$
  update public.asks a set state = input ->> 'state', result = input ->> 'result', updated_at = chip.now_ms()
    from public.conversations c
    where c.id = chip.to_uuid(input ->> 'conversationId') and a.conversation_id = c.conversation_id
      and a.number = (input ->> 'number')::bigint and a.execution_id = input ->> 'executionId'
      and a.state in ('running', 'unknown')
$$;
