-- What is to be done at a time. As everywhere, `created_at` is for people and all other times are epoch milliseconds.

do $$
begin
  if to_regclass('public.jobs') is not null then
    return;
  end if;

  create table public.jobs (
    id uuid primary key,
    -- What makes it one job: conversation, turn and place in it, or what whoever scheduled it calls it.
    job_key text not null unique,
    -- Null: a job of the whole installation.
    conversation_id text references public.conversations (conversation_id) on delete cascade,
    -- Its texts have the origin kind:id. Others have theirs, and a consent row passes an opt-out.
    kind text not null check (kind not in ('turn', 'consent', 'greeting', 'notice')),
    payload jsonb not null,
    repeats boolean not null default false,
    initiated_by text not null check (initiated_by in ('person', 'chip')),
    -- Who wrote the text that it was made for.
    author text,
    time_zone text not null,
    due_at bigint not null,
    -- Of one that repeats: the newest due time that it has had its turn for.
    ran_for bigint,
    not_before bigint not null default 0,
    state text not null default 'open' check (state in ('open', 'done', 'cancelled', 'opted-out', 'dead')),
    -- Tries since the last one that went well, those included that a crash has cut off.
    attempts integer not null default 0,
    fence bigint not null default 0,
    claim_id text,
    lease_until bigint not null default 0,
    -- The claim that ended last; makes ending it again harmless.
    ended_claim text,
    error_code text,
    created_at timestamptz not null default now(),
    updated_at bigint not null,
    ready_at bigint generated always as
      (case state when 'open' then greatest(due_at, not_before, lease_until) end) stored
  );
  create index jobs_ready on public.jobs (kind, ready_at) where ready_at is not null;
  create index jobs_claim on public.jobs (claim_id) where claim_id is not null;
  create index jobs_open on public.jobs (conversation_id, kind, due_at) where state = 'open';
  create index jobs_conversation on public.jobs (conversation_id) where conversation_id is not null;
end
$$;

-- At once, not when they are due: who comes back weeks later wants no reminders of before.
create or replace function chip.silence_jobs() returns trigger
language plpgsql security invoker set search_path = '' as $$
begin
  update public.jobs j set state = 'opted-out', updated_at = new.changed_at
    where j.state = 'open'
      and j.conversation_id = any (array(select chip.conversations_of(new.channel, new.target, new.target)));
  return null;
end
$$;

do $$
begin
  if not exists (
    select from pg_trigger where tgname = 'jobs_opt_out' and tgrelid = to_regclass('public.consent_changes')
  ) then
    create trigger jobs_opt_out after insert on public.consent_changes for each row
      when (new.change = 'opt-out') execute function chip.silence_jobs();
  end if;
end
$$;
