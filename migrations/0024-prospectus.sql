-- What the printed prospectus needs beside the courses: pictures, easy read, the college's own cover, and editions.
create table picture (
  id uuid primary key default gen_random_uuid(),
  sha256 bytea not null unique check (length(sha256) = 32),
  kind text not null check (kind in ('image/png', 'image/jpeg')),
  width integer not null check (width between 1 and 8000),
  height integer not null check (height between 1 and 8000),
  bytes bytea not null check (length(bytes) <= 3000000),
  added_at timestamptz not null
);
comment on table picture is 'Pictures that the office brought. The same picture stands once; one that nothing shows is removed after a day.';

alter table course
  add column easy_read text not null default '' check (length(easy_read) <= 3000),
  add column picture_id uuid references picture,
  add column picture_words text not null default '' check (length(picture_words) <= 300),
  add constraint course_picture_has_words check (picture_id is null or btrim(picture_words) <> '');
create index course_picture on course (picture_id);
comment on column course.easy_read is 'The course in short sentences, one on a line, for the prospectus in easy read.';
comment on column course.picture_words is 'What the picture shows, for those who do not see it.';

create table prospectus_cover (
  id uuid primary key default gen_random_uuid(),
  only_one boolean not null default true unique check (only_one),
  title text not null check (btrim(title) <> '' and length(title) <= 120),
  words text not null default '' check (length(words) <= 400),
  about_us text not null default '' check (length(about_us) <= 4000),
  how_to_enrol text not null default '' check (length(how_to_enrol) <= 4000),
  colour text not null check (colour ~ '^#[0-9a-f]{6}$'),
  accent text not null check (accent ~ '^#[0-9a-f]{6}$'),
  picture_id uuid references picture,
  picture_words text not null default '' check (length(picture_words) <= 300),
  constraint cover_picture_has_words check (picture_id is null or btrim(picture_words) <> '')
);
create index prospectus_cover_picture on prospectus_cover (picture_id);
comment on table prospectus_cover is 'What the college says on its prospectus, and its colours. One row at most.';

create table prospectus_edition (
  id uuid primary key default gen_random_uuid(),
  made_at timestamptz not null,
  said jsonb not null
);
create index prospectus_edition_made_at on prospectus_edition (made_at);
comment on table prospectus_edition is 'What the prospectus said when it was printed, to tell later what has changed since. Names nobody.';
