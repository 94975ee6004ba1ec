-- Only the server's own key gets in, as to everything else.

do $$
declare
  name text;
begin
  foreach name in array array['conversation_usage', 'installation_usage', 'reservations', 'alarms'] loop
    -- Asked first: switching it on waits for all that use the table.
    if not (select c.relrowsecurity from pg_class c where c.oid = format('public.%I', name)::regclass) then
      execute format('alter table public.%I enable row level security', name);
    end if;
    execute format('revoke all on public.%I from public, anon, authenticated', name);
    execute format('grant select, insert, update, delete on public.%I to service_role', name);
  end loop;

  foreach name in array array[
    'read_backlog', 'settle_turn', 'raise_alarm', 'claim_ended_alarm', 'alarm_told', 'send_notice',
    'first_text_of'
  ] loop
    execute format('revoke all on function public.%I(jsonb) from public, anon, authenticated', name);
    execute format('grant execute on function public.%I(jsonb) to service_role', name);
  end loop;
end
$$;

revoke all on all functions in schema chip from public, anon, authenticated;
grant execute on all functions in schema chip to service_role;

notify pgrst, 'reload schema';
