-- A code of a sign-in message has eight figures by now.
comment on column email_proof.code_hash is 'SHA-256 of this row''s id and the eight figures, for those who read the mail elsewhere.';
