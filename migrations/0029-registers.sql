-- Registers: who was expected at a session, and whether they came. Rows are made here and not by the program, so that
-- no way of planning a session or of giving a place can forget one.
alter table session add column number bigint generated always as identity;
alter table session add constraint session_number_key unique (number);
alter table session add constraint session_id_run_id_key unique (id, run_id);
comment on column session.number is 'Printed on the sign-in sheet as a short code, by which the register is found again.';

create table attendance (
  session_id uuid not null,
  enrolment_id uuid not null,
  run_id uuid not null,
  mark text check (mark in ('present', 'late', 'left-early', 'told-us', 'no-word')),
  marked_at timestamptz,
  marked_by uuid references person,
  means text check (means in ('page', 'everyone', 'phone', 'office', 'themselves')),
  primary key (session_id, enrolment_id),
  foreign key (session_id, run_id) references session (id, run_id) on delete cascade,
  foreign key (enrolment_id, run_id) references enrolment (id, run_id),
  constraint said_by_somebody check (num_nulls(marked_at, marked_by, means) in (0, 3)),
  constraint mark_with_a_moment check (mark is null or marked_at is not null)
);
create index attendance_enrolment on attendance (enrolment_id);
create index attendance_run on attendance (run_id);
create index attendance_unmarked on attendance (session_id) where mark is null;
comment on table attendance is 'One row a person a session. That a session was cancelled stands in the session.';
comment on column attendance.mark is 'Null until somebody has said. Told us: they said that they could not come.';
comment on column attendance.marked_at is 'When it was last marked, or a mark was taken away.';
comment on column attendance.means is 'Phone: kept on a phone without a connection, and sent later.';

create table attendance_event (
  id bigint generated always as identity primary key,
  session_id uuid not null,
  enrolment_id uuid not null,
  at timestamptz not null,
  by_id uuid not null references person,
  means text not null,
  from_mark text,
  to_mark text,
  foreign key (session_id, enrolment_id) references attendance,
  constraint event_changes_something check (from_mark is distinct from to_mark)
);
create index attendance_event_row on attendance_event (session_id, enrolment_id, id);
comment on table attendance_event is 'Each mark and each correction. Written by the table of marks itself; rows are only ever added.';

create function note_mark() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.mark is not null then
      raise exception 'a row of a register begins without a mark' using errcode = 'check_violation';
    end if;
  elsif old.mark is distinct from new.mark then
    insert into attendance_event (session_id, enrolment_id, at, by_id, means, from_mark, to_mark)
    values (new.session_id, new.enrolment_id, new.marked_at, new.marked_by, new.means, old.mark, new.mark);
  end if;
  return null;
end $$;
create trigger marks_write_their_history after insert or update of mark on attendance
  for each row execute function note_mark();
create trigger history_never_changes before update or delete on attendance_event
  for each row execute function refuse_change_of_history();
create trigger history_is_never_emptied before truncate on attendance_event
  for each statement execute function refuse_change_of_history();

-- Somebody who joins late was not expected at what was over by then.
create function expect_person() returns trigger language plpgsql as $$
begin
  insert into attendance (session_id, enrolment_id, run_id)
  select id, new.id, new.run_id from session where run_id = new.run_id and ends_at > new.confirmed_at
  on conflict do nothing;
  return null;
end $$;
create trigger place_is_expected after insert or update of status on enrolment
  for each row when (new.status = 'confirmed') execute function expect_person();

create function expect_people() returns trigger language plpgsql as $$
begin
  insert into attendance (session_id, enrolment_id, run_id)
  select new.id, enrolment.id, new.run_id from enrolment
  where enrolment.run_id = new.run_id and status = 'confirmed' and confirmed_at < new.ends_at
  on conflict do nothing;
  return null;
end $$;
create trigger session_expects_people after insert or update of ends_at on session
  for each row execute function expect_people();

-- Whoever has left is not expected at what is still to come. What was said of them, or is to be said, stays.
create function expect_no_more() returns trigger language plpgsql as $$
begin
  delete from attendance using session
  where session.id = attendance.session_id and enrolment_id = new.id and marked_at is null
    and session.ends_at > new.ended_at;
  return null;
end $$;
create trigger who_left_is_expected_no_more after update of status on enrolment
  for each row when (old.status = 'confirmed' and new.status in ('withdrawn', 'cancelled', 'run-cancelled', 'merged'))
  execute function expect_no_more();

insert into attendance (session_id, enrolment_id, run_id)
select session.id, enrolment.id, enrolment.run_id
from enrolment join session on session.run_id = enrolment.run_id and session.ends_at > enrolment.confirmed_at
where enrolment.status = 'confirmed';

create table walk_in (
  id uuid primary key,
  session_id uuid not null references session,
  name text check (length(btrim(name)) between 1 and 200),
  contact text not null default '' check (length(contact) <= 200),
  person_id uuid references person,
  mark text not null default 'present' check (mark in ('present', 'late', 'left-early')),
  added_at timestamptz not null,
  added_by uuid not null references person,
  removed_at timestamptz,
  erased_at timestamptz,
  constraint nameless_when_erased check ((name is null) = (erased_at is not null)),
  constraint contact_goes_with_the_name check (erased_at is null or contact = '')
);
create unique index one_walk_in_a_person_a_session on walk_in (session_id, person_id)
  where person_id is not null and removed_at is null;
create index walk_in_session on walk_in (session_id);
create index walk_in_person on walk_in (person_id);
create index walk_in_to_find on walk_in (added_at) where person_id is null and removed_at is null and erased_at is null;
create trigger merged_record_takes_nothing_new before insert on walk_in
  for each row execute function refuse_rows_for_merged();
comment on table walk_in is 'Somebody who came without a place. Who they are is looked for by the office, never by a trainer.';
comment on column walk_in.id is 'Given by the page: sent twice, somebody is added once.';
comment on column walk_in.contact is 'A phone number or an email address, if they gave one, to find their record by.';

create table head_count (
  session_id uuid primary key references session on delete cascade,
  people integer not null check (people between 0 and 1000),
  counted_at timestamptz not null
);
comment on table head_count is 'How many came to a session of a drop-in. Who counted, and what it was before, stands in the audit trail.';
