-- Who completed a course. The marks say it; where a person decided otherwise, that stands, with why.
create table completion_decision (
  enrolment_id uuid primary key references enrolment,
  completed boolean not null,
  reason text check (length(btrim(reason)) > 0),
  decided_at timestamptz not null,
  decided_by uuid not null references person
);
comment on table completion_decision is 'Stands above the marks until it is taken back, which the audit trail remembers.';
comment on column completion_decision.reason is 'Why. Goes with the other words of staff.';

create table certificate (
  enrolment_id uuid primary key references enrolment,
  code text not null unique check (code ~ '^[2-9A-HJ-NP-Z]{16}$'),
  issued_at timestamptz not null
);
comment on table certificate is 'Genuine for as long as its enrolment is completed: a correction of the marks takes it back, and gives it again.';
comment on column certificate.code is 'Eighty bits by chance, in letters and digits that cannot be taken for one another. It leads to nobody.';

create function certificate_is_earned() returns trigger language plpgsql as $$
begin
  if not exists (select from enrolment where id = new.enrolment_id and status = 'completed') then
    raise exception 'enrolment % is not completed', new.enrolment_id
      using errcode = 'check_violation', constraint = 'certificate_is_earned';
  end if;
  return new;
end $$;
create trigger certificate_is_earned before insert on certificate
  for each row execute function certificate_is_earned();
