-- News that later news has made untrue is nobody's to tell any more.
alter table call
  add column template text not null default '',
  add column overtaken_at timestamptz,
  add check (done_at is null or overtaken_at is null);
comment on column call.template is 'Which letter it is, as in mail.';
comment on column call.overtaken_at is 'When later news about the same run took its place: then it is told no more.';
drop index call_open;
create index call_open on call (number) where done_at is null and overtaken_at is null;
