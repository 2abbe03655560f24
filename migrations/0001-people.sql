-- People and what they may do. One person is one human, whatever roles they hold.
create extension if not exists citext;
create extension if not exists btree_gist;
create extension if not exists pg_trgm;
create extension if not exists unaccent;

create table person (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(btrim(name)) between 1 and 120),
  email citext unique check (email ~ '^[^@\s]+@[^@\s]+$' and length(email) <= 254),
  phone text check (length(phone) <= 40),
  preferred_contact text not null default 'email' check (preferred_contact in ('email', 'phone', 'text', 'post')),
  what_helps text not null default '' check (length(what_helps) <= 2000),
  neutral_calendar_titles boolean not null default false,
  created_at timestamptz not null,
  check (preferred_contact <> 'email' or email is not null),
  check (preferred_contact not in ('phone', 'text') or phone is not null)
);
comment on column person.name is 'The name to use, in the person''s own words.';
comment on column person.email is 'Optional: people who phone or visit take part without one.';

create table credential (
  person_id uuid not null references person on delete cascade,
  kind text not null check (kind in ('password')),
  secret text not null,
  created_at timestamptz not null,
  primary key (person_id, kind)
);
comment on column credential.secret is 'For a password: an argon2id hash in PHC form. Never the password.';

create table role_grant (
  person_id uuid not null references person on delete cascade,
  role text not null check (role in ('student', 'trainer', 'personal-tutor', 'administrator')),
  granted_at timestamptz not null,
  primary key (person_id, role)
);

create table agreement (
  id uuid primary key default gen_random_uuid(),
  version integer not null unique check (version > 0),
  title text not null,
  body text not null,
  effective_from timestamptz not null
);

create table agreement_acceptance (
  person_id uuid not null references person on delete cascade,
  agreement_id uuid not null references agreement,
  accepted_at timestamptz not null,
  means text not null check (means in ('online', 'paper', 'verbal')),
  primary key (person_id, agreement_id)
);

-- The table connect-pg-simple expects, under our own name.
create table web_session (
  sid text primary key,
  sess json not null,
  expire timestamptz not null
);
create index web_session_expire on web_session (expire);

create table audit_event (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_id uuid references person,
  action text not null,
  subject_kind text not null,
  subject_id uuid not null,
  detail jsonb not null default '{}'
);
create index audit_event_subject on audit_event (subject_kind, subject_id, id);
comment on table audit_event is 'Who read or changed what. Rows are only ever added.';
