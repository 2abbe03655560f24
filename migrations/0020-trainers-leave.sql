-- A trainer may leave a run half way. Who taught the dates before stays known; the team is whoever has not left.
alter table run_trainer add column left_at timestamptz;
comment on column run_trainer.left_at is 'Since when they teach this run no more. Dates they taught before stay theirs.';

-- Half of a pair was lost after publishing: staff look for somebody until it is empty again.
alter table run add column pair_broken_at timestamptz;
comment on column run.pair_broken_at is 'Since when a published run lacks one of its two trainers because somebody left.';

create or replace function check_co_delivery() returns trigger language plpgsql as $$
declare
  checked_run uuid;
begin
  if tg_table_name = 'run' then checked_run := new.id; else checked_run := old.run_id; end if;
  if exists (
    select from run
    where id = checked_run and status = 'published' and co_delivery_override is null
      and (select count(distinct expertise) from run_trainer where run_id = checked_run and left_at is null) < 2
  ) then
    raise exception 'run % is published without both a peer and a professional trainer', checked_run
      using errcode = 'check_violation', constraint = 'published_run_is_co_delivered';
  end if;
  return null;
end $$;
