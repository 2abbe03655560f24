-- What a person tells us about themselves, what they accepted, and what they answer apart from their name.

alter table person add column postal_address text not null default ''
  check (length(postal_address) <= 500);
comment on column person.postal_address is 'Several lines. Asked for letters only, so often empty.';
-- Nobody's wish for letters is changed: the office sees what is missing, and asks.
update person set postal_address = 'We do not have this address yet. Please ask.' where preferred_contact = 'post';
alter table person add constraint person_letters_need_an_address
  check (preferred_contact <> 'post' or btrim(postal_address) <> '');

alter table person add column student_kind text
  check (student_kind in ('uses-services', 'carer-or-family', 'staff', 'public', 'prefer-not-to-say'));
comment on column person.student_kind is 'Optional, for counting. Never shown to trainers.';

create table emergency_contact (
  person_id uuid primary key references person on delete cascade,
  name text not null check (length(btrim(name)) between 1 and 120),
  phone text not null check (length(btrim(phone)) between 5 and 40),
  relationship text not null default '' check (length(relationship) <= 80),
  updated_at timestamptz not null
);
comment on table emergency_contact is 'Read by the person, and by others only on demand: each reading is recorded.';

create table supporter (
  person_id uuid primary key references person on delete cascade,
  name text not null check (length(btrim(name)) between 1 and 120),
  comes_along boolean not null,
  updated_at timestamptz not null
);
comment on table supporter is 'Somebody who helps this person to take part. Trainers see who it is, and whether they come along.';

create table access_need (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person on delete cascade,
  kind text not null check (kind in ('format', 'communication', 'contact', 'in-the-room')),
  need text not null check (need in (
    'large-print', 'easy-read', 'braille', 'audio', 'screen-reader-email', 'coloured-paper', 'another-language',
    'bsl-interpreter', 'lip-speaker', 'speech-to-text', 'hearing-loop', 'advocate', 'more-time',
    'by-text', 'by-phone', 'by-email', 'by-post', 'by-relay', 'through-somebody',
    'step-free', 'quiet-space', 'room-to-move', 'seat-choice', 'breaks', 'assistance-dog', 'lighting',
    'something-else')),
  detail text not null default '' check (length(detail) <= 500),
  share_with_trainers boolean not null,
  review_on date not null,
  reviewed_at timestamptz,
  recorded_at timestamptz not null,
  recorded_by uuid not null references person,
  ended_at timestamptz,
  check (need <> 'something-else' or btrim(detail) <> '')
);
create unique index access_need_once on access_need (person_id, kind, need)
  where ended_at is null and need <> 'something-else';
create index access_need_person on access_need (person_id) where ended_at is null;
create index access_need_review on access_need (review_on) where ended_at is null;
comment on table access_need is 'Identified, recorded, flagged, shared, met and reviewed: the Accessible Information Standard (DAPB1605).';
comment on column access_need.share_with_trainers is 'The person''s consent. The office sees every need, because it arranges what is needed.';

create table access_need_met (
  id uuid primary key default gen_random_uuid(),
  access_need_id uuid not null references access_need on delete cascade,
  occasion text not null check (occasion in ('run', 'mail', 'other')),
  run_id uuid references run,
  met_at timestamptz not null,
  recorded_by uuid not null references person,
  note text not null default '' check (length(note) <= 500),
  check ((occasion = 'run') = (run_id is not null))
);
create unique index access_need_met_once on access_need_met (access_need_id, run_id) where run_id is not null;
create index access_need_met_need on access_need_met (access_need_id, met_at);
comment on table access_need_met is 'The proof that a need was met: when, where, and who says so.';

alter table agreement add column kind text not null default 'agreement' check (kind in ('agreement', 'privacy-notice'));
alter table agreement drop constraint agreement_version_key;
alter table agreement add constraint agreement_kind_version_key unique (kind, version);
alter table agreement_acceptance add column recorded_by uuid references person;
alter table agreement_acceptance add constraint agreement_acceptance_recorded_check
  check (means <> 'online' or recorded_by is null);
comment on column agreement_acceptance.recorded_by is 'Who of the staff wrote down what was said or signed. Empty when the person pressed the button.';

create table equality_question (
  id uuid primary key default gen_random_uuid(),
  position integer not null,
  wording text not null check (length(btrim(wording)) between 1 and 200),
  hint text not null default '' check (length(hint) <= 300),
  created_at timestamptz not null,
  retired_at timestamptz
);

create table equality_option (
  id uuid primary key default gen_random_uuid(),
  question_id uuid not null references equality_question on delete cascade,
  position integer not null,
  wording text not null check (length(btrim(wording)) between 1 and 120),
  retired_at timestamptz,
  unique (question_id, wording),
  unique (question_id, id)
);

create table equality_answer (
  answer_key bytea primary key check (length(answer_key) = 32),
  question_id uuid not null references equality_question,
  option_id uuid,
  answered_in date not null check (extract(day from answered_in) = 1),
  foreign key (question_id, option_id) references equality_option (question_id, id)
);
create index equality_answer_question on equality_answer (question_id, option_id);
comment on table equality_answer is 'Holds nobody''s id. The key is an HMAC of person and question under a key that is not in the database, so that two answers of one person have nothing in common either.';
comment on column equality_answer.option_id is 'Empty: they prefer not to say.';
comment on column equality_answer.answered_in is 'The first day of the month: nothing finer is kept.';
