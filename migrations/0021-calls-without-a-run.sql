-- Not all news is about a run: whoever has no email is told by telephone or letter that their account closes.
alter table call alter column run_id drop not null;
