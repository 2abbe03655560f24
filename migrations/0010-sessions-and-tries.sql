-- How often something was tried, and where somebody is signed in.

-- Unlogged: a try must cost little, and after a crash of the database everybody may begin anew.
create unlogged table try_count (
  key bytea primary key check (length(key) = 32),
  given_back_at timestamptz not null
);
create index try_count_given_back on try_count (given_back_at);
comment on table try_count is 'What may only be tried so often: by an email, from an address, with a browser.';
comment on column try_count.key is 'A keyed hash: nobody can tell from it whose email or address it was.';
comment on column try_count.given_back_at is 'When every try that was taken has been given back. Each takes a while, one after another.';

create function take_tries(wanted bytea[], most integer[], per_seconds integer[], moment timestamptz)
returns integer language plpgsql as $$
declare
  wait interval;
begin
  -- Rows are made and held in the order of their keys, so that no two callers wait for each other; each statement
  -- below then sees what the callers before it wrote.
  insert into try_count (key, given_back_at)
    select key, moment from unnest(wanted) as key order by key
    on conflict (key) do update
      set given_back_at = greatest(try_count.given_back_at, excluded.given_back_at);
  select max(given_back_at + make_interval(secs => seconds::float8 / allowed) - moment - make_interval(secs => seconds))
    into wait
    from unnest(wanted, most, per_seconds) as one (key, allowed, seconds) join try_count using (key);
  -- A millisecond, since a share of a whole is rounded.
  if wait > interval '1 millisecond' then
    return ceil(extract(epoch from wait));
  end if;
  update try_count
    set given_back_at = given_back_at + make_interval(secs => one.seconds::float8 / one.allowed)
    from unnest(wanted, most, per_seconds) as one (key, allowed, seconds)
    where try_count.key = one.key;
  return 0;
end
$$;
comment on function take_tries is 'Takes one try of each kind, or none of any: then the seconds until all can be had.';

-- A copy of this table must open no session: it holds the SHA-256 of each identifier, which only the cookie holds itself.
update web_session set sid = encode(sha256(convert_to(sid, 'UTF8')), 'hex');
delete from web_session
  where sess #>> '{passport,user}' is not null
    and not exists (select from person where id::text = sess #>> '{passport,user}');
alter table web_session
  add column id uuid not null unique default gen_random_uuid(),
  add constraint web_session_sid_hashed check (sid ~ '^[0-9a-f]{64}$'),
  add column person_id uuid generated always as ((sess #>> '{passport,user}')::uuid) stored
    references person on delete cascade,
  add column means text generated always as (sess #>> '{signedIn,means}') stored
    check (means in ('password', 'link', 'single-sign-on', 'registration')),
  add column browser text generated always as (sess #>> '{signedIn,browser}') stored,
  add column began_at timestamptz not null default now(),
  add column last_seen_at timestamptz not null default now();
alter table web_session
  alter column began_at drop default,
  alter column last_seen_at drop default,
  add check (began_at <= last_seen_at);
create index web_session_person on web_session (person_id) where person_id is not null;
comment on column web_session.sid is 'The SHA-256 of the identifier in the cookie, in hexadecimal.';
comment on column web_session.id is 'What a person names it by who ends it: it opens nothing.';
comment on column web_session.person_id is 'Who is signed in; null for a visitor with a form.';
comment on column web_session.browser is 'In plain words, such as Firefox on Windows.';
comment on column web_session.last_seen_at is 'To the hour: not every page is worth a write.';
