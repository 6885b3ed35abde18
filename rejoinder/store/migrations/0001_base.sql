-- The tables of the house. Money is whole minor units beside its currency; days are ISO dates; moments are UTC,
-- 'YYYY-MM-DDTHH:MM:SS.ffffffZ', so that they sort as text.

-- State: changed in place, with a row in audit --------------------------------------------------------------------

create table creditor (
  id integer primary key,
  name text not null unique check (name <> ''),
  country text not null default '',
  time_zone text not null default 'UTC',
  is_sample integer not null default 0 check (is_sample in (0, 1)),
  created_at text not null
) strict;

create table person (
  id integer primary key,
  name text not null unique check (name <> ''),
  language text not null default 'en' check (language in ('en', 'zh')),
  is_active integer not null default 1 check (is_active in (0, 1)),
  created_at text not null
) strict;

create table "grant" (
  person_id integer not null references person (id),
  creditor_id integer not null references creditor (id),
  role text not null check (role in ('collector', 'lead', 'trainee', 'administrator')),
  primary key (person_id, creditor_id, role)
) strict, without rowid;
create index grant_by_creditor on "grant" (creditor_id, person_id);

-- A link is kept as a digest only: whoever reads the database cannot sign in with it.
create table sign_in_link (
  digest text primary key,
  person_id integer not null references person (id),
  expires_at text not null,
  used_at text
) strict, without rowid;

create table account (
  id integer primary key,
  creditor_id integer not null references creditor (id),
  number text not null check (number <> ''),
  name text not null check (name <> ''),
  name_other text not null default '',
  kind text not null default '' check (kind in ('', 'large_company', 'small_company', 'family_firm', 'state_owned',
    'public_body', 'sole_trader', 'township')),
  city text not null default '',
  country text not null default '',
  time_zone text not null default 'UTC',
  script_language text not null default 'en' check (script_language in ('en', 'zh')),
  terms_days integer check (terms_days >= 0),
  credit_grade text not null default '',
  -- The due date of the oldest open invoice that is not wholly disputed; '9999-12-31' where nothing is open.
  -- Kept by accounts.ledger.settle, so that the work list is read in order from an index.
  oldest_due_on text not null default '9999-12-31',
  created_at text not null,
  unique (creditor_id, number)
) strict;
-- With the names in it, a search for one or two letters goes down the list without touching the accounts themselves.
create index account_by_oldest on account (creditor_id, oldest_due_on, id, name, name_other, number);

-- What an account is searched by, as runs of three characters: a word is found in the middle of a name, in Chinese too,
-- without reading every account.
create virtual table account_words using fts5(name, name_other, number, content='account', content_rowid='id',
  tokenize='trigram');
create trigger account_words_added after insert on account begin
  insert into account_words (rowid, name, name_other, number) values (new.id, new.name, new.name_other, new.number);
end;
create trigger account_words_changed after update of name, name_other, number on account begin
  insert into account_words (account_words, rowid, name, name_other, number)
    values ('delete', old.id, old.name, old.name_other, old.number);
  insert into account_words (rowid, name, name_other, number) values (new.id, new.name, new.name_other, new.number);
end;
create trigger account_words_removed after delete on account begin
  insert into account_words (account_words, rowid, name, name_other, number)
    values ('delete', old.id, old.name, old.name_other, old.number);
end;

create table assignment (
  account_id integer primary key references account (id),
  person_id integer not null references person (id),
  -- Repeats the account's, so that "mine, oldest first" is one range of one index.
  oldest_due_on text not null default '9999-12-31',
  assigned_at text not null
) strict;
create index assignment_by_oldest on assignment (person_id, oldest_due_on, account_id);

create table contact (
  id integer primary key,
  account_id integer not null references account (id),
  name text not null,
  address_as text not null default '',
  role text not null default 'other' check (role in ('accounts_payable', 'finance_manager', 'owner', 'buyer', 'secretary',
    'site', 'lawyer', 'other')),
  phone text not null default '',
  phone_digits text not null default '',
  email text not null default '',
  languages text not null default '',
  note text not null default ''
) strict;
create index contact_by_account on contact (account_id);

create virtual table contact_digits using fts5(phone_digits, content='contact', content_rowid='id', tokenize='trigram');
create trigger contact_digits_added after insert on contact begin
  insert into contact_digits (rowid, phone_digits) values (new.id, new.phone_digits);
end;
create trigger contact_digits_changed after update of phone_digits on contact begin
  insert into contact_digits (contact_digits, rowid, phone_digits) values ('delete', old.id, old.phone_digits);
  insert into contact_digits (rowid, phone_digits) values (new.id, new.phone_digits);
end;
create trigger contact_digits_removed after delete on contact begin
  insert into contact_digits (contact_digits, rowid, phone_digits) values ('delete', old.id, old.phone_digits);
end;

create table invoice (
  id integer primary key,
  account_id integer not null references account (id),
  number text not null check (number <> ''),
  kind text not null default 'invoice' check (kind in ('invoice', 'credit_note')),
  issued_on text not null check (issued_on glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  due_on text not null check (due_on glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  currency text not null check (length(currency) = 3),
  amount_minor integer not null,
  -- What the ledger and the payments say is open; kept by accounts.ledger.settle, never written elsewhere.
  open_minor integer not null,
  unique (account_id, number)
) strict;
create index invoice_open on invoice (account_id, due_on, currency, open_minor) where open_minor <> 0;

create table dispute (
  id integer primary key,
  account_id integer not null references account (id),
  invoice_id integer not null references invoice (id),
  amount_minor integer check (amount_minor > 0),  -- nothing: the whole invoice
  reason text not null default '',
  opened_on text not null,
  opened_by integer references person (id),
  opened_in integer references commitment (id),
  closed_on text,
  closed_as text check (closed_as in ('credit', 'upheld', 'withdrawn'))
) strict;
create index dispute_by_account on dispute (account_id, invoice_id);
create unique index dispute_open_once on dispute (invoice_id) where closed_on is null;

create table draft (
  person_id integer not null references person (id),
  call_id integer not null references call (id),
  body text not null,
  saved_at text not null,
  primary key (person_id, call_id)
) strict, without rowid;

-- Events: only ever added to --------------------------------------------------------------------------------------

create table revision (
  id integer primary key,
  path text not null,
  body text not null,
  digest text not null,
  source text not null check (source in ('library', 'web')),
  state text not null check (state in ('published', 'waiting')),
  made_at text not null,
  made_by integer references person (id)
) strict;
create index revision_by_path on revision (path, state, id);

create table call (
  id integer primary key,
  account_id integer not null references account (id),
  person_id integer not null references person (id),
  language text not null check (language in ('en', 'zh')),
  started_at text not null,
  -- The newest revision when the call began: the call keeps these words though others are published meanwhile.
  revision_mark integer not null,
  submission text not null unique
) strict;
create index call_by_account on call (account_id, started_at);
create index call_by_person on call (person_id, id);

create table call_event (
  id integer primary key,
  call_id integer not null references call (id),
  kind text not null check (kind in ('reached', 'ended')),
  contact_id integer references contact (id),
  outcome text check (outcome in ('promise', 'intention', 'dispute', 'call_back', 'refused', 'other_person', 'document',
    'stop_contact', 'no_answer', 'voicemail', 'wrong_number', 'no_commitment')),
  note text not null default '',
  at text not null,
  check ((kind = 'ended') = (outcome is not null))
) strict;
create index call_event_by_call on call_event (call_id, kind);
create unique index call_ended_once on call_event (call_id) where kind = 'ended';

create table heard (
  id integer primary key,
  call_id integer not null references call (id),
  account_id integer not null references account (id),
  excuse text not null,
  said text not null,
  revision_id integer references revision (id),
  shown text not null,
  heard_at text not null,
  submission text not null unique
) strict;
create index heard_by_account on heard (account_id, excuse, heard_at);
create index heard_by_call on heard (call_id);

create table commitment (
  id integer primary key,
  call_id integer not null references call (id),
  account_id integer not null references account (id),
  kind text not null check (kind in ('promise_to_pay', 'document', 'dispute_details', 'call_back', 'other_person', 'refusal',
    'stop_contact')),
  amount_minor integer check (amount_minor > 0),
  currency text,
  due_on text,
  method text not null default '' check (method in ('', 'transfer', 'cheque', 'bill', 'card', 'cash', 'direct_debit')),
  contact_id integer references contact (id),
  promised_by text not null default '',
  note text not null default '',
  read_back text not null default '',
  made_at text not null,
  made_by integer not null references person (id),
  submission text not null unique,
  check (kind <> 'promise_to_pay' or (amount_minor is not null and currency is not null and due_on is not null)),
  check ((amount_minor is null) = (currency is null))
) strict;
create index commitment_by_account on commitment (account_id, made_at);
create index commitment_by_call on commitment (call_id);

create table commitment_line (
  id integer primary key,
  commitment_id integer not null references commitment (id),
  invoice_id integer not null references invoice (id),
  amount_minor integer not null,
  due_on text not null
) strict;
create index commitment_line_by_commitment on commitment_line (commitment_id);

create table commitment_event (
  id integer primary key,
  commitment_id integer not null references commitment (id),
  kind text not null check (kind in ('read_back', 'kept', 'partly_kept', 'broken', 'withdrawn', 'superseded',
    'recorded_in_error')),
  reason text not null default '',
  at text not null,
  made_by integer references person (id)
) strict;
create index commitment_event_by_commitment on commitment_event (commitment_id, kind);

create table note (
  id integer primary key,
  account_id integer not null references account (id),
  call_id integer references call (id),
  kind text not null check (kind in ('note', 'intention')),
  text text not null,
  made_at text not null,
  made_by integer not null references person (id),
  submission text not null unique
) strict;
create index note_by_account on note (account_id, made_at);
create index note_by_call on note (call_id);

create table import_run (
  id integer primary key,
  creditor_id integer not null references creditor (id),
  person_id integer references person (id),
  file_name text not null,
  file_digest text not null,
  kind text not null,
  as_of text,          -- the day the ledger speaks of; nothing: the moment of the run
  ran_at text not null,
  result text not null -- JSON, as printed by the command line
) strict;
create index import_run_by_creditor on import_run (creditor_id, id);

create table import_line (
  id integer primary key,
  import_run_id integer not null references import_run (id),
  line integer not null,
  state text not null check (state in ('refused', 'skipped')),
  content text not null,
  reason text not null
) strict;

create table payment (
  id integer primary key,
  account_id integer not null references account (id),
  received_on text not null,
  currency text not null check (length(currency) = 3),
  amount_minor integer not null,
  reference text not null default '',
  source text not null check (source in ('ledger', 'file', 'hand')),
  reverses integer references payment (id),
  import_run_id integer references import_run (id),
  recorded_at text not null
) strict;
create index payment_by_account on payment (account_id, received_on);
create index payment_by_reversed on payment (reverses) where reverses is not null;

create table allocation (
  id integer primary key,
  payment_id integer not null references payment (id),
  invoice_id integer not null references invoice (id),
  amount_minor integer not null
) strict;
create index allocation_by_invoice on allocation (invoice_id);
create index allocation_by_payment on allocation (payment_id);

create table ledger_statement (
  id integer primary key,
  invoice_id integer not null references invoice (id),
  open_minor integer not null,
  as_of text not null,
  import_run_id integer references import_run (id)
) strict;
create index ledger_statement_by_invoice on ledger_statement (invoice_id, as_of);

create table drill_review (
  id integer primary key,
  person_id integer not null references person (id),
  excuse text not null,
  language text not null check (language in ('en', 'zh')),
  account_id integer not null references account (id),
  answer text not null,
  grade integer not null check (grade between 1 and 4),
  card text not null,   -- the scheduler's own state, JSON
  due_at text not null,
  reviewed_at text not null,
  submission text not null unique
) strict;
create index drill_review_by_person on drill_review (person_id, language, excuse, id);

create table audit (
  id integer primary key,
  at text not null,
  person_id integer references person (id),
  what text not null,
  noun text not null,
  noun_id integer not null,
  digest text not null default ''
) strict;
create index audit_by_noun on audit (noun, noun_id);
