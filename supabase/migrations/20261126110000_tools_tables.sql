-- What tools were called, and what waits for a yes.

do $$
begin
  if to_regclass('public.tool_calls') is null then
    create table public.tool_calls (
      conversation_id text not null references public.conversations (conversation_id),
      turn_fence bigint not null,
      position integer not null,
      tool text not null,
      outcome text not null,
      arguments text not null,
      duration_ms integer not null,
      created_at bigint not null,
      primary key (conversation_id, turn_fence, position)
    );
    create index tool_calls_outcome on public.tool_calls (tool, outcome, created_at);
  end if;

  if to_regclass('public.asks') is null then
    create table public.asks (
      conversation_id text not null references public.conversations (conversation_id),
      number integer not null,
      turn_fence bigint not null,
      tool text not null,
      arguments text not null,
      summary text not null,
      asker text not null,
      state text not null default 'open' check (state in
        ('open', 'running', 'done', 'refused', 'failed', 'unknown', 'declined')),
      expires_at bigint not null,
      -- The text that answered it, and who does it.
      message_id uuid,
      execution_id text,
      result text,
      created_at bigint not null,
      updated_at bigint not null,
      primary key (conversation_id, number)
    );
  end if;
end
$$;
