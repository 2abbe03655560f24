-- What people want to be sent for their calendar.
alter table person add column calendar_invitations text not null default 'usual'
  check (calendar_invitations in ('usual', 'every-date', 'none'));
comment on column person.calendar_invitations is 'usual: as long as a few entries hold all dates of a course. every-date: however many they are. none: they use their feed.';
