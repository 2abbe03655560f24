-- Nobody's account closes by time without a word beforehand, where they have shown an address that is theirs.
alter table person add column closing_announced_at timestamptz;
comment on column person.closing_announced_at is 'When we last wrote that their account closes unless they come back.';
