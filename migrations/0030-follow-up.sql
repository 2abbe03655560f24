-- What follows a missed class, reminders before the next, text messages, and a kind word to whoever was not seen for long.
alter table person add column best_time text not null default '' check (length(best_time) <= 100);
alter table person add column reminders boolean not null default true;
comment on column person.best_time is 'When is a good time to call them, in their own words.';
comment on column person.reminders is 'Whether they want a message before a class.';

create table follow_up (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null,
  enrolment_id uuid not null,
  opened_at timestamptz not null,
  taken_by uuid references person,
  taken_at timestamptz,
  outcome text check (outcome in ('spoke', 'will-come', 'withdrew', 'could-not-reach', 'not-needed')),
  closed_at timestamptz,
  closed_by uuid references person,
  unique (session_id, enrolment_id),
  unique (id, enrolment_id),
  foreign key (session_id, enrolment_id) references attendance,
  constraint taken_by_somebody check ((taken_by is null) = (taken_at is null)),
  constraint closed_with_an_outcome check ((outcome is null) = (closed_at is null) and closed_at >= opened_at),
  constraint done_is_nobodys check (closed_at is null or taken_by is null)
);
create index follow_up_open on follow_up (opened_at) where closed_at is null;
create index follow_up_enrolment on follow_up (enrolment_id);
comment on table follow_up is 'Somebody missed a class and nobody had heard from them: a kind call to make.';
comment on column follow_up.taken_by is 'Who is calling them now, so that two do not.';
comment on column follow_up.closed_by is 'Nobody, when it closed by itself: the mark was corrected, or they left.';

create table follow_up_call (
  id uuid primary key,
  follow_up_id uuid not null,
  enrolment_id uuid not null,
  at timestamptz not null,
  by_id uuid not null references person,
  outcome text not null check (outcome in
    ('spoke', 'left-message', 'no-answer', 'will-come', 'wants-to-withdraw', 'could-not-reach')),
  words text not null default '' check (length(words) <= 500),
  words_erased_at timestamptz,
  foreign key (follow_up_id, enrolment_id) references follow_up (id, enrolment_id) on delete cascade,
  constraint wordless_when_erased check (words_erased_at is null or words = '')
);
create index follow_up_call_task on follow_up_call (follow_up_id, at);
create index follow_up_call_enrolment on follow_up_call (enrolment_id);
create index follow_up_call_words on follow_up_call (at) where words <> '';
comment on column follow_up_call.id is 'Given by the page: sent twice, a call is noted once.';

-- Made here and not by the program, so that no way of marking can forget it. A mark that is corrected needs no call, and
-- one that is made again is a task again.
create function follow_mark() returns trigger language plpgsql as $$
begin
  if new.mark = 'no-word' then
    insert into follow_up (session_id, enrolment_id, opened_at)
    select new.session_id, new.enrolment_id, new.marked_at from enrolment
    where id = new.enrolment_id and status in ('confirmed', 'completed', 'not-completed', 'merged')
    on conflict (session_id, enrolment_id) do update
      set opened_at = excluded.opened_at, outcome = null, closed_at = null, closed_by = null
      where follow_up.outcome = 'not-needed';
  else
    update follow_up
    set outcome = 'not-needed', closed_at = greatest(new.marked_at, opened_at), taken_by = null, taken_at = null
    where session_id = new.session_id and enrolment_id = new.enrolment_id and closed_at is null;
  end if;
  return null;
end $$;
create trigger missed_class_is_followed_up after update of mark on attendance
  for each row when ((old.mark = 'no-word') is distinct from (new.mark = 'no-word'))
  execute function follow_mark();

-- What was missed before this came. Nobody is called about what is long ago.
insert into follow_up (session_id, enrolment_id, opened_at, outcome, closed_at)
select attendance.session_id, attendance.enrolment_id, attendance.marked_at,
  case when session.ends_at < now() - interval '14 days' then 'not-needed' end,
  case when session.ends_at < now() - interval '14 days' then greatest(now(), attendance.marked_at) end
from attendance
join session on session.id = attendance.session_id
join enrolment on enrolment.id = attendance.enrolment_id
where attendance.mark = 'no-word' and enrolment.status in ('confirmed', 'completed', 'not-completed', 'merged');

-- Whoever left needs no call about a class they missed. Its name lets it run after who_left_is_expected_no_more.
create function follow_up_no_more() returns trigger language plpgsql as $$
begin
  update follow_up
  set outcome = case new.status when 'withdrawn' then 'withdrew' else 'not-needed' end,
    closed_at = greatest(new.ended_at, opened_at), taken_by = null, taken_at = null
  where enrolment_id = new.id and closed_at is null;
  return null;
end $$;
create trigger who_left_is_followed_up_no_more after update of status on enrolment
  for each row when (old.status = 'confirmed' and new.status in ('withdrawn', 'cancelled', 'run-cancelled'))
  execute function follow_up_no_more();

create table reminder (
  session_id uuid not null references session on delete cascade,
  enrolment_id uuid not null references enrolment,
  day date not null,
  at timestamptz not null,
  channel text not null check (channel in ('email', 'text', 'none')),
  primary key (session_id, enrolment_id, day)
);
create index reminder_enrolment on reminder (enrolment_id);
comment on table reminder is 'Who was reminded of what. Claimed in the transaction that writes the message, so nobody is reminded twice.';
comment on column reminder.day is 'On the college''s calendar: a class that moves to another day is worth another reminder.';
comment on column reminder.channel is 'None: they can be reached neither way.';

create table register_chase (
  session_id uuid not null references session on delete cascade,
  person_id uuid not null references person,
  at timestamptz not null,
  primary key (session_id, person_id)
);
create index register_chase_person on register_chase (person_id);
create trigger merged_record_takes_nothing_new before insert on register_chase
  for each row execute function refuse_rows_for_merged();
comment on table register_chase is 'Which trainer was asked for which register that nobody had finished: each once.';

create table re_engagement (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person,
  sent_at timestamptz not null,
  sent_by uuid not null references person,
  channel text not null check (channel in ('email', 'text', 'call'))
);
create index re_engagement_person on re_engagement (person_id, sent_at);
create trigger merged_record_takes_nothing_new before insert on re_engagement
  for each row execute function refuse_rows_for_merged();
comment on table re_engagement is 'Who was told that we would be glad to see them again, so that nobody hears it too often.';

create table text_message (
  id uuid primary key default gen_random_uuid(),
  number bigint generated always as identity,
  template text not null,
  person_id uuid references person on delete set null,
  to_number text not null check (to_number ~ '^(\+[1-9][0-9]{6,14})?$'),
  body text not null check (length(body) <= 1000),
  status text not null default 'queued' check (status in ('queued', 'sent', 'failed')),
  attempts integer not null default 0,
  last_error text,
  provider_id text,
  created_at timestamptz not null,
  sent_at timestamptz,
  erased_at timestamptz,
  constraint sent_at_a_moment check ((status = 'sent') = (sent_at is not null)),
  constraint silent_when_erased check (erased_at is null or (to_number = '' and body = ''))
);
create index text_message_unsent on text_message (status, number) where status <> 'sent';
create index text_message_person on text_message (person_id, number);
create trigger merged_record_takes_nothing_new before insert on text_message
  for each row execute function refuse_rows_for_merged();
comment on table text_message is 'The outbox of text messages, as mail is that of mails.';
comment on column text_message.to_number is 'E.164, as the provider needs it; empty once erased.';
