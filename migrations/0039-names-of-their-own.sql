-- A name that differs from another's only in capitals, in spaces or in how its letters are put together is that name: so a
-- prospectus reads it, and so people do. Two rooms of one name could be taken at one time, and no file could tell them apart.
create function folded_name(value text) returns text language sql immutable parallel safe strict
return lower(btrim(regexp_replace(normalize(value, nfkc), '\s+', ' ', 'g')));

-- A college that has such names keeps both things. What came first, of what is in use, keeps its name; the others get a
-- number, and their history says why. Nothing is sent to anybody: nothing moved.
do $$
declare
  kind text;
  named text;
  most integer;
  twin record;
  number integer;
  free boolean;
  fresh text;
begin
  for kind, named, most in values
    ('course', 'title', 200), ('category', 'name', 80), ('term', 'name', 120), ('venue', 'name', 120), ('room', 'name', 120)
  loop
    -- Only a room has a venue, within which its name is its own.
    for twin in execute format($twins$
      select id, name, venue from (
        select thing.id, thing.%2$I as name, to_jsonb(thing) ->> 'venue_id' as venue, row_number() over (
          partition by to_jsonb(thing) ->> 'venue_id', folded_name(thing.%2$I)
          order by to_jsonb(thing) ->> 'retired_at' is not null,
            (select min(audit_event.id) from audit_event where subject_kind = %1$L and subject_id = thing.id) nulls first,
            thing.id) as nth
        from %1$I as thing) as numbered
      where nth > 1 order by nth, id $twins$, kind, named)
    loop
      number := 1;
      loop
        number := number + 1;
        fresh := rtrim(left(twin.name, most - length(number::text) - 3)) || ' (' || number || ')';
        execute format($other$
          select not exists (select from %1$I as thing where folded_name(thing.%2$I) = folded_name($1)
            and to_jsonb(thing) ->> 'venue_id' is not distinct from $2) $other$, kind, named)
          into free using fresh, twin.venue;
        exit when free;
      end loop;
      execute format('update %I set %I = $1 where id = $2', kind, named) using fresh, twin.id;
      insert into audit_event (at, action, subject_kind, subject_id, detail)
      values (now(), 'name.told-apart', kind, twin.id, jsonb_build_object('changes',
        jsonb_build_array(jsonb_build_object('field', named, 'before', twin.name, 'after', fresh))));
    end loop;
  end loop;
end $$;

drop index course_title;
create unique index course_title on course (folded_name(title));
alter table category drop constraint category_name_key;
create unique index category_name_key on category (folded_name(name));
alter table term drop constraint term_name_key;
create unique index term_name_key on term (folded_name(name));
alter table venue drop constraint venue_name_key;
create unique index venue_name_key on venue (folded_name(name));
alter table room drop constraint room_venue_id_name_key;
create unique index room_venue_id_name_key on room (venue_id, folded_name(name));
