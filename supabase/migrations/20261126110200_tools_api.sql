-- What the server calls for tools, and who may. As in the first api and access files.

create or replace function public.last_ask_number(input jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
begin
  return jsonb_build_object('value', chip.last_ask_number(input), 'now', chip.now_ms());
end
$$;

create or replace function public.answer_ask(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
begin
  return jsonb_build_object('value', chip.answer_ask(input), 'now', chip.now_ms());
end
$$;

create or replace function public.end_ask(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
begin
  perform chip.end_ask(input);
  return jsonb_build_object('value', null, 'now', chip.now_ms());
end
$$;

create or replace function public.list_tool_calls(input jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
begin
  return jsonb_build_object('value', chip.list_tool_calls(input), 'now', chip.now_ms());
end
$$;

do $$
declare
  name text;
begin
  foreach name in array array['tool_calls', 'asks'] loop
    if not (select c.relrowsecurity from pg_class c where c.oid = format('public.%I', name)::regclass) then
      execute format('alter table public.%I enable row level security', name);
    end if;
    execute format('revoke all on public.%I from public, anon, authenticated', name);
    execute format('grant select, insert, update, delete on public.%I to service_role', name);
  end loop;

  foreach name in array array['last_ask_number', 'answer_ask', 'end_ask', 'list_tool_calls'] loop
    execute format('revoke all on function public.%I(jsonb) from public, anon, authenticated', name);
    execute format('grant execute on function public.%I(jsonb) to service_role', name);
  end loop;
end
$$;

revoke all on all functions in schema chip from public, anon, authenticated;
grant execute on all functions in schema chip to service_role;

-- PostgREST learns of new functions.
notify pgrst, 'reload schema';
