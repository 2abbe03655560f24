-- A change is undone once, whoever presses first.
create unique index audit_event_undone_once on audit_event ((detail ->> 'undoes')) where action = 'change.undone';
