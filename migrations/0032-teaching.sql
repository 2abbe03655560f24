-- When a trainer last said that they had seen what changed in their teaching: what came later is shown until they say so.
create table trainer_look (
  person_id uuid primary key references person on delete cascade,
  seen_at timestamptz not null
);
comment on table trainer_look is 'Up to when a trainer has seen what changed. It never goes back.';
create trigger merged_record_takes_nothing_new before insert on trainer_look
  for each row execute function refuse_rows_for_merged();

-- Trainers have the dates they give in their calendar, by entries of their own.
alter table calendar_invite add column teaching boolean not null default false;
comment on column calendar_invite.teaching is 'Of dates that somebody gives, and not of a place they have.';
