-- Many dates changed at once, on one decision, and everybody concerned told of it.
create table bulk_change (
  id uuid primary key,
  number bigint generated always as identity,
  kind text not null check (kind in ('move', 'call-off', 'online', 'place')),
  title text not null check (btrim(title) <> ''),
  reason text not null default '' check (length(reason) <= 500),
  made_at timestamptz not null,
  check (kind <> 'call-off' or btrim(reason) <> '')
);
comment on table bulk_change is 'Many dates changed at once. Who did it stands in the audit trail.';
comment on column bulk_change.id is 'Given by the page that showed what would happen: sent twice, it is done once.';
comment on column bulk_change.title is 'What was changed and how, in words as they were then.';
comment on column bulk_change.reason is 'In the words of the office. Everybody who is told reads it.';

create table bulk_change_run (
  bulk_change_id uuid not null references bulk_change on delete cascade,
  run_id uuid not null references run on delete cascade,
  people integer not null check (people >= 0),
  told_at timestamptz,
  primary key (bulk_change_id, run_id)
);
create index bulk_change_run_untold on bulk_change_run (run_id) where told_at is null;
comment on column bulk_change_run.people is 'How many were to be told when it was decided: students and trainers.';
comment on column bulk_change_run.told_at is 'When the messages to all of them were written, in the transaction that wrote them.';

create table bulk_change_session (
  bulk_change_id uuid not null references bulk_change on delete cascade,
  session_id uuid not null references session on delete cascade,
  was_starts_at timestamptz not null,
  was_ends_at timestamptz not null,
  was_where text not null,
  became_starts_at timestamptz not null,
  became_ends_at timestamptz not null,
  became_where text not null,
  cancelled boolean not null,
  primary key (bulk_change_id, session_id),
  check (was_starts_at < was_ends_at and became_starts_at < became_ends_at)
);
create index bulk_change_session_session on bulk_change_session (session_id);
comment on table bulk_change_session is 'Each date before and after, as it was told. What became of it later stands in its own history.';

alter table mail add column bulk_change_id uuid references bulk_change;
create index mail_bulk_change on mail (bulk_change_id) where bulk_change_id is not null;
comment on column mail.bulk_change_id is 'The change of many dates that it tells of.';
alter table call add column bulk_change_id uuid references bulk_change;
create index call_bulk_change on call (bulk_change_id) where bulk_change_id is not null;
comment on column call.bulk_change_id is 'The change of many dates that it tells of.';
