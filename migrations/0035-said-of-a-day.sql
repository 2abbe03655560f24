-- What is said of a class is said of its day: "told us" of Tuesday is not said of Thursday. Each line of history keeps when
-- the class was to be when it was said, and a word that is taken back because the class moved says so.
alter table attendance drop constraint attendance_means_check;
alter table attendance add constraint attendance_means_check
  check (means in ('page', 'everyone', 'phone', 'office', 'themselves', 'moved'));
comment on column attendance.means is
  'Phone: kept on a phone without a connection, and sent later. Moved: the class came to another day, or back to it.';

alter table attendance_event add column class_at timestamptz;
comment on column attendance_event.class_at is
  'When the class was to begin as this was said of it. Null for what was said before this was kept.';

create or replace function note_mark() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.mark is not null then
      raise exception 'a row of a register begins without a mark' using errcode = 'check_violation';
    end if;
  elsif old.mark is distinct from new.mark then
    insert into attendance_event (session_id, enrolment_id, at, by_id, means, from_mark, to_mark, class_at)
    values (new.session_id, new.enrolment_id, new.marked_at, new.marked_by, new.means, old.mark, new.mark,
      (select starts_at from session where id = new.session_id));
  end if;
  return null;
end $$;
