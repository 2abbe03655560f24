-- Two records of one person become one. The other record stays, so that the merge can be undone.

alter table person
  add column merged_into uuid references person check (merged_into <> id),
  -- A record that was merged with another takes part in nothing: nobody is to be reached through it.
  drop constraint person_mail_needs_an_address,
  add constraint person_mail_needs_an_address
    check (preferred_contact <> 'email' or email is not null or claimed_email is not null or merged_into is not null),
  add constraint person_merged_has_no_address check (merged_into is null or email is null);
create index person_merged_into on person (merged_into) where merged_into is not null;
comment on column person.merged_into is 'This record and that one were of the same person: all of it is there now.';

create table person_merge (
  id uuid primary key default gen_random_uuid(),
  number bigint generated always as identity,
  kept_id uuid not null references person,
  merged_id uuid not null references person check (merged_id <> kept_id),
  merged_at timestamptz not null,
  merged_by uuid not null references person,
  undone_at timestamptz check (undone_at >= merged_at),
  undone_by uuid references person,
  check ((undone_at is null) = (undone_by is null))
);
create unique index person_merge_once on person_merge (merged_id) where undone_at is null;
create index person_merge_kept on person_merge (kept_id, number);

create table person_merge_row (
  merge_id uuid not null references person_merge on delete cascade,
  number bigint generated always as identity,
  table_name text not null,
  row_key jsonb not null,
  column_name text,
  was jsonb not null,
  became jsonb,
  primary key (merge_id, number),
  check (column_name is not null or became is null)
);
comment on table person_merge_row is 'What merging two records changed, a line for each value, so that undoing changes back exactly that.';
comment on column person_merge_row.column_name is 'Empty when the whole row was taken away, because the kept record had the same.';

-- An enrolment goes from one person to another only with the two records.
create or replace function refuse_change_of_joining() returns trigger language plpgsql as $$
begin
  if old.joined_at is distinct from new.joined_at or old.run_id <> new.run_id or not exists (
    select from person_merge where undone_at is null
      and ((merged_id = old.person_id and kept_id = new.person_id)
        or (kept_id = old.person_id and merged_id = new.person_id))
  ) then
    raise exception 'the time of joining never changes' using errcode = 'check_violation';
  end if;
  return new;
end $$;

alter table enrolment
  drop constraint enrolment_status_check,
  add constraint enrolment_status_check check (status in (
    'requested', 'waiting', 'offered', 'confirmed', 'declined', 'withdrawn', 'lapsed', 'cancelled', 'run-cancelled',
    'completed', 'not-completed', 'merged'));

-- Who trains a run also trains its sessions: both go to the kept record at once.
alter table session_trainer
  drop constraint session_trainer_run_id_person_id_fkey,
  add constraint session_trainer_run_id_person_id_fkey
    foreign key (run_id, person_id) references run_trainer (run_id, person_id) on update cascade on delete cascade;

-- Whoever writes to a record while it is being merged waits for that, and then is told: nothing is lost out of sight.
create function refuse_rows_for_merged() returns trigger language plpgsql as $$
begin
  perform from person where id = new.person_id for key share;
  if exists (select from person where id = new.person_id and merged_into is not null) then
    raise exception 'the record % was merged with another', new.person_id
      using errcode = 'check_violation', constraint = 'merged_record_takes_nothing_new';
  end if;
  return new;
end $$;

do $$
declare
  watched text;
begin
  foreach watched in array array['access_need', 'account_closing', 'agreement_acceptance', 'calendar_feed', 'call',
    'credential', 'email_change', 'email_proof', 'emergency_contact', 'enrolment', 'mail', 'role_grant', 'run_trainer',
    'second_factor', 'single_sign_on_identity', 'supporter']
  loop
    execute format('create trigger merged_record_takes_nothing_new before insert on %I
      for each row execute function refuse_rows_for_merged()', watched);
  end loop;
end $$;
