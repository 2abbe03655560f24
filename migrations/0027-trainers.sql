-- Trainers as the office keeps them: what they bring and can give, when they usually can, when they are away.
create table trainer (
  person_id uuid primary key references person on delete cascade,
  lived boolean not null default false,
  professional boolean not null default false,
  about_them text not null default '' check (length(about_them) <= 2000),
  active_from date,
  active_until date,
  check (active_from <= active_until)
);
comment on table trainer is 'What is known of a trainer. Who is one stands in role_grant; somebody may be one without a row here.';
comment on column trainer.about_them is 'What they like to teach, and whatever else helps to plan. Only the office reads it, and they themselves.';

create table trainer_course (
  person_id uuid not null references person on delete cascade,
  course_id uuid not null references course on delete cascade,
  primary key (person_id, course_id)
);
create index trainer_course_course on trainer_course (course_id);
comment on table trainer_course is 'Courses that somebody can give, whether or not they have.';

create table trainer_availability (
  person_id uuid not null references person on delete cascade,
  weekday integer not null check (weekday between 1 and 7),
  part text not null check (part in ('morning', 'afternoon', 'evening')),
  primary key (person_id, weekday, part)
);
comment on table trainer_availability is 'When somebody can usually come; 1 is Monday. Without a row nobody has said, and nobody is warned.';

create table trainer_absence (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person on delete cascade,
  starts_on date not null,
  ends_on date not null,
  note text not null default '' check (length(note) <= 300),
  noted_at timestamptz not null,
  unique (person_id, starts_on, ends_on),
  check (starts_on <= ends_on)
);
create index trainer_absence_ends_on on trainer_absence (ends_on);
comment on table trainer_absence is 'Days on which a trainer cannot come, the first and the last among them.';
comment on column trainer_absence.note is 'Why, if somebody wrote it down. Never in the audit trail; goes with the row.';

create table trainer_training (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person on delete cascade,
  name text not null check (length(btrim(name)) between 1 and 120),
  done_on date not null,
  due_again_on date,
  check (done_on < due_again_on)
);
create index trainer_training_person on trainer_training (person_id);
comment on column trainer_training.due_again_on is 'When it is to be done again. The latest training of a name is what counts.';

create trigger merged_record_takes_nothing_new before insert on trainer
  for each row execute function refuse_rows_for_merged();
create trigger merged_record_takes_nothing_new before insert on trainer_course
  for each row execute function refuse_rows_for_merged();
create trigger merged_record_takes_nothing_new before insert on trainer_availability
  for each row execute function refuse_rows_for_merged();
create trigger merged_record_takes_nothing_new before insert on trainer_absence
  for each row execute function refuse_rows_for_merged();
create trigger merged_record_takes_nothing_new before insert on trainer_training
  for each row execute function refuse_rows_for_merged();

-- A date that one of the team does not come to: who comes in their place, or that it goes ahead without.
create table session_cover (
  session_id uuid not null references session on delete cascade,
  run_id uuid not null,
  away_id uuid not null,
  cover_id uuid,
  decided_at timestamptz not null,
  primary key (session_id, away_id),
  foreign key (run_id, away_id) references run_trainer (run_id, person_id) on update cascade on delete cascade,
  foreign key (session_id, cover_id) references session_trainer (session_id, person_id)
    on update cascade on delete set null (cover_id),
  check (away_id <> cover_id)
);
create index session_cover_run on session_cover (run_id, away_id);
create index session_cover_cover on session_cover (session_id, cover_id);
comment on table session_cover is 'Who of the team does not come to a date, as the office decided it.';
comment on column session_cover.cover_id is 'Who stands in. Empty: the date goes ahead with whoever else gives it.';

comment on column run_trainer.left_at is
  'Since when they are not of the team: they left, or stand in on single dates. Dates they teach are theirs.';

-- The office is told once when a date loses half of its pair, and again only if that was put right in between.
create table pair_alert (
  session_id uuid primary key references session on delete cascade,
  told_at timestamptz not null
);
comment on table pair_alert is 'Dates of which the office knows by mail that half of the pair is missing.';
