-- Finding people the way the office asks for them: by a part of a name or an email, or by a telephone number.

-- Telephone numbers are written in many ways; their digits are what they have in common.
create function telephone_digits(value text) returns text
  language sql immutable strict parallel safe
  return regexp_replace(value, '\D', '', 'g');

create index person_name_plain on person using gin (plain_text(name) gin_trgm_ops);
create index person_email_plain on person using gin (lower(email::text) gin_trgm_ops);
create index person_phone_digits on person using gin (telephone_digits(phone) gin_trgm_ops);
create index person_created_at on person (created_at desc, id);
