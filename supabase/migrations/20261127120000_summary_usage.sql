-- The tokens of a summary are counted with the turn after which it was made.

-- Asked first: an alter waits for all that use the table, also when there is nothing to alter.
do $$
begin
  if not exists (
    select from pg_attribute where attrelid = to_regclass('public.turns') and attname = 'summary_tokens'
  ) then
    -- Prompt and completion, which are in the other two columns as well. Null: no summary was counted with this turn.
    alter table public.turns add column summary_tokens integer;
  end if;
end
$$;

-- As in 20261125100400_turns.sql, and counts. A server of before sends no fence and counts nothing.
create or replace function chip.save_summary(input jsonb) returns void
language plpgsql volatile security invoker set search_path = '' as $$
declare
  key text;
  prompt integer := (input ->> 'promptTokens')::integer;
  completion integer := (input ->> 'completionTokens')::integer;
begin
  -- The conversation's row first, as everybody does who writes to its turns.
  select c.conversation_id into key from public.conversations c
    where c.id = chip.to_uuid(input ->> 'conversationId') for no key update;
  -- Also of a summary that is not kept: it was paid for. That a turn has been counted is what makes a repeat harmless.
  update public.turns t
    set prompt_tokens = t.prompt_tokens + prompt, completion_tokens = t.completion_tokens + completion,
      summary_tokens = prompt + completion
    where t.conversation_id = key and t.fence = (input ->> 'fence')::bigint and t.summary_tokens is null;
  if input ->> 'text' is null then
    return;
  end if;
  -- By the order of the dialogue, not of the numbers: a text that came during a turn stands behind that turn's reply.
  update public.conversations c
    set summary = input ->> 'text', summary_fence = m.turn_fence, summary_seq = m.seq
    from public.messages m
    where c.conversation_id = key and m.id = chip.to_uuid(input ->> 'throughMessageId')
      and m.conversation_id = key and m.turn_fence is not null
      and (c.summary_seq is null or (c.summary_fence, c.summary_seq) < (m.turn_fence, m.seq));
end
$$;

revoke all on function chip.save_summary(jsonb) from public, anon, authenticated;
grant execute on function chip.save_summary(jsonb) to service_role;

-- PostgREST learns of new columns.
notify pgrst, 'reload schema';
