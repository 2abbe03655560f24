-- Who designed a course with whom: what funders and the fidelity criteria ask of every course (RECOLLECT, co-production).
create table co_production (
  id uuid primary key default gen_random_uuid(),
  course_id uuid not null references course (id) on delete cascade,
  happened_on date not null,
  what text not null check (what in ('designed', 'changed', 'reviewed')),
  -- Names as people gave them for this, or of groups; empty when nobody of that kind took part.
  lived_experience text not null default '' check (length(lived_experience) <= 500),
  other_expertise text not null default '' check (length(other_expertise) <= 500),
  noted_at timestamptz not null,
  constraint somebody_took_part check (length(btrim(lived_experience || other_expertise)) > 0)
);
create index co_production_course on co_production (course_id, happened_on);
comment on column co_production.lived_experience is 'Names as people gave them for this, or of groups; empty when nobody of that kind took part.';
