-- What came of a call can be handed to the office, and can be taken back where it was noted by mistake.
alter table follow_up_call add column taken_back_at timestamptz;
alter table follow_up_call add column taken_back_by uuid references person;
alter table follow_up_call add constraint taken_back_by_somebody check ((taken_back_at is null) = (taken_back_by is null));
comment on column follow_up_call.taken_back_at is 'It was noted by mistake: the task it had closed was opened again.';
alter table follow_up_call drop constraint follow_up_call_outcome_check;
alter table follow_up_call add constraint follow_up_call_outcome_check check (outcome in
  ('spoke', 'left-message', 'no-answer', 'will-come', 'wants-to-withdraw', 'could-not-reach', 'for-the-office'));
