-- What share of the classes was enough is kept with a run that is over: a college that changes its setting takes nothing
-- from those who completed a course before.
alter table run add column completion_percent integer check (completion_percent between 1 and 100);
comment on column run.completion_percent is 'Of the classes that are marked. Kept when it was first settled who completed the run.';
