-- The one function by which all of this is called: `operation` says what.
create or replace function public.operate(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
declare
  result jsonb;
begin
  result := case input ->> 'operation'
    when 'find_conversations' then chip.find_conversations(input)
    when 'read_stats' then chip.read_stats()
    when 'read_trail' then chip.read_trail(input)
    when 'send_by_hand' then to_jsonb(chip.send_by_hand(input))
    when 'list_dead' then chip.list_dead(input)
    when 'show_dead' then chip.show_dead(input)
    when 'redrive' then to_jsonb(chip.redrive(input))
    when 'pause' then to_jsonb(chip.pause(input))
    when 'resume' then to_jsonb(chip.resume(input))
    when 'set_kill_switch' then chip.set_kill_switch(input)
    when 'read_kill_switch' then chip.read_kill_switch()
    when 'export_contact' then chip.export_contact(input)
    when 'forget' then chip.forget(input)
    when 'purge' then chip.purge(input)
  end;
  return jsonb_build_object('value', result, 'now', chip.now_ms());
end
$$;

do $$
declare
  name text;
begin
  foreach name in array array['settings', 'turn_failures', 'forgotten_ids', 'forgotten_opt_outs'] loop
    if not (select c.relrowsecurity from pg_class c where c.oid = format('public.%I', name)::regclass) then
      execute format('alter table public.%I enable row level security', name);
    end if;
    execute format('revoke all on public.%I from public, anon, authenticated', name);
    execute format('grant select, insert, update, delete on public.%I to service_role', name);
  end loop;
end
$$;

revoke all on sequence public.turn_failures_seq_seq from public, anon, authenticated;
revoke all on function public.operate(jsonb) from public, anon, authenticated;
grant execute on function public.operate(jsonb) to service_role;
revoke all on all functions in schema chip from public, anon, authenticated;
grant execute on all functions in schema chip to service_role;

-- PostgREST learns of new functions.
notify pgrst, 'reload schema';
