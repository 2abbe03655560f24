-- Venues and rooms are kept by the office. One that is used no more stays, for what took place there.
alter table venue add column retired_at timestamptz;
alter table room
  add column access text not null default '',
  add column retired_at timestamptz;
comment on column venue.retired_at is 'Since when nothing new is planned there.';
comment on column room.retired_at is 'Since when nothing new is planned there.';
