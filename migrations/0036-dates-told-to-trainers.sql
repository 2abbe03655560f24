-- Dates without a pattern are told to their trainers in a letter, as to students. What it said is what is known of them.
alter table run_trainer add column dates_told jsonb not null default '[]';
comment on column run_trainer.dates_told is 'The dates of theirs that a letter told them, since their calendar could not: each with its session, its time and where.';
