-- A change is undone once, whoever presses first.
create unique index audit_event_undone_once on audit_event ((detail ->> 'undoes')) where action = 'change.undone';

-- Dates that were changed together are put back together.
alter table bulk_change drop constraint bulk_change_kind_check;
alter table bulk_change add constraint bulk_change_kind_check
  check (kind in ('move', 'call-off', 'online', 'place', 'back'));
