-- Taking an embedded database along into this one: `chip move --to supabase`. The command line reads the file and says what
-- belongs where; this side writes batches, remembers how far it has come, and counts and hashes what it holds.

-- One row: the move into this project. Nothing in it says who somebody is once the move is over.
create table if not exists public.moves (
  id boolean primary key default true check (id),
  -- Which file in which state, and its counts and hashes by table.
  fingerprint text not null,
  manifest jsonb not null,
  -- By table: the key of the last row that has come.
  reached jsonb not null default '{}',
  begun_at bigint not null,
  ended_at bigint
);

-- As before, and no server may answer or send while only a part of what was said is here.
create or replace function chip.is_stopped() returns boolean
language sql stable security invoker set search_path = '' as $$
  select exists (select from public.settings s where s.name = 'kill-switch' and s.value = 'on')
    or exists (select from public.moves m where m.ended_at is null)
$$;

-- Quoted, with something around each: the columns of a statement.
create or replace function chip.listed(names jsonb, pattern text default '%I') returns text
language sql immutable security invoker set search_path = '' as $$
  select string_agg(format(pattern, n.name), ', ' order by n.place)
    from jsonb_array_elements_text(names) with ordinality n (name, place)
$$;

-- Whether a server has asked for work a moment ago. What it could have changed shows in the hashes at the end.
create or replace function chip.is_served() returns boolean
language sql stable security invoker set search_path = '' as $$
  select exists (select from public.heartbeat h where h.seen_at > chip.now_ms() - 30000)
    or exists (select from public.replicas r where r.seen_at > chip.now_ms() - 30000)
$$;

-- What there is: columns and types of tables, how much is in them (at most 1000 is counted), and the move.
create or replace function chip.look_at_move(input jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare
  name text;
  columns jsonb;
  n integer;
  shape jsonb := '{}';
  held jsonb := '{}';
begin
  for name in select jsonb_array_elements_text(input -> 'tables') loop
    select jsonb_object_agg(a.attname, format_type(a.atttypid, a.atttypmod)) into columns from pg_catalog.pg_attribute a
      where a.attrelid = to_regclass(format('public.%I', name)) and a.attnum > 0 and not a.attisdropped
        and a.attgenerated = '';
    continue when columns is null;
    execute format('select count(*) from (select from public.%I limit 1000) r', name) into n;
    shape := shape || jsonb_build_object(name, columns);
    held := held || jsonb_build_object(name, n);
  end loop;
  return jsonb_build_object('shape', shape, 'held', held, 'move', (
    select jsonb_build_object('fingerprint', m.fingerprint, 'reached', m.reached, 'begunAt', m.begun_at,
      'endedAt', m.ended_at) from public.moves m));
end
$$;

-- Errors of a move have codes, since their words are not shown: CHM01 another move or none, CHM02 a server has asked for
-- work, CHM03 there is data already.
create or replace function chip.expect_move(input jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
begin
  perform from public.moves m where m.fingerprint = input ->> 'fingerprint' and m.ended_at is null for update;
  if not found then
    raise exception 'there is no such move' using errcode = 'CHM01';
  end if;
  if chip.is_served() then
    raise exception 'a server has asked for work' using errcode = 'CHM02';
  end if;
end
$$;

-- Only where nothing is that anybody has said. What a server has made by itself before that goes.
create or replace function chip.begin_move(input jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
declare
  name text;
  highest bigint;
  occupied boolean;
begin
  perform chip.lock_name('move', '');
  if exists (select from public.moves m where m.fingerprint = input ->> 'fingerprint') then
    return;
  end if;
  if exists (select from public.moves) then
    raise exception 'there is another move' using errcode = 'CHM01';
  end if;
  if chip.is_served() then
    raise exception 'a server has asked for work' using errcode = 'CHM02';
  end if;
  for name in select jsonb_array_elements_text(input -> 'said') loop
    execute format('select exists (select from public.%I)', name) into occupied;
    if occupied then
      raise exception 'there is data already' using errcode = 'CHM03';
    end if;
  end loop;
  for name in select jsonb_array_elements_text(input -> 'made') loop
    execute format('delete from public.%I', name);
  end loop;
  delete from public.heartbeat;
  delete from public.replicas;
  -- Before the first row: whatever draws a number from now on is behind all that comes.
  for name, highest in select s.key, s.value::bigint from jsonb_each_text(input -> 'sequences') s loop
    perform setval(pg_get_serial_sequence(format('public.%I', name), 'seq')::regclass, greatest(highest, 1), highest > 0);
  end loop;
  insert into public.moves (fingerprint, manifest, begun_at)
    values (input ->> 'fingerprint', input -> 'manifest', chip.now_ms());
end
$$;

-- A batch of rows of one table. Said again it changes nothing.
create or replace function chip.put_rows(input jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
begin
  perform chip.expect_move(input);
  execute format('insert into public.%I (%s) select %s from jsonb_populate_recordset(null::public.%I, $1) r
    on conflict do nothing', input ->> 'table', chip.listed(input -> 'columns'),
    chip.listed(input -> 'columns', 'r.%I'), input ->> 'table')
    using input -> 'rows';
  update public.moves set reached = reached || jsonb_build_object(input ->> 'table', input -> 'reached');
end
$$;

-- Counts and hashes the rows behind a key, at most so many: their number, the sum of their hashes, the key of the last. A
-- sum, so that it matters on neither side in which order they are read. A row is hashed as the JSON array of its columns,
-- times as epoch milliseconds; the same is written in src/persistence/move/canonical.ts.
create or replace function chip.hash_rows(input jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare
  keys text := chip.listed(input -> 'key', 'r.%I');
  behind text := '';
  fields text;
  result jsonb;
begin
  select string_agg(format(case when a.atttypid = 'timestamptz'::regtype then 'chip.to_ms(r.%I)' else 'r.%I' end, a.attname),
      ', ' order by n.place) into fields
    from jsonb_array_elements_text(input -> 'columns') with ordinality n (name, place)
    join pg_catalog.pg_attribute a on a.attname = n.name
      and a.attrelid = format('public.%I', input ->> 'table')::regclass;
  if jsonb_typeof(input -> 'after') = 'object' then
    behind := format('where (%s) > (select %s from jsonb_populate_record(null::public.%I, $1) r)', keys, keys,
      input ->> 'table');
  end if;
  execute format($q$
    with page as (
      select jsonb_build_array(%1$s)::text as line, jsonb_build_object(%2$s) as key, row_number() over () as place
        from (select * from public.%3$I r %4$s order by %5$s limit $2) r
    )
    select jsonb_build_object('rows', count(*),
        'sum', coalesce(sum(('x' || encode(substr(sha256(convert_to(line, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint), 0)::text,
        'last', (select p.key from page p order by p.place desc limit 1))
      from page
    $q$, fields, chip.listed(input -> 'key', '%1$L, r.%1$I'), input ->> 'table', behind, keys)
    into result using input -> 'after', (input ->> 'most')::integer;
  return result;
end
$$;

-- From here on servers may work.
create or replace function chip.end_move(input jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
begin
  if exists (select from public.moves m
      where m.fingerprint = input ->> 'fingerprint' and m.ended_at is not null) then
    return;
  end if;
  perform chip.expect_move(input);
  update public.moves set ended_at = chip.now_ms(), reached = '{}';
end
$$;

-- Takes a move back that never ended: a batch of a table at a time (how many went), and at last the move itself.
create or replace function chip.take_move_back(input jsonb) returns integer
language plpgsql security invoker set search_path = '' as $$
declare
  gone integer;
begin
  if not exists (select from public.moves) then
    return 0;
  end if;
  perform chip.expect_move(input);
  -- A server that was started too early has answered for texts of its own.
  if exists (select from public.messages t
      where t.seq > (select (m.manifest -> 'sequences' ->> 'messages')::bigint from public.moves m)) then
    raise exception 'there is data of others' using errcode = 'CHM03';
  end if;
  if input ->> 'table' is null then
    delete from public.moves;
    return 0;
  end if;
  -- Whoever goes on with it after all begins at the first row.
  update public.moves set reached = '{}';
  execute format('delete from public.%I where ctid = any (array(select r.ctid from public.%I r limit $1))',
    input ->> 'table', input ->> 'table') using (input ->> 'most')::integer;
  get diagnostics gone = row_count;
  return gone;
end
$$;

-- The one function by which all of this is called: `operation` says what.
create or replace function public.move_in(input jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
declare
  result jsonb;
begin
  case input ->> 'operation'
    when 'look' then result := chip.look_at_move(input);
    when 'begin' then perform chip.begin_move(input);
    when 'put' then perform chip.put_rows(input);
    when 'hash' then result := chip.hash_rows(input);
    when 'end' then perform chip.end_move(input);
    when 'take back' then result := to_jsonb(chip.take_move_back(input));
  end case;
  return jsonb_build_object('value', result, 'now', chip.now_ms());
end
$$;

do $$
declare
  name text;
begin
  -- Asked first: switching it on waits for all that use the table.
  if not (select c.relrowsecurity from pg_class c where c.oid = 'public.moves'::regclass) then
    alter table public.moves enable row level security;
  end if;
  revoke all on public.moves from public, anon, authenticated;
  grant select, insert, update, delete on public.moves to service_role;

  foreach name in array array[
    'messages_seq_seq', 'outbox_seq_seq', 'events_seq_seq', 'consent_changes_seq_seq', 'turn_failures_seq_seq'
  ] loop
    execute format('grant update on sequence public.%I to service_role', name);
  end loop;
end
$$;

revoke all on function public.move_in(jsonb) from public, anon, authenticated;
grant execute on function public.move_in(jsonb) to service_role;
revoke all on all functions in schema chip from public, anon, authenticated;
grant execute on all functions in schema chip to service_role;

-- PostgREST learns of new functions.
notify pgrst, 'reload schema';
