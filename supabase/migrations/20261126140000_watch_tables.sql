-- What people and the installation have used up, which alarms are on, and what gauges count.

do $$
begin
  if to_regclass('public.conversation_usage') is not null then
    return;
  end if;

  -- Of a conversation. A window begins with the first turn in it and ends a minute or a day later. Tokens are those of
  -- turns that have ended and the worst case of the one under way.
  create table public.conversation_usage (
    conversation_id text primary key references public.conversations (conversation_id) on delete cascade,
    minute_at bigint not null,
    minute_turns integer not null,
    day_at bigint not null,
    day_turns integer not null,
    day_tokens bigint not null
  );

  -- Of all together: one row.
  create table public.installation_usage (
    id boolean primary key default true check (id),
    day_at bigint not null,
    tokens bigint not null,
    micro_usd bigint not null
  );
  insert into public.installation_usage (day_at, tokens, micro_usd) values (0, 0, 0);

  -- The worst case of a turn, counted above from its claim on, and the windows that it was counted in. Taken away when what
  -- the turn has used is known; of a turn that ended with its process nobody ever knows.
  create table public.reservations (
    conversation_id text not null references public.conversations (conversation_id) on delete cascade,
    fence bigint not null,
    claimed_at bigint not null,
    minute_at bigint not null,
    day_at bigint not null,
    installation_at bigint not null,
    tokens bigint not null,
    micro_usd bigint not null,
    primary key (conversation_id, fence)
  );

  -- Alarms that are on. seen_at: when somebody has last found that it lasts; told_at: when a human was last told.
  create table public.alarms (
    kind text primary key,
    raised_at bigint not null,
    seen_at bigint not null,
    told_at bigint,
    claim_id text,
    lease_until bigint not null default 0
  );

  create index messages_dead on public.messages (seq) where state = 'dead';
  create index outbox_ended on public.outbox (seq) where state in ('dead', 'failed');
end
$$;
