-- Who takes part, who waits, and what was offered.
create table enrolment (
  id uuid primary key default gen_random_uuid(),
  run_id uuid not null references run,
  person_id uuid not null references person,
  status text not null check (status in (
    'requested', 'waiting', 'offered', 'confirmed',
    'declined', 'withdrawn', 'lapsed', 'cancelled', 'run-cancelled', 'completed', 'not-completed')),
  joined_at timestamptz not null,
  queue_number bigint generated always as identity,
  priority_reason text check (length(btrim(priority_reason)) > 0),
  passed_at_vacancy integer,
  confirmed_at timestamptz,
  ended_at timestamptz,
  status_reason text,
  unique (id, run_id),
  check ((status in ('confirmed', 'completed', 'not-completed')) <= (confirmed_at is not null)),
  check ((status not in ('requested', 'waiting', 'offered', 'confirmed')) = (ended_at is not null)),
  check (ended_at >= joined_at and confirmed_at >= joined_at)
);
create unique index one_live_enrolment_each on enrolment (run_id, person_id)
  where status in ('requested', 'waiting', 'offered', 'confirmed');
create index enrolment_person on enrolment (person_id);
create index enrolment_queue on enrolment (run_id, joined_at, queue_number) where status = 'waiting';
create index enrolment_run_status on enrolment (run_id, status);
comment on column enrolment.joined_at is 'When the person joined. Never changes: it is the place in the queue.';
comment on column enrolment.queue_number is 'Decides between two people who joined in the same instant.';
comment on column enrolment.priority_reason is 'Why staff put this person first; order among them is the time of joining.';
comment on column enrolment.passed_at_vacancy is 'run.vacancies_opened when the person said "not this time": skipped until it rises.';

-- A person keeps their place in the queue whatever happens, so the database refuses to change it.
create function refuse_change_of_joining() returns trigger language plpgsql as $$
begin
  raise exception 'the time of joining never changes' using errcode = 'check_violation';
end $$;
create trigger joining_never_changes before update of joined_at, run_id, person_id on enrolment
  for each row when (old.joined_at is distinct from new.joined_at or old.run_id <> new.run_id or old.person_id <> new.person_id)
  execute function refuse_change_of_joining();

create table enrolment_event (
  id bigint generated always as identity primary key,
  enrolment_id uuid not null references enrolment,
  at timestamptz not null,
  action text not null,
  from_status text,
  to_status text not null,
  actor text not null check (actor in ('student', 'staff', 'system')),
  actor_id uuid references person,
  reason text
);
create index enrolment_event_enrolment on enrolment_event (enrolment_id, id);

create function refuse_change_of_history() returns trigger language plpgsql as $$
begin
  raise exception 'history is only ever added to' using errcode = 'check_violation';
end $$;
create trigger history_never_changes before update or delete on enrolment_event
  for each row execute function refuse_change_of_history();
create trigger history_never_changes before update or delete on audit_event
  for each row execute function refuse_change_of_history();

create table offer (
  id uuid primary key default gen_random_uuid(),
  enrolment_id uuid not null,
  run_id uuid not null,
  channel text not null check (channel in ('email', 'call-list')),
  offered_at timestamptz not null,
  expires_at timestamptz not null,
  status text not null default 'open' check (status in ('open', 'accepted', 'passed', 'declined', 'lapsed', 'closed')),
  answered_at timestamptz,
  foreign key (enrolment_id, run_id) references enrolment (id, run_id),
  check (offered_at < expires_at),
  check ((status = 'open') = (answered_at is null))
);
create unique index one_open_offer_each on offer (enrolment_id) where status = 'open';
create index offer_open_run on offer (run_id, expires_at) where status = 'open';
create index offer_expiry on offer (expires_at) where status = 'open';
comment on column offer.status is 'closed: the offer ended because the run was cancelled or the person left.';
