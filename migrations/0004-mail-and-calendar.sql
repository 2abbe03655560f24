-- The outbox, and what each person's calendar has been told.
create table mail (
  id uuid primary key default gen_random_uuid(),
  number bigint generated always as identity,
  message_id text not null unique,
  template text not null,
  person_id uuid references person on delete set null,
  to_name text not null,
  to_address text not null,
  subject text not null,
  view jsonb not null,
  calendar_method text check (calendar_method in ('REQUEST', 'CANCEL')),
  calendar_text text,
  order_key text,
  status text not null default 'queued' check (status in ('queued', 'sent', 'failed')),
  attempts integer not null default 0,
  last_error text,
  created_at timestamptz not null,
  sent_at timestamptz,
  check ((calendar_method is null) = (calendar_text is null)),
  check ((status = 'sent') = (sent_at is not null))
);
create index mail_order on mail (order_key, number) where status <> 'sent';
create index mail_unsent on mail (status, number) where status <> 'sent';
create index mail_person on mail (person_id, number);
comment on column mail.view is 'What the template needs, frozen when the mail was promised.';
comment on column mail.order_key is 'Mails of one key are sent in order of their number, the next only after the one before.';

-- One row is one VEVENT in one person's calendar (CALENDAR.md calls it a block): a weekly series or a single event.
create table calendar_invite (
  id uuid primary key default gen_random_uuid(),
  uid text not null unique,
  person_id uuid not null references person,
  run_id uuid not null references run,
  address text not null,
  time_zone text not null,
  frequency text check (frequency in ('DAILY', 'WEEKLY')),
  repeat_interval integer check (repeat_interval > 0),
  slots jsonb not null,
  sequence integer not null default 0 check (sequence >= 0),
  last_dtstamp timestamptz not null,
  status text not null default 'active' check (status in ('active', 'cancelled')),
  created_at timestamptz not null,
  check ((frequency is null) = (repeat_interval is null))
);
create index calendar_invite_person_run on calendar_invite (person_id, run_id) where status = 'active';
create index calendar_invite_run on calendar_invite (run_id) where status = 'active';
comment on column calendar_invite.slots is 'Each occurrence: its original start (the RECURRENCE-ID for life), the session it stands for or null, and what was last told.';

create table calendar_feed (
  person_id uuid primary key references person on delete cascade,
  token_hash bytea not null unique,
  created_at timestamptz not null
);
comment on table calendar_feed is 'Only the SHA-256 of the token is kept: a copy of this table opens nobody''s calendar.';
