-- The trail nobody can change, who read what is sensitive, and accounts that are closed.

-- The row triggers of 0003 do not see a table being emptied at once.
create trigger history_is_never_emptied before truncate on audit_event
  for each statement execute function refuse_change_of_history();
create trigger history_is_never_emptied before truncate on enrolment_event
  for each statement execute function refuse_change_of_history();
create index audit_event_actor on audit_event (actor_id, id);
create index audit_event_action on audit_event (action, id);

-- Written in the same transaction that shows what was read: no row, no data.
create table sensitive_reading (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  person_id uuid not null references person,
  reader_id uuid not null references person,
  role text not null check (role in ('trainer', 'personal-tutor', 'administrator')),
  kinds text[] not null check (
    cardinality(kinds) > 0
    and kinds <@ array['what-helps', 'emergency-contact', 'access-needs', 'student-kind', 'everything']),
  reason text not null check (reason in ('support', 'unwell', 'worried', 'absent', 'asked', 'complaint', 'other')),
  words text check (length(btrim(words)) between 1 and 300),
  run_id uuid references run,
  check (reason <> 'other' or words is not null or words_erased_at is not null),
  words_erased_at timestamptz
);
create index sensitive_reading_person on sensitive_reading (person_id, id);
create index sensitive_reading_reader on sensitive_reading (reader_id, id);
comment on table sensitive_reading is 'Who read what is sensitive about a person, in what role and why. Rows are only ever added.';
comment on column sensitive_reading.words is 'The reader''s own words for why. The person can read them; they go when the account is closed.';

create trigger history_is_never_emptied before truncate on sensitive_reading
  for each statement execute function refuse_change_of_history();
create trigger history_never_goes before delete on sensitive_reading
  for each row execute function refuse_change_of_history();
create trigger history_never_changes before update on sensitive_reading
  for each row when (
    new.words is not null or new.words_erased_at is null
    or (old.id, old.at, old.person_id, old.reader_id, old.role, old.kinds, old.reason, old.run_id)
      is distinct from (new.id, new.at, new.person_id, new.reader_id, new.role, new.kinds, new.reason, new.run_id))
  execute function refuse_change_of_history();

create table account_closing (
  person_id uuid primary key references person,
  asked_at timestamptz not null,
  asked_by uuid references person,
  why text not null default 'asked' check (why in ('asked', 'never-confirmed', 'never-took-part', 'long-ago')),
  goodbye_at timestamptz check (goodbye_at >= asked_at),
  check ((why = 'asked') = (asked_by is not null))
);
comment on table account_closing is 'Accounts that close, or are closed. Work in the background gives the places back, says goodbye and erases.';
comment on column account_closing.asked_by is 'The person, or somebody of the office for them. Empty when the time to keep their record was over.';
comment on column account_closing.goodbye_at is 'From here on nothing more is sent to them: what is on its way may still arrive.';

-- Somebody who is erased stays as a row, so that counts stay true; the row says nothing of them.
alter table person
  add column last_seen_at timestamptz,
  add column erased_at timestamptz,
  add constraint erased_person_is_nobody check (erased_at is null or (
    email is null and claimed_email is null and phone is null and postal_address = '' and what_helps = ''
    and student_kind is null and registration_key is null and email_confirmed_at is null
    and last_seen_at is null));
alter table person drop constraint person_letters_need_an_address;
alter table person add constraint person_letters_need_an_address
  check (preferred_contact <> 'post' or btrim(postal_address) <> '' or erased_at is not null);
comment on column person.last_seen_at is 'When they last signed in: it tells how long a record is kept that nobody uses.';
-- Nobody is forgotten because of years in which this was not noted.
update person set last_seen_at = now();
comment on column person.erased_at is 'Since when nothing in this row says who it was.';

alter table mail
  add column erased_at timestamptz,
  add constraint erased_mail_says_nothing check (erased_at is null or (
    status = 'sent' and to_name = '' and to_address = '' and view = '{}'
    and calendar_method is null and last_error is null));
create index mail_kept on mail (created_at) where erased_at is null;
comment on column mail.erased_at is 'Since when only its kind, its subject and its times are kept.';

-- The reason in a line of history is somebody's own words, and may say much of a person: it can go, the line cannot.
drop trigger history_never_changes on enrolment_event;
create trigger history_never_goes before delete on enrolment_event
  for each row execute function refuse_change_of_history();
create trigger history_never_changes before update on enrolment_event
  for each row when (
    new.reason is not null
    or (old.id, old.enrolment_id, old.at, old.action, old.from_status, old.to_status, old.actor, old.actor_id)
      is distinct from (new.id, new.enrolment_id, new.at, new.action, new.from_status, new.to_status, new.actor, new.actor_id))
  execute function refuse_change_of_history();

-- The product's own role may not change a line of history: all it can do is call this, which only takes words away.
create function erase_reasons(enrolments uuid[]) returns void
  language sql security definer set search_path = public, pg_temp
  begin atomic
    update enrolment_event set reason = null where enrolment_id = any (enrolments) and reason is not null;
  end;
comment on function erase_reasons is 'Takes the reasons out of the history of these enrolments.';

-- An account that closes takes part in nothing new. The person is held, so that closing waits for who was first.
create function refuse_enrolment_of_closed() returns trigger language plpgsql as $$
begin
  perform from person where id = new.person_id for share;
  if exists (select from account_closing where person_id = new.person_id) then
    raise exception 'the account of % is closed', new.person_id
      using errcode = 'check_violation', constraint = 'closed_account_takes_part_in_nothing';
  end if;
  return new;
end $$;
create trigger closed_account_takes_part_in_nothing before insert on enrolment
  for each row when (new.status in ('requested', 'waiting', 'offered', 'confirmed'))
  execute function refuse_enrolment_of_closed();
-- Somebody whose offer ran out may come back to it.
create trigger closed_account_comes_back_to_nothing before update of status on enrolment
  for each row when (
    new.status in ('requested', 'waiting', 'offered', 'confirmed')
    and old.status not in ('requested', 'waiting', 'offered', 'confirmed'))
  execute function refuse_enrolment_of_closed();
