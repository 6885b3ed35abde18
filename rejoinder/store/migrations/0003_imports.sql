-- Any export comes in, every day again, and can be undone as long as nothing was built on it.

-- State. What an import made or last spoke of leads back to it: to a row of import_run, which is never deleted, so that
-- nothing has to be checked again for every one of many thousand invoices. ------------------------------------------------

alter table account add column made_in integer;
alter table invoice add column made_in integer;
-- The last import whose ledger said of this invoice what its newest statement says: its day is that of the statement, so
-- that a list that changes nothing needs no row for every invoice every day.
alter table invoice add column stated_in integer;
alter table dispute add column made_in integer;
alter table contact add column made_in integer;
update invoice set stated_in = (select s.import_run_id from ledger_statement s where s.invoice_id = invoice.id
  order by s.as_of desc, s.id desc limit 1);

-- What was answered about a file with this header, so that tomorrow nobody is asked again.
create table import_answer (
  creditor_id integer not null references creditor (id),
  header text not null,             -- a digest
  answers text not null,            -- JSON
  changed_at text not null,
  primary key (creditor_id, header)
) strict, without rowid;

-- A file dropped in the browser, while it is read, asked about and looked over.
create table intake (
  id integer primary key,
  folder text not null unique,      -- below REJOINDER_DATA/intakes
  person_id integer not null references person (id),
  file_name text not null,
  answers text not null default '{}',   -- JSON
  attempt integer not null default 1,   -- counts how often it was read, each time with more answers
  state text not null check (state in ('open', 'entered', 'dropped')),
  import_run_id integer references import_run (id),
  made_at text not null,
  submission text not null unique
) strict;
create index intake_by_person on intake (person_id, id);

-- Events ----------------------------------------------------------------------------------------------------------------

-- `day`: of which the ledger speaks. `reverses`: this run takes another one back.
-- The ids in use when it was done: those of an undone import are never given again.
alter table import_run add column day text;
alter table import_run add column reverses integer references import_run (id);
alter table import_run add column last_account_id integer;
alter table import_run add column last_invoice_id integer;
create unique index import_run_once_reversed on import_run (reverses) where reverses is not null;
update import_run set day = coalesce(as_of, substr(ran_at, 1, 10));

-- What stood there before a run changed it, so that it can be undone: the columns as JSON.
create table import_before (
  import_run_id integer not null references import_run (id),
  noun text not null,
  noun_id integer not null,
  columns text not null,
  primary key (import_run_id, noun, noun_id)
) strict, without rowid;

-- Rows that need somebody's eye: refused, skipped, left out, or brought in with a doubt. The reason is a sentence, and
-- what its places are filled with, so that it can be read in either language.
alter table import_line rename to import_line_of_0002;
create table import_line (
  id integer primary key,
  import_run_id integer not null references import_run (id),
  line integer not null,
  state text not null check (state in ('refused', 'skipped', 'left_out', 'warned')),
  content text not null,                -- the cells as JSON
  column_name text not null default '',
  value text not null default '',
  reason text not null,
  figures text not null default '{}'    -- JSON
) strict;
insert into import_line (id, import_run_id, line, state, content, reason)
  select id, import_run_id, line, state, content, reason from import_line_of_0002;
drop table import_line_of_0002;
create index import_line_by_run on import_line (import_run_id, id);
alter table import_run add column header text not null default '[]';   -- the header of the file, JSON
