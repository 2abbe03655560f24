-- A second factor for staff, single sign-on, and the end of a first run.
create table second_factor (
  person_id uuid primary key references person on delete cascade,
  secret text not null,
  begun_at timestamptz not null,
  confirmed_at timestamptz check (confirmed_at >= begun_at),
  last_step bigint check (last_step >= 0),
  check ((confirmed_at is null) = (last_step is null))
);
comment on table second_factor is 'Codes from an app (RFC 6238). Asked for once the first of them has been typed: from confirmed_at on.';
comment on column second_factor.secret is 'Encrypted (AES-256-GCM) with a key made from SESSION_SECRET.';
comment on column second_factor.last_step is 'The half minute whose code was used last: no code of it, or of an earlier one, is taken again.';

create table recovery_code (
  person_id uuid not null references second_factor on delete cascade,
  code_hash text not null check (code_hash ~ '^[0-9a-f]{64}$'),
  made_at timestamptz not null,
  used_at timestamptz check (used_at >= made_at),
  primary key (person_id, code_hash)
);
comment on table recovery_code is 'For whoever has lost the app: each code works once. Only SHA-256 hashes are kept.';

create table single_sign_on_identity (
  issuer text not null,
  subject text not null check (length(subject) between 1 and 255),
  person_id uuid not null references person on delete cascade,
  linked_at timestamptz not null,
  last_used_at timestamptz not null check (last_used_at >= linked_at),
  primary key (issuer, subject),
  unique (person_id, issuer)
);
comment on table single_sign_on_identity is 'Who somebody is at the provider of single sign-on. Their email may change there; the subject never does.';

create table first_run_end (
  once boolean primary key default true check (once),
  at timestamptz not null
);
comment on table first_run_end is 'Its one row says that this college has, or has had, an administrator: /first-run is closed for ever.';

insert into first_run_end (at) select min(granted_at) from role_grant where role = 'administrator'
  having count(*) > 0;

create function end_first_run() returns trigger language plpgsql as $$
begin
  insert into first_run_end (at) values (new.granted_at) on conflict do nothing;
  return null;
end $$;

create trigger first_run_ends after insert on role_grant
  for each row when (new.role = 'administrator') execute function end_first_run();
