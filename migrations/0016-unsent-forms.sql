-- What somebody sent when their session was over: kept for a day, for them alone, so that nothing they wrote is lost.
create table unsent_form (
  person_id uuid primary key references person (id) on delete cascade,
  -- Where it was going.
  address text not null check (address ~ '^/[^/\\]' and length(address) <= 500),
  -- What was in it, encrypted for this person.
  sealed text not null,
  kept_at timestamptz not null,
  -- They have sent it since. It stays for its day: a crowded moment may have refused it.
  sent_at timestamptz check (sent_at >= kept_at)
);
create index unsent_form_kept_at on unsent_form (kept_at);
