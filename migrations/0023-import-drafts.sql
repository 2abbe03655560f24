-- Files that the office is bringing in, line by line, so that they can be corrected in place, left and come back to.
create table import_draft (
  id uuid primary key default gen_random_uuid(),
  begun_by uuid not null references person,
  begun_at timestamptz not null,
  changed_at timestamptz not null,
  shift_weeks integer not null default 0 check (abs(shift_weeks) <= 1040),
  imported_by uuid references person,
  imported_at timestamptz,
  -- What came of each line, as it was told. No person's words.
  outcome jsonb,
  check ((imported_at is null) = (outcome is null)),
  check ((imported_at is null) = (imported_by is null))
);
create index import_draft_changed_at on import_draft (changed_at);
comment on table import_draft is 'A prospectus that is being brought in. It goes thirty days after it was last touched.';

-- The prospectus, and the list of dated sessions if there is one. A column that is typed later comes at the end.
create table import_sheet (
  draft_id uuid not null references import_draft on delete cascade,
  holds text not null check (holds in ('runs', 'sessions')),
  file_name text not null check (file_name <> ''),
  header text[] not null,
  primary key (draft_id, holds)
);

create table import_line (
  id uuid primary key default gen_random_uuid(),
  draft_id uuid not null,
  holds text not null,
  -- As a spreadsheet numbers it: the header is line 1.
  line integer not null check (line >= 2),
  cells text[] not null,
  left_out boolean not null default false,
  unique (draft_id, holds, line),
  foreign key (draft_id, holds) references import_sheet on delete cascade
);
