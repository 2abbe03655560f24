-- What can be learned, when, where and with whom.
create table category (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null unique,
  position integer not null default 0
);

-- unaccent() depends on a dictionary that could change, so PostgreSQL calls it stable; this names the dictionary.
create function plain_text(value text) returns text
  language sql immutable strict parallel safe
  return lower(public.unaccent('public.unaccent', value));

create table course (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text not null check (length(btrim(title)) between 1 and 200),
  summary text not null default '',
  what_to_expect text not null default '',
  who_it_is_for text not null default '',
  status text not null default 'draft' check (status in ('draft', 'published', 'retired')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  words tsvector generated always as (
    setweight(to_tsvector('english', plain_text(title)), 'A')
      || setweight(to_tsvector('english', plain_text(summary)), 'B')
      || setweight(to_tsvector('english', plain_text(what_to_expect || ' ' || who_it_is_for)), 'C')
  ) stored
);
create index course_words on course using gin (words);
create unique index course_title on course (lower(title));

create table course_category (
  course_id uuid not null references course on delete cascade,
  category_id uuid not null references category,
  primary key (course_id, category_id)
);
create index course_category_category on course_category (category_id);

create table term (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null unique,
  starts_on date not null,
  ends_on date not null,
  check (starts_on <= ends_on)
);

create table closure (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  starts_on date not null,
  ends_on date not null,
  check (starts_on <= ends_on)
);
comment on table closure is 'Days on which the college is shut: no session is planned and no offer''s time runs.';

create table venue (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null unique,
  online boolean not null default false,
  address text not null default '',
  how_to_get_there text not null default '',
  access text not null default ''
);

create table room (
  id uuid primary key default gen_random_uuid(),
  venue_id uuid not null references venue,
  name text not null,
  capacity integer check (capacity > 0),
  unique (venue_id, name),
  unique (id, venue_id)
);

create table run (
  id uuid primary key default gen_random_uuid(),
  course_id uuid not null references course,
  term_id uuid references term,
  code text,
  mode text not null check (mode in ('in-person', 'online')),
  status text not null default 'draft' check (status in ('draft', 'published', 'cancelled', 'ended')),
  capacity integer not null default 12 check (capacity >= 0),
  places_held integer not null default 0 check (places_held >= 0),
  audience text not null default '',
  waiting_list_mode text not null default 'offer' check (waiting_list_mode in ('auto', 'offer', 'staff')),
  needs_approval boolean not null default false,
  enrolment_opens_at timestamptz,
  enrolment_closes_at timestamptz,
  vacancies_opened integer not null default 0,
  co_delivery_override text check (length(btrim(co_delivery_override)) > 0),
  over_full_reason text check (length(btrim(over_full_reason)) > 0),
  cancelled_reason text,
  import_key text unique,
  import_extra jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (enrolment_opens_at < enrolment_closes_at)
);
create index run_course on run (course_id);
create index run_term on run (term_id);
create unique index run_code on run (term_id, code) nulls not distinct where code is not null;
comment on column run.places_held is 'Places staff keep back, counted as taken.';
comment on column run.vacancies_opened is 'How often a place has come free: someone who said "not this time" is skipped until it rises.';
comment on column run.co_delivery_override is 'Why this run may be published without both a peer and a professional trainer.';
comment on column run.over_full_reason is 'Why more places are taken than there are. Without it, that must never be.';
comment on column run.import_key is 'What identifies this run in a prospectus file, so that importing twice changes nothing.';

-- Explicit dated rows, never a rule: closures, holidays and moves are then nothing special.
create table session (
  id uuid primary key default gen_random_uuid(),
  run_id uuid not null references run on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  end_assumed boolean not null default false,
  venue_id uuid not null references venue,
  room_id uuid,
  join_link text,
  status text not null default 'planned' check (status in ('planned', 'cancelled')),
  note text not null default '',
  revision integer not null default 0,
  updated_at timestamptz not null,
  check (starts_at < ends_at),
  foreign key (room_id, venue_id) references room (id, venue_id),
  unique (id, starts_at, ends_at, status),
  constraint one_session_in_a_room_at_once
    exclude using gist (room_id with =, tstzrange(starts_at, ends_at) with &&)
    where (status = 'planned' and room_id is not null)
);
create index session_run on session (run_id, starts_at);
create index session_starts_at on session (starts_at);
comment on column session.end_assumed is 'The prospectus gave no end time: shown as "to be confirmed".';
comment on column session.revision is 'Rises with every change, for SEQUENCE in calendar feeds.';

create table run_trainer (
  run_id uuid not null references run on delete cascade,
  person_id uuid not null references person,
  expertise text not null check (expertise in ('lived', 'professional')),
  primary key (run_id, person_id)
);
create index run_trainer_person on run_trainer (person_id);

-- One row for each trainer of each session. The times are the session's own, kept equal by the foreign key, so that
-- the exclusion constraint can refuse one person in two places at once.
create table session_trainer (
  session_id uuid not null,
  run_id uuid not null,
  person_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  status text not null,
  primary key (session_id, person_id),
  foreign key (session_id, starts_at, ends_at, status)
    references session (id, starts_at, ends_at, status) on update cascade on delete cascade,
  foreign key (run_id, person_id) references run_trainer on delete cascade,
  constraint one_trainer_in_one_place_at_once
    exclude using gist (person_id with =, tstzrange(starts_at, ends_at) with &&)
    where (status = 'planned')
);
create index session_trainer_run on session_trainer (run_id, person_id);

-- Co-delivery: checked when the transaction commits, so that a run and its trainers can be written in any order.
create function check_co_delivery() returns trigger language plpgsql as $$
declare
  checked_run uuid;
begin
  if tg_table_name = 'run' then checked_run := new.id; else checked_run := old.run_id; end if;
  if exists (
    select from run
    where id = checked_run and status = 'published' and co_delivery_override is null
      and (select count(distinct expertise) from run_trainer where run_id = checked_run) < 2
  ) then
    raise exception 'run % is published without both a peer and a professional trainer', checked_run
      using errcode = 'check_violation', constraint = 'published_run_is_co_delivered';
  end if;
  return null;
end $$;

create constraint trigger published_run_is_co_delivered
  after insert or update of status, co_delivery_override on run
  deferrable initially deferred for each row execute function check_co_delivery();
create constraint trigger published_run_keeps_both_trainers
  after update or delete on run_trainer
  deferrable initially deferred for each row execute function check_co_delivery();
