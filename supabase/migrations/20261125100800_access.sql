-- Only the server's own key gets in. Supabase grants everything in `public` to `anon` and `authenticated` by default, so it
-- is taken away by name; row level security without a policy is the second wall.

do $$
declare
  name text;
begin
  foreach name in array array[
    'conversations', 'messages', 'turns', 'outbox', 'events', 'consents', 'consent_changes', 'heartbeat'
  ] loop
    -- Asked first: switching it on waits for all that use the table.
    if not (select c.relrowsecurity from pg_class c where c.oid = format('public.%I', name)::regclass) then
      execute format('alter table public.%I enable row level security', name);
    end if;
    execute format('revoke all on public.%I from public, anon, authenticated', name);
    execute format('grant select, insert, update, delete on public.%I to service_role', name);
  end loop;

  foreach name in array array['messages_seq_seq', 'outbox_seq_seq', 'events_seq_seq', 'consent_changes_seq_seq'] loop
    execute format('revoke all on sequence public.%I from public, anon, authenticated', name);
  end loop;

  foreach name in array array[
    'admit', 'claim_turn', 'refresh_turn', 'commit_turn', 'fail_turn', 'save_summary', 'claim_send', 'record_send',
    'list_recent_messages', 'read_outcome'
  ] loop
    execute format('revoke all on function public.%I(jsonb) from public, anon, authenticated', name);
    execute format('grant execute on function public.%I(jsonb) to service_role', name);
  end loop;
end
$$;

revoke all on function public.ping() from public, anon, authenticated;
grant execute on function public.ping() to service_role;

revoke all on schema chip from public, anon, authenticated;
revoke all on all functions in schema chip from public, anon, authenticated;
grant usage on schema chip to service_role;
grant execute on all functions in schema chip to service_role;

-- PostgREST learns of new functions.
notify pgrst, 'reload schema';
