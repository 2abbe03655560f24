-- A reminder that is tried again for hours must not arrive after the class.
alter table text_message add column useless_after timestamptz;
comment on column text_message.useless_after is 'From then on it is not sent any more, such as a reminder once the class has begun. Null: never too late.';
alter table text_message drop constraint text_message_status_check;
alter table text_message add constraint text_message_status_check check (status in ('queued', 'sent', 'failed', 'too-late'));
alter table text_message add constraint too_late_after_something check (status <> 'too-late' or useless_after is not null);
