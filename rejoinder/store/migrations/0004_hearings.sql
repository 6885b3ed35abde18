-- What became of what was heard, what the words lacked that answered it, and what a creditor settles for its calls.

-- Whether an excuse proved true, as somebody found ("true", "false"), or that it was never said ("mistaken"); "open" takes
-- the one before it back. The latest counts. Where nobody says anything, payments and promises tell by themselves.
create table heard_verdict (
  id integer primary key,
  account_id integer not null references account (id),
  heard_id integer not null references heard (id),
  verdict text not null check (verdict in ('true', 'false', 'mistaken', 'open')),
  reason text not null default '',
  at text not null,
  made_by integer not null references person (id),
  submission text not null unique
) strict;
create index heard_verdict_by_heard on heard_verdict (heard_id, id);
create index heard_verdict_by_account on heard_verdict (account_id, at);

-- The blanks that had no value in the words shown, divided by spaces; each left a sentence out.
alter table heard add column missing text not null default '';
create index heard_by_gap on heard (heard_at) where missing <> '';

create view heard_taken as
  select * from heard h where 'mistaken' is not
    (select v.verdict from heard_verdict v where v.heard_id = h.id order by v.id desc limit 1);

create table creditor_setting (
  creditor_id integer not null references creditor (id),
  name text not null check (name in ('records_calls')),
  value text not null,
  changed_at text not null,
  changed_by integer references person (id),
  primary key (creditor_id, name)
) strict, without rowid;
