-- What the server calls, one function an operation of its store: JSON in; out, in an envelope, the result and the database's
-- clock. In `public`, the one schema that a hosted project shows without being told to.

-- Several events at once, in one transaction and so with one fsync: `events` in, for each in its place `value` or `error`
-- out. One that fails undoes nothing of the others. Conversations are locked in the order of their names.
create or replace function public.admit(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
declare
  given record;
  result jsonb;
  results jsonb[] := array_fill(null::jsonb, array[jsonb_array_length(input -> 'events')]);
begin
  for given in
    select e.event, e.place from jsonb_array_elements(input -> 'events') with ordinality e (event, place)
      order by ((e.event ->> 'channel') || ':' || (e.event -> 'event' -> 'conversation' ->> 'key')) collate "C", e.place
  loop
    begin
      result := jsonb_build_object('value', chip.admit(given.event));
    exception when others then
      result := jsonb_build_object('error', sqlstate);
    end;
    results[given.place] := result;
  end loop;
  return jsonb_build_object('value', to_jsonb(results), 'now', chip.now_ms());
end
$$;

create or replace function public.claim_turn(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
begin
  return jsonb_build_object('value', chip.claim_turn(input), 'now', chip.now_ms());
end
$$;

create or replace function public.refresh_turn(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
begin
  return jsonb_build_object('value', chip.refresh_turn(input), 'now', chip.now_ms());
end
$$;

create or replace function public.commit_turn(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
begin
  return jsonb_build_object('value', chip.commit_turn(input), 'now', chip.now_ms());
end
$$;

create or replace function public.fail_turn(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
begin
  return jsonb_build_object('value', chip.fail_turn(input), 'now', chip.now_ms());
end
$$;

create or replace function public.save_summary(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
begin
  perform chip.save_summary(input);
  return jsonb_build_object('value', null, 'now', chip.now_ms());
end
$$;

create or replace function public.claim_send(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
begin
  return jsonb_build_object('value', chip.claim_send(input), 'now', chip.now_ms());
end
$$;

create or replace function public.record_send(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
begin
  return jsonb_build_object('value', chip.record_send(input), 'now', chip.now_ms());
end
$$;

create or replace function public.list_recent_messages(input jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
begin
  return jsonb_build_object('value', chip.list_recent_messages(input), 'now', chip.now_ms());
end
$$;

create or replace function public.read_outcome(input jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
begin
  return jsonb_build_object('value', chip.read_outcome(input), 'now', chip.now_ms());
end
$$;

-- One cheap round trip through the whole path, a table included.
create or replace function public.ping() returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
begin
  return jsonb_build_object('value', (select count(*) from public.heartbeat), 'now', chip.now_ms());
end
$$;
