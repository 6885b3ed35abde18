-- Commitments of every kind, judged line by line by the money that came, and what a creditor settles for them.

-- State --------------------------------------------------------------------------------------------------------------

-- Which names there are, the program knows; a table that lists them has to be made anew for each.
alter table creditor_setting rename to creditor_setting_of_0004;
create table creditor_setting (
  creditor_id integer not null references creditor (id),
  name text not null check (name <> ''),
  value text not null,
  changed_at text not null,
  changed_by integer references person (id),
  primary key (creditor_id, name)
) strict, without rowid;
insert into creditor_setting select * from creditor_setting_of_0004;
drop table creditor_setting_of_0004;

-- Events -------------------------------------------------------------------------------------------------------------

create table commitment_of_0005 (
  id integer primary key,
  call_id integer not null references call (id),
  account_id integer not null references account (id),
  kind text not null check (kind in ('promise_to_pay', 'instalment_plan', 'bill', 'document', 'dispute_details',
    'call_back', 'other_person', 'refusal', 'stop_contact')),
  amount_minor integer check (amount_minor > 0),
  currency text,
  due_on text,          -- of a plan: its last instalment; of a bill: the day by which we have it
  matures_on text,      -- of a bill: the day it falls due
  method text not null default '' check (method in ('', 'transfer', 'cheque', 'bill', 'card', 'cash', 'direct_debit')),
  document text not null default '' check (document in ('', 'transfer_slip', 'signed_statement', 'delivery_proof',
    'invoice_copy', 'other')),
  call_at text not null default '',     -- of a call back: HH:MM on the debtor's clock
  only_me integer not null default 0 check (only_me in (0, 1)),
  contact_id integer references contact (id),
  promised_by text not null default '',
  obstacle text not null default '',    -- what could stop it, as they put it
  note text not null default '',
  read_back text not null default '',
  -- How it is judged: the banking days after its day, and the share that counts as kept, as settled when it was made.
  tolerance_days integer not null default 1 check (tolerance_days between 0 and 60),
  kept_percent integer not null default 100 check (kept_percent between 1 and 100),
  -- Beyond the limits of who recorded it: the team lead who allowed it, and why.
  allowed_by integer references person (id),
  allowed_why text not null default '',
  made_at text not null,
  made_by integer not null references person (id),
  submission text not null unique,
  check (kind not in ('promise_to_pay', 'instalment_plan', 'bill')
    or (amount_minor is not null and currency is not null and due_on is not null)),
  check ((amount_minor is null) = (currency is null)),
  check ((kind = 'bill') = (matures_on is not null))
) strict;
insert into commitment_of_0005 (id, call_id, account_id, kind, amount_minor, currency, due_on, method, contact_id,
  promised_by, note, read_back, made_at, made_by, submission)
select id, call_id, account_id, kind, amount_minor, currency, due_on, method, contact_id, promised_by, note, read_back,
  made_at, made_by, submission from commitment;

-- `invoice_id`: nothing, where money was promised for no invoice in particular. `stated_on`: the day of the ledger that
-- was known when it was promised; what came until then is in what was owed already.
create table commitment_line_of_0005 (
  id integer primary key,
  commitment_id integer not null references commitment (id),
  invoice_id integer references invoice (id),
  amount_minor integer not null,
  due_on text not null,
  stated_on text not null default ''
) strict;
insert into commitment_line_of_0005 (id, commitment_id, invoice_id, amount_minor, due_on, stated_on)
select l.id, l.commitment_id, l.invoice_id, l.amount_minor, l.due_on, coalesce((select max(r.day) from import_run r
    join account a on a.creditor_id = r.creditor_id where a.id = c.account_id and r.kind in ('invoices', 'sample')
      and r.ran_at <= c.made_at and r.reverses is null), '')
from commitment_line l join commitment c on c.id = l.commitment_id;
insert into commitment_line_of_0005 (commitment_id, invoice_id, amount_minor, due_on, stated_on)
select c.id, null, c.amount_minor, c.due_on, coalesce((select max(r.day) from import_run r
    join account a on a.creditor_id = r.creditor_id where a.id = c.account_id and r.kind in ('invoices', 'sample')
      and r.ran_at <= c.made_at and r.reverses is null), '')
from commitment c where c.kind = 'promise_to_pay'
  and not exists (select 1 from commitment_line l where l.commitment_id = c.id);

-- People say that it was read back, that it was taken back, that it is done, or that it was recorded in error; the rest
-- follows from the money. `open`: judged again, nothing is decided any more. `because` is a word of the program's.
create table commitment_event_of_0005 (
  id integer primary key,
  account_id integer not null references account (id),
  commitment_id integer not null references commitment (id),
  kind text not null check (kind in ('read_back', 'taken_back', 'done', 'recorded_in_error', 'open', 'kept',
    'partly_kept', 'broken', 'withdrawn', 'superseded')),
  because text not null default '',
  reason text not null default '',
  at text not null,
  made_by integer references person (id)
) strict;
insert into commitment_event_of_0005 (id, account_id, commitment_id, kind, reason, at, made_by)
select e.id, coalesce(e.account_id, c.account_id), e.commitment_id, e.kind, e.reason, e.at, e.made_by
from commitment_event e join commitment c on c.id = e.commitment_id;

drop table commitment_event;
drop table commitment_line;
drop table commitment;
alter table commitment_of_0005 rename to commitment;
alter table commitment_line_of_0005 rename to commitment_line;
alter table commitment_event_of_0005 rename to commitment_event;
create index commitment_by_account on commitment (account_id, made_at);
create index commitment_by_call on commitment (call_id);
create index commitment_allowed on commitment (made_at) where allowed_by is not null;
create index commitment_line_by_commitment on commitment_line (commitment_id);
create index commitment_line_by_invoice on commitment_line (invoice_id);
create index commitment_event_by_commitment on commitment_event (commitment_id, kind);
create index commitment_event_by_account on commitment_event (account_id, at) where kind <> 'read_back';
create index commitment_event_by_author on commitment_event (account_id, made_by);

-- What an event that judges says of each line: what it was to bring, what came in time and late, and up to which day it
-- was waited for.
create table line_judgement (
  id integer primary key,
  event_id integer not null references commitment_event (id),
  line_id integer not null references commitment_line (id),
  became text not null check (became in ('open', 'kept', 'partly_kept', 'broken', 'withdrawn', 'superseded')),
  because text not null default '',
  due_minor integer not null,
  paid_minor integer not null,
  late_minor integer not null default 0,
  waited_until text not null,
  settled_on text,                            -- the day on which all of it had come, in time or late
  followed_by integer references commitment (id)
) strict;
create index line_judgement_by_event on line_judgement (event_id);

-- The money a judgement rests on. An undone import takes its payments along, so each is told here with its day and sum.
create table line_payment (
  id integer primary key,
  event_id integer not null references commitment_event (id),
  line_id integer not null references commitment_line (id),
  payment_id integer not null,
  received_on text not null,
  amount_minor integer not null,
  is_late integer not null check (is_late in (0, 1))
) strict;
create index line_payment_by_event on line_payment (event_id);

-- What was confirmed in writing, once all commitments of a call were in.
create table confirmation (
  id integer primary key,
  account_id integer not null references account (id),
  call_id integer not null references call (id),
  way text not null check (way in ('email', 'print')),
  language text not null check (language in ('en', 'zh')),
  sent_to text not null default '',
  body text not null default '',
  at text not null,
  made_by integer not null references person (id),
  submission text not null unique
) strict;
create index confirmation_by_call on confirmation (call_id);
create index confirmation_by_account on confirmation (account_id, at);

create index payment_by_import on payment (import_run_id) where import_run_id is not null;

-- Money that the oldest invoice was given because nobody had named one.
alter table allocation add column is_guess integer not null default 0 check (is_guess in (0, 1));

-- Commitments as they stand: without those recorded in error, each with what became of it ("" while it is open), and why.
create view commitment_standing as
select c.*, coalesce((select iif(e.kind = 'open', '', e.kind) from commitment_event e where e.commitment_id = c.id
    and e.kind in ('open', 'kept', 'partly_kept', 'broken', 'withdrawn', 'superseded') order by e.id desc limit 1), '')
  as became,
  coalesce((select e.because from commitment_event e where e.commitment_id = c.id
    and e.kind in ('open', 'kept', 'partly_kept', 'broken', 'withdrawn', 'superseded') order by e.id desc limit 1), '')
  as because
from commitment c where not exists (select 1 from commitment_event x
  where x.commitment_id = c.id and x.kind = 'recorded_in_error');

-- Lines as they stand: what the last judgement of their commitment says of them; nothing where none was needed yet.
create view line_standing as
select l.id, l.commitment_id, l.invoice_id, l.amount_minor, l.due_on, c.account_id, c.currency, c.contact_id, c.made_at,
  c.kind, j.event_id, coalesce(nullif(j.became, 'open'), '') as became, coalesce(j.because, '') as because,
  coalesce(j.due_minor, l.amount_minor) as due_minor, coalesce(j.paid_minor, 0) as paid_minor,
  coalesce(j.late_minor, 0) as late_minor, j.waited_until, j.settled_on, j.followed_by
from commitment_standing c join commitment_line l on l.commitment_id = c.id
left join line_judgement j on j.line_id = l.id and j.event_id = (select max(e.id) from commitment_event e
  where e.commitment_id = c.id and e.kind in ('open', 'kept', 'partly_kept', 'broken', 'withdrawn', 'superseded'));
