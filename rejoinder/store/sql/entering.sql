-- What stands compared on the stage is written into the book, in one transaction.

-- name: last_ids()^
-- The highest ids in use, and those that an undone import had used.
select max(coalesce((select max(id) from account), 0), coalesce((select max(last_account_id) from import_run), 0)) as account,
  max(coalesce((select max(id) from invoice), 0), coalesce((select max(last_invoice_id) from import_run), 0)) as invoice,
  coalesce((select max(id) from payment), 0) as payment, coalesce((select max(id) from dispute), 0) as dispute,
  coalesce((select max(id) from import_run), 0) as import_run;

-- name: stage_unnamed_languages()
-- New customers, to see in which language their scripts are first shown.
select id, coalesce(nullif(name, ''), number) as name from stage.customer where is_new;

-- name: enter_accounts(run_id, creditor_id, country, time_zone, now)!
-- Until somebody says otherwise an account lives where its creditor does.
insert into account (id, creditor_id, number, name, country, time_zone, script_language, terms_days, oldest_due_on,
  created_at, made_in)
select account_id, :creditor_id, number, coalesce(nullif(name, ''), number), :country, :time_zone,
  iif(is_chinese, 'zh', 'en'), terms_days, oldest_due_on, :now, :run_id
from stage.customer
where is_new and id in (select customer from stage.change union all select customer from stage.person) order by account_id;

-- name: enter_open_days()!
insert into open_by_day select * from stage.open_day;

-- name: stage_changed_customers()
-- Accounts that the ledger calls otherwise or gives other terms; reckoned terms only fill a gap.
select a.id, a.name as known_name, a.terms_days as known_terms,
  coalesce(nullif(c.name, ''), a.name) as name,
  iif(c.terms_days is not null and (c.has_own_terms or a.terms_days is null), c.terms_days, a.terms_days) as terms_days
from stage.customer c join account a on a.id = c.account_id
where not c.is_new and c.id in (select customer from stage.change)
  and (coalesce(nullif(c.name, ''), a.name) <> a.name or iif(c.terms_days is not null
    and (c.has_own_terms or a.terms_days is null), c.terms_days, a.terms_days) is not a.terms_days)
order by a.id;

-- name: stage_collected()
-- Who the ledger says collects for whom; with who does, and whether a person (not an import) was the last to hand it out.
select c.account_id, c.collector, s.person_id as collector_id,
  coalesce((select u.person_id is not null from audit u
    where u.noun = 'account' and u.noun_id = c.account_id and u.what = 'assigned' order by u.id desc limit 1), 0)
    as is_handed_out
from stage.customer c left join assignment s on s.account_id = c.account_id
where c.collector <> ''
  and c.id in (select customer from stage.change union all select customer from stage.person) order by c.id;

-- name: stage_collector_names()
select collector, min(id) as first from stage.customer
where collector <> '' and id in (select customer from stage.change union all select customer from stage.person)
group by collector order by first;

-- name: enter_invoices(run_id)!
insert into invoice (id, account_id, number, kind, issued_on, due_on, currency, amount_minor, open_minor, made_in, stated_in)
select invoice_id, account_id, number, iif(amount_minor < 0, 'credit_note', 'invoice'), issued_on, due_on, currency,
  amount_minor, open_minor, :run_id, iif(stated_minor is null, null, :run_id)
from stage.change where is_new order by line;

-- name: enter_changed_invoices()!
update invoice set kind = iif(h.amount_minor < 0, 'credit_note', 'invoice'), issued_on = h.issued_on, due_on = h.due_on,
  amount_minor = h.amount_minor
from stage.change h where h.is_reworded and h.invoice_id = invoice.id;

-- name: enter_stated_in(run_id)!
update invoice set stated_in = :run_id
from (select invoice_id from stage.change where (stated_minor is not null or is_confirmed) and not is_new
  union all select invoice_id from stage.vanished) h
where h.invoice_id = invoice.id;

-- name: enter_statements(run_id, day)!
insert into ledger_statement (invoice_id, open_minor, as_of, import_run_id)
select invoice_id, stated_minor, :day, :run_id from stage.change where stated_minor is not null
union all select invoice_id, 0, :day, :run_id from stage.vanished;

-- name: stage_fill_payments(day)!
-- Without a reference, where the ledger told of no payment: a later row without one must not take it back.
insert into stage.paying (account_id, invoice_id, received_on, currency, amount_minor, reference, reverses)
select account_id, invoice_id, paid_on, currency, paid_minor, paid_as, null from stage.change where paid_minor is not null
union all select h.account_id, h.invoice_id, :day, h.currency, -t.amount_minor, h.number, t.payment_id
  from stage.taken_back t join stage.change h on h.line = t.line
union all select account_id, invoice_id, :day, currency, paid_minor, '', null from stage.vanished
  where paid_minor is not null;

-- name: enter_payments(run_id, after, now)!
insert into payment (id, account_id, received_on, currency, amount_minor, reference, source, reverses, import_run_id,
  recorded_at)
select :after + nth, account_id, received_on, currency, amount_minor, reference, 'ledger', reverses, :run_id, :now
from stage.paying order by nth;

-- name: enter_allocations(after)!
insert into allocation (payment_id, invoice_id, amount_minor)
select :after + nth, invoice_id, amount_minor from stage.paying order by nth;

-- name: stage_disputed()
select h.account_id, h.invoice_id, h.issued_on from stage.change h where h.opens_dispute order by h.line;

-- name: stage_undisputed()
select h.account_id, h.closes_line from stage.change h where h.closes_line is not null order by h.line;

-- name: close_dispute_of_ledger(line_id, day)!
-- Without a verdict: the ledger only ceased to call it disputed.
update dispute_line set closed_on = :day where id = :line_id;

-- name: enter_audit_of_invoices(run_id, now)!
insert into audit (at, person_id, what, noun, noun_id, account_id, details)
select :now, null, 'changed by import ' || :run_id, 'invoice', invoice_id, account_id, ''
from stage.change where is_reworded order by line;

-- name: enter_before_invoices(run_id)!
insert into import_before (import_run_id, noun, noun_id, columns)
select :run_id, 'invoice', invoice_id,
  json_object('issued_on', known_issued_on, 'due_on', known_due_on, 'amount_minor', known_amount_minor)
from stage.change where is_reworded;

-- name: enter_before_statements(run_id)!
-- In which import each invoice had been stated before: of the most usual one (run 0: of none) it is enough to say so.
insert into import_before (import_run_id, noun, noun_id, columns)
select :run_id, 'stated', run_before, iif(is_usual, '', ids)
from (select run_before, ids, row_number() over (order by count desc, run_before) = 1 as is_usual
  from (select coalesce(stated_in, 0) as run_before, count(*) as count, json_group_array(invoice_id) as ids
    from (select invoice_id, stated_in from stage.change where (stated_minor is not null or is_confirmed) and not is_new
      union all select invoice_id, stated_in from stage.vanished)
    group by coalesce(stated_in, 0)));

-- name: stage_touched()
-- Accounts known before on which something was written that what is open depends on.
select distinct account_id from stage.change h where (is_new or is_reworded or paid_minor is not null
    or stated_minor is not null or opens_dispute or closes_line is not null
    or line in (select line from stage.taken_back))
  and account_id not in (select account_id from stage.customer where is_new)
union select account_id from stage.vanished;

-- name: enter_lines(run_id)!
insert into import_line (import_run_id, line, state, content, column_name, value, reason, figures)
select :run_id, line, state, content, column_name, value, reason, figures from stage.aside order by line;

-- name: change_account(id, name, terms_days, now)!
-- Somebody who is changing the file at this moment is told of it.
update account set name = :name, terms_days = :terms_days, version = version + 1, changed_at = :now, changed_by = null
where id = :id;

-- name: collector_by_name(name, creditor_id)^
select p.id, p.is_active, exists (select 1 from "grant" g where g.person_id = p.id and g.creditor_id = :creditor_id
  and g.role in ('collector', 'lead')) as collects
from person p where p.name = :name;
