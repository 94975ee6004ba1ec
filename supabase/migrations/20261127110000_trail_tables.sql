-- What made a turn, what held a text back, and what is read of a time rather than of somebody.

-- Asked first: an alter waits for all that use the table, also when there is nothing to alter.
do $$
begin
  if not exists (
    select from pg_attribute where attrelid = to_regclass('public.turns') and attname = 'model_calls'
  ) then
    -- Who answered and why (null: not known), and the requests to models.
    alter table public.turns add column route jsonb, add column model_calls jsonb not null default '[]';
  end if;
  if not exists (
    select from pg_attribute where attrelid = to_regclass('public.turn_failures') and attname = 'model_calls'
  ) then
    alter table public.turn_failures add column model_calls jsonb not null default '[]';
  end if;
  if not exists (
    select from pg_attribute where attrelid = to_regclass('public.messages') and attname = 'limit_rule'
  ) then
    -- Of a text that a limit has held back: which one, and the end of its window. Of a text or a reply: when somebody has
    -- last given it another chance.
    alter table public.messages add column limit_rule text, add column limit_until bigint, add column redriven_at bigint;
  end if;
end
$$;
create index if not exists messages_age on public.messages (created_at, direction);
create index if not exists turns_age on public.turns (created_at);
create index if not exists turn_failures_age on public.turn_failures (created_at);
