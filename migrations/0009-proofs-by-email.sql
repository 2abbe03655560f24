-- Showing by email who somebody is, and which address is theirs.

alter table person
  add column email_confirmed_at timestamptz,
  add column claimed_email citext check (claimed_email ~ '^[^@\s]+@[^@\s]+$' and length(claimed_email) <= 254),
  add column registration_key bytea unique check (length(registration_key) = 32),
  add check (email is not null or email_confirmed_at is null),
  add check (email is null or claimed_email is null);
alter table person drop constraint person_check;
alter table person add constraint person_mail_needs_an_address
  check (preferred_contact <> 'email' or email is not null or claimed_email is not null);
create index person_claimed_email on person (claimed_email, created_at) where claimed_email is not null;
comment on column person.email_confirmed_at is 'When its owner showed that the address is theirs. Empty: nobody has yet.';
comment on column person.claimed_email is 'Given at registration, but somebody else''s already. Nothing is ever sent there for this person.';
comment on column person.registration_key is 'A hash of the form they registered with: pressed twice, it makes one person.';

-- A change of address that waits for a yes from the new one and, where it was confirmed, from the old.
create table email_change (
  person_id uuid primary key references person on delete cascade,
  email citext not null check (email ~ '^[^@\s]+@[^@\s]+$' and length(email) <= 254),
  asked_at timestamptz not null,
  asked_by uuid references person on delete set null,
  new_agreed_at timestamptz check (new_agreed_at >= asked_at),
  old_agreed_at timestamptz check (old_agreed_at >= asked_at)
);
comment on column email_change.asked_by is 'The person, or somebody of the office.';

create table email_proof (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person on delete cascade,
  purpose text not null
    check (purpose in ('sign-in', 'registered-again', 'new-password', 'confirm-email', 'allow-change')),
  email citext not null,
  token_hash bytea not null unique check (length(token_hash) = 32),
  code_hash bytea check (length(code_hash) = 32),
  wrong_codes integer not null default 0 check (wrong_codes between 0 and 5),
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  used_at timestamptz check (used_at >= created_at and used_at < expires_at),
  ended_at timestamptz,
  check (used_at is null or ended_at is null),
  check (used_at is null or wrong_codes < 5)
);
create unique index email_proof_live on email_proof (person_id, purpose) where used_at is null and ended_at is null;
create index email_proof_expires_at on email_proof (expires_at);
comment on table email_proof is 'Links and codes sent by mail. Each shows once that its reader reads what is sent to this address.';
comment on column email_proof.token_hash is 'SHA-256 of what stands in the link, which is kept nowhere.';
comment on column email_proof.code_hash is 'SHA-256 of this row''s id and the six figures, for those who read the mail elsewhere.';
comment on column email_proof.ended_at is 'A newer one took its place, or what it was for is over.';
