-- A term is copied forward: which run became which, and what could not be placed until somebody has seen to it.
create table term_copy (
  id uuid primary key,
  from_term_id uuid references term on delete set null check (from_term_id <> into_term_id),
  into_term_id uuid not null references term on delete cascade,
  made_term boolean not null,
  weeks integer not null check (weeks > 0),
  copied_at timestamptz not null,
  taken_back_at timestamptz check (taken_back_at >= copied_at)
);
create index term_copy_from on term_copy (from_term_id);
create index term_copy_into on term_copy (into_term_id);
comment on column term_copy.id is 'Made with the form, so that a form that is sent twice makes one copy.';
comment on column term_copy.made_term is 'The term was added by the copy, and goes with it when the copy is taken back.';

create table term_copy_run (
  id uuid primary key,
  copy_id uuid not null references term_copy on delete cascade,
  from_run_id uuid not null references run on delete cascade,
  run_id uuid unique references run on delete cascade,
  unique (copy_id, from_run_id)
);
create index term_copy_run_from on term_copy_run (from_run_id);
comment on column term_copy_run.run_id is 'The draft it became; empty when nothing of it could be placed.';

create table term_copy_gap (
  id uuid primary key default gen_random_uuid(),
  copy_run_id uuid not null references term_copy_run on delete cascade,
  reason text not null check (reason in (
    'no-dates', 'closed', 'no-such-hour', 'begun', 'venue-retired', 'room-retired', 'room-taken', 'trainer-gone',
    'trainer-busy', 'code-taken')),
  wanted_on date,
  name text not null default '',
  session_id uuid references session on delete cascade,
  person_id uuid references person check ((person_id is not null) = (reason in ('trainer-gone', 'trainer-busy'))),
  seen_to_at timestamptz
);
create index term_copy_gap_run on term_copy_gap (copy_run_id);
create index term_copy_gap_session on term_copy_gap (session_id) where session_id is not null;
create index term_copy_gap_person on term_copy_gap (person_id) where person_id is not null;
comment on table term_copy_gap is 'What of a run could not be placed: a date, a room, a trainer, a code.';
comment on column term_copy_gap.wanted_on is 'The day it would have been.';
comment on column term_copy_gap.name is 'Of what stands in the way, or of what is left out: a closed day, a course, a room, a code.';
comment on column term_copy_gap.session_id is 'The date of the copy that lacks its room.';

create trigger merged_record_takes_nothing_new before insert on term_copy_gap
  for each row execute function refuse_rows_for_merged();
