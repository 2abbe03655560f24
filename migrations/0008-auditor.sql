-- Somebody who may look at what was done, and change nothing.
alter table role_grant drop constraint role_grant_role_check;
alter table role_grant add constraint role_grant_role_check
  check (role in ('student', 'trainer', 'personal-tutor', 'administrator', 'auditor'));
