-- What the office tells people by telephone or letter, and how far people know of changed dates.
create table call (
  id uuid primary key default gen_random_uuid(),
  number bigint generated always as identity,
  person_id uuid not null references person on delete cascade,
  run_id uuid not null references run,
  subject text not null,
  view jsonb not null,
  created_at timestamptz not null,
  done_at timestamptz,
  done_by uuid references person,
  check ((done_at is null) = (done_by is null))
);
create index call_open on call (number) where done_at is null;
create index call_person on call (person_id, number);
comment on table call is 'Something this person must be told, and does not read by email. Done when somebody of the staff has told them.';
comment on column call.view is 'What there is to say, frozen when it was promised: the same content as a mail''s.';

alter table run add column dates_told_at timestamptz;
comment on column run.dates_told_at is 'Everyone with a place knows of every change of a session up to this moment.';
update run set dates_told_at = now();
