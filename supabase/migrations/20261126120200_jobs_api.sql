-- What the server calls for jobs, and who may. As in the first api and access files.

-- What tools have staged is written in the transaction that commits the turn; a commit that is repeated repeats it, which
-- changes nothing.
create or replace function public.commit_turn(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
declare
  outcome text := chip.commit_turn(input);
begin
  if outcome = 'committed' and jsonb_array_length(coalesce(input -> 'staged', '[]')) > 0 then
    perform chip.write_staged(input);
  end if;
  return jsonb_build_object('value', outcome, 'now', chip.now_ms());
end
$$;

create or replace function public.schedule_job(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
begin
  return jsonb_build_object('value', chip.schedule_job(input), 'now', chip.now_ms());
end
$$;

create or replace function public.claim_job(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
begin
  return jsonb_build_object('value', chip.claim_job(input), 'now', chip.now_ms());
end
$$;

create or replace function public.end_job(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
begin
  return jsonb_build_object('value', chip.end_job(input), 'now', chip.now_ms());
end
$$;

create or replace function public.list_jobs(input jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
begin
  return jsonb_build_object('value', chip.list_jobs(input), 'now', chip.now_ms());
end
$$;

do $$
declare
  name text;
begin
  if not (select c.relrowsecurity from pg_class c where c.oid = 'public.jobs'::regclass) then
    alter table public.jobs enable row level security;
  end if;
  revoke all on public.jobs from public, anon, authenticated;
  grant select, insert, update, delete on public.jobs to service_role;

  foreach name in array array['schedule_job', 'claim_job', 'end_job', 'list_jobs'] loop
    execute format('revoke all on function public.%I(jsonb) from public, anon, authenticated', name);
    execute format('grant execute on function public.%I(jsonb) to service_role', name);
  end loop;
end
$$;

revoke all on all functions in schema chip from public, anon, authenticated;
grant execute on all functions in schema chip to service_role;

-- PostgREST learns of new functions.
notify pgrst, 'reload schema';
