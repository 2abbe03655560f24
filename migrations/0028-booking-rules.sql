-- Booking rules of a run, a course and a term.
alter table run
  add column drop_in boolean not null default false,
  add column priority_opens_at timestamptz,
  add column priority_for text[] not null default '{}',
  add column audience_confirmed boolean not null default false,
  add column first_session_needed boolean not null default false,
  add column sessions_needed integer check (sessions_needed >= 1),
  add constraint priority_is_for_somebody check (
    (priority_opens_at is null) = (cardinality(priority_for) = 0)
    and priority_for <@ array['uses-services', 'carer-or-family', 'staff', 'public', 'new']),
  -- Without a moment for everybody, those it is not for would never know when to come back.
  add constraint priority_comes_before_everybody check (
    priority_opens_at is null or (enrolment_opens_at is not null and priority_opens_at < enrolment_opens_at)),
  add constraint audience_to_confirm_is_said check (not audience_confirmed or length(btrim(audience)) > 0);
comment on column run.drop_in is 'People simply come: nobody enrols, and there are no places to count.';
comment on column run.priority_opens_at is 'From when on those of priority_for may enrol; everybody else from enrolment_opens_at.';
comment on column run.priority_for is 'Kinds of student as person.student_kind has them, and "new": who never had a place.';
comment on column run.audience_confirmed is 'Whoever enrols is asked to say that the audience is them.';
comment on column run.first_session_needed is 'Later sessions build on the first, so nobody joins once it has begun.';
comment on column run.sessions_needed is 'How many sessions people are asked to come to. Nothing is refused by it.';

alter table term add column most_courses integer check (most_courses >= 1);
comment on column term.most_courses is 'How many courses of this term one person takes part in; drop-ins do not count.';

alter table enrolment
  add column audience_confirmed_at timestamptz,
  add column rules_waived_at timestamptz,
  add column rules_waived_reason text check (length(btrim(rules_waived_reason)) > 0),
  add constraint waived_with_a_moment check (rules_waived_reason is null or rules_waived_at is not null);
comment on column enrolment.audience_confirmed_at is 'When the person said that the audience of the run is them.';
comment on column enrolment.rules_waived_at is 'When staff enrolled this person although a booking rule spoke against it. Stays when the reason goes.';
comment on column enrolment.rules_waived_reason is 'Why they did. Goes with the other words of staff.';

-- The run is held, so that a run becomes a drop-in before somebody enrols or after, and never in the same moment.
create function refuse_enrolment_on_drop_in() returns trigger language plpgsql as $$
declare comes_and_goes boolean;
begin
  select drop_in into comes_and_goes from run where id = new.run_id for share;
  if comes_and_goes then
    raise exception 'nobody enrols on the drop-in %', new.run_id
      using errcode = 'check_violation', constraint = 'nobody_enrols_on_a_drop_in';
  end if;
  return new;
end $$;
create trigger nobody_enrols_on_a_drop_in before insert or update of status on enrolment
  for each row when (new.status in ('requested', 'waiting', 'offered', 'confirmed'))
  execute function refuse_enrolment_on_drop_in();

create function refuse_drop_in_with_people() returns trigger language plpgsql as $$
begin
  if exists (select from enrolment where run_id = new.id
      and status in ('requested', 'waiting', 'offered', 'confirmed')) then
    raise exception 'people are enrolled on %', new.id
      using errcode = 'check_violation', constraint = 'drop_in_has_nobody_enrolled';
  end if;
  return new;
end $$;
create trigger drop_in_has_nobody_enrolled before update of drop_in on run
  for each row when (new.drop_in and not old.drop_in)
  execute function refuse_drop_in_with_people();

create table course_prerequisite (
  course_id uuid not null references course (id) on delete cascade,
  needs_course_id uuid not null references course (id) on delete cascade,
  primary key (course_id, needs_course_id),
  constraint course_does_not_need_itself check (course_id <> needs_course_id)
);
create index course_prerequisite_needed on course_prerequisite (needs_course_id);
comment on table course_prerequisite is 'What is to be done first. No circles: src/catalogue/courses holds the whole table while it looks.';

create table prerequisite_met (
  person_id uuid not null references person (id),
  course_id uuid not null references course (id) on delete cascade,
  noted_by uuid not null references person (id),
  noted_at timestamptz not null,
  primary key (person_id, course_id)
);
create index prerequisite_met_course on prerequisite_met (course_id);
comment on table prerequisite_met is 'They did this course before or elsewhere: the office took their word for it.';
create trigger merged_record_takes_nothing_new before insert on prerequisite_met
  for each row execute function refuse_rows_for_merged();
