-- What people find out on the telephone has a place: facts, ways of paying, contacts, documents, disputes, payments.

-- State. `version` counts the saves, so that two people who change the same thing at once are told of each other. ---

alter table account add column size_class text not null default '' check (size_class in ('', 'micro', 'small', 'medium',
  'large'));
alter table account add column size_source text not null default '' check (size_source in ('', 'debtor', 'contract',
  'registry', 'website', 'credit_report', 'other'));
alter table account add column terms_from text not null default '' check (terms_from in ('', 'invoice', 'delivery',
  'acceptance', 'month_end'));
-- Agreed interest in millionths per period: 8 % a year is 80000, 5 in ten thousand a day is 500.
alter table account add column interest_ppm integer check (interest_ppm >= 0);
alter table account add column interest_per text not null default '' check (interest_per in ('', 'year', 'month', 'day'));
alter table account add column contract_number text not null default '';
alter table account add column contract_on text;
alter table account add column retains_title integer check (retains_title in (0, 1));
alter table account add column legal_approved_by integer references person (id);
alter table account add column legal_approved_at text;
alter table account add column credit_limit_minor integer check (credit_limit_minor >= 0);
alter table account add column credit_limit_currency text not null default '';
alter table account add column version integer not null default 1;
alter table account add column changed_at text;
alter table account add column changed_by integer references person (id);

-- How a debtor pays, by the account's own id; an account without a row has not told us yet.
create table paying (
  id integer primary key references account (id),
  runs text not null default '',            -- payment-run days as accounts.runs writes them: w4 m15 m31
  cut_off_days integer check (cut_off_days between 0 and 60),  -- banking days before a run
  calendar text not null default '',        -- whose bank holidays: GB-ENG, CN; nothing: the account's country
  method text not null default '' check (method in ('', 'transfer', 'cheque', 'bill', 'card', 'cash', 'direct_debit')),
  approver text not null default '',
  seal text not null default '',
  needs text not null default '',           -- purchase_order statement delivery_note, in any order
  fapiao text not null default '' check (fapiao in ('', 'special', 'ordinary')),
  note text not null default '',
  version integer not null default 1,
  changed_at text,
  changed_by integer references person (id)
) strict;

alter table contact add column best_time text not null default '';
-- May this person be told of the debt: yes, no, or nobody has asked yet.
alter table contact add column may_discuss integer check (may_discuss in (0, 1));
alter table contact add column left_on text;
alter table contact add column wrong_number_on text;
alter table contact add column do_not_call_on text;
alter table contact add column do_not_call_by text not null default '';
-- Events name a contact for good, so two rows of one person are merged by leading from one to the other.
-- The one led to is never led on itself: whoever merges it takes along what leads to it.
alter table contact add column merged_into integer references contact (id);
alter table contact add column submission text;
create index contact_by_merge on contact (merged_into) where merged_into is not null;
create unique index contact_by_submission on contact (submission) where submission is not null;
-- Two that look alike and are two people all the same, so that nobody is asked again; the lower id stands first.
create table contact_apart (
  contact_id integer not null references contact (id),
  other_id integer not null references contact (id),
  primary key (contact_id, other_id)
) strict, without rowid;
alter table contact add column version integer not null default 1;
alter table contact add column changed_at text;
alter table contact add column changed_by integer references person (id);

-- A dispute is about one invoice or several; each line is closed by itself.
drop index dispute_by_account;
drop index dispute_open_once;
alter table dispute rename to dispute_of_0001;
create table dispute (
  id integer primary key,
  account_id integer not null references account (id),
  reason text not null default '' check (reason in ('', 'quality', 'quantity', 'price', 'delivery', 'paperwork',
    'duplicate', 'not_ordered', 'offset', 'other')),
  words text not null default '',           -- what is wrong, as they put it
  wants text not null default '',           -- what would settle it for them
  owner_id integer references person (id),  -- who on our side sees to it
  due_on text,
  opened_on text not null,
  opened_by integer references person (id),
  opened_in integer references commitment (id),
  version integer not null default 1,
  changed_at text,
  changed_by integer references person (id)
) strict;
create index dispute_by_account on dispute (account_id, id);
create index dispute_by_commitment on dispute (opened_in) where opened_in is not null;
create table dispute_line (
  id integer primary key,
  dispute_id integer not null references dispute (id),
  invoice_id integer not null references invoice (id),
  amount_minor integer check (amount_minor > 0),  -- nothing: the whole invoice
  closed_on text,
  closed_as text check (closed_as in ('credit', 'upheld', 'withdrawn'))
) strict;
create index dispute_line_by_dispute on dispute_line (dispute_id);
create index dispute_line_by_invoice on dispute_line (invoice_id);
create unique index dispute_line_open_once on dispute_line (invoice_id) where closed_on is null;
insert into dispute (id, account_id, words, opened_on, opened_by, opened_in)
  select min(id), account_id, min(reason), min(opened_on), min(opened_by), opened_in from dispute_of_0001
  group by account_id, coalesce(opened_in, -id);
insert into dispute_line (id, dispute_id, invoice_id, amount_minor, closed_on, closed_as)
  select id, min(id) over (partition by account_id, coalesce(opened_in, -id)), invoice_id, amount_minor, closed_on, closed_as
  from dispute_of_0001;
drop table dispute_of_0001;

-- With the number in it, the oldest open invoices are found in their order.
drop index invoice_open;
create index invoice_open on invoice (account_id, due_on, number, currency, open_minor) where open_minor <> 0;

-- What is open of an account, by currency and due date: kept by accounts.ledger.settle, so that the standing of an account
-- with thousands of open invoices costs no more than that of one with a few hundred different due dates.
create table open_by_day (
  account_id integer not null references account (id),
  currency text not null,
  due_on text not null,
  open_minor integer not null,      -- of invoices
  credit_minor integer not null,    -- of credit notes and overpaid invoices, below zero
  disputed_minor integer not null,
  open_count integer not null,
  asked_count integer not null,     -- invoices that are not wholly disputed
  asked_number text not null,       -- the first of them
  primary key (account_id, currency, due_on)
) strict, without rowid;

-- Files that belong to a claim, each kept once however often it is attached. In the database, so that a backup has them.
create table attachment (
  id integer primary key,
  digest text not null unique,
  media_type text not null,
  size integer not null,
  content blob not null
) strict;

-- Events ------------------------------------------------------------------------------------------------------------

-- A paper of the claim that we have, or an invoice sent (again): what, of which day, to whom.
create table document (
  id integer primary key,
  account_id integer not null references account (id),
  kind text not null check (kind in ('contract', 'order', 'delivery_proof', 'invoice_sent', 'signed_statement', 'other')),
  dated_on text,
  sent_to text not null default '',
  sent_by text not null default '' check (sent_by in ('', 'email', 'post', 'courier', 'portal', 'hand')),
  note text not null default '',
  link text not null default '',
  file_name text not null default '',
  attachment_id integer references attachment (id),
  call_id integer references call (id),
  made_at text not null,
  made_by integer references person (id),
  submission text not null unique
) strict;
create index document_by_account on document (account_id, made_at);
create index document_by_kind on document (account_id, kind, dated_on);
create table document_invoice (
  document_id integer not null references document (id),
  invoice_id integer not null references invoice (id),
  primary key (document_id, invoice_id)
) strict, without rowid;
create index document_invoice_by_invoice on document_invoice (invoice_id);
create table document_event (
  id integer primary key,
  account_id integer not null references account (id),
  document_id integer not null references document (id),
  kind text not null check (kind in ('taken_out')),
  reason text not null default '',
  at text not null,
  made_by integer not null references person (id)
) strict;
create index document_event_by_document on document_event (document_id);
create index document_event_by_account on document_event (account_id, at);

create table dispute_event (
  id integer primary key,
  account_id integer not null references account (id),
  dispute_id integer not null references dispute (id),
  kind text not null check (kind in ('opened', 'changed', 'noted', 'closed')),
  closed_as text check (closed_as in ('credit', 'upheld', 'withdrawn')),
  text text not null default '',
  at text not null,
  made_by integer references person (id),
  submission text unique
) strict;
create index dispute_event_by_dispute on dispute_event (dispute_id, id);
create index dispute_event_by_account on dispute_event (account_id, at);

create table note_event (
  id integer primary key,
  account_id integer not null references account (id),
  note_id integer not null references note (id),
  kind text not null check (kind in ('pinned', 'unpinned', 'taken_out')),
  at text not null,
  made_by integer not null references person (id)
) strict;
create index note_event_by_note on note_event (note_id, id);
create index note_event_by_account on note_event (account_id, at);

-- Every grade and limit there ever was; the account holds the last one.
create table credit_rating (
  id integer primary key,
  account_id integer not null references account (id),
  grade text not null,
  limit_minor integer,
  limit_currency text not null default '',
  reason text not null default '',
  at text not null,
  made_by integer references person (id)
) strict;
create index credit_rating_by_account on credit_rating (account_id, at);

-- By hand: who entered it, why it was reversed, and once though sent twice.
alter table payment add column made_by integer references person (id);
alter table payment add column note text not null default '';
alter table payment add column submission text;
-- Of a row that takes another one back: the money went back to the debtor, or had never come.
alter table payment add column reversed_as text check (reversed_as in ('returned', 'error'));
create unique index payment_by_submission on payment (submission) where submission is not null;
-- Money left open is given to invoices later, several at once.
alter table allocation add column submission text;
create index allocation_by_submission on allocation (submission) where submission is not null;
create index payment_by_hand on payment (account_id, recorded_at) where source = 'hand';

alter table commitment_event add column account_id integer references account (id);
create index commitment_event_by_account on commitment_event (account_id, at) where kind <> 'read_back';
create index heard_by_moment on heard (account_id, heard_at);

-- Whose account a change belongs to, and what changed: ids and names of fields as JSON, never the text itself.
alter table audit add column account_id integer references account (id);
alter table audit add column details text not null default '';
create index audit_by_account on audit (account_id, at) where account_id is not null;

-- The history of an account is read from the indexes above by its moments; disputes that begin without an event by their
-- day. Who did something in an account is asked of what there may be much of.
create index dispute_by_day on dispute (account_id, opened_on);
create index audit_of_changes on audit (account_id, at) where noun in ('account', 'paying', 'contact', 'invoice');
create index audit_of_money on audit (account_id, at) where noun in ('dispute_line', 'payment');
create index call_by_author on call (account_id, person_id);
create index note_by_hand on note (account_id, made_by) where call_id is null;
create index commitment_event_by_author on commitment_event (account_id, made_by);
create index audit_by_author on audit (account_id, person_id) where account_id is not null and person_id is not null;
