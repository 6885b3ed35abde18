-- name: currencies_of_creditor(creditor_id)
select distinct i.currency from invoice i join account a on a.id = i.account_id
where a.creditor_id = :creditor_id order by i.currency;

-- name: known_accounts(creditor_id)
-- With who collects for each, and whether a person (not an import) was the last to hand it out.
select a.id, a.number, a.name, a.terms_days, s.person_id as collector_id,
  coalesce((select u.person_id is not null from audit u
    where u.noun = 'account' and u.noun_id = a.id and u.what = 'assigned' order by u.id desc limit 1), 0) as is_handed_out
from account a left join assignment s on s.account_id = a.id
where a.creditor_id = :creditor_id;

-- name: known_invoices(creditor_id, day, now)
-- later_minor: what the file of that day, read in now, cannot have: settle_invoices counts it after its statement.
-- has_money_by_hand: what the file can have and the last statement had not. dispute_ours: the line of an open dispute that
-- a ledger told of; dispute_judged: one that a person closed.
select i.id, i.account_id, i.number, i.kind, i.issued_on, i.due_on, i.currency, i.amount_minor, i.open_minor,
  s.as_of as stated_on,
  coalesce((select sum(l.amount_minor) from allocation l join payment p on p.id = l.payment_id
    left join payment o on o.id = p.reverses and p.reversed_as = 'error'
    where l.invoice_id = i.id and p.received_on >= :day and (p.received_on > :day
      or coalesce(o.source, p.source) = 'hand' and coalesce(o.recorded_at, p.recorded_at) > :now)), 0) as later_minor,
  exists (select 1 from allocation l join payment p on p.id = l.payment_id
    left join payment o on o.id = p.reverses and p.reversed_as = 'error'
    where l.invoice_id = i.id and p.source = 'hand' and p.received_on <= :day
      and (p.received_on < :day or coalesce(o.source, 'hand') <> 'hand' or coalesce(o.recorded_at, p.recorded_at) <= :now)
      and (s.id is null or p.received_on > s.as_of or p.received_on = s.as_of and coalesce(o.source, 'hand') = 'hand'
        and coalesce(o.recorded_at, p.recorded_at) > r.ran_at)) as has_money_by_hand,
  (select l.id from dispute_line l where l.invoice_id = i.id and l.closed_on is null) as dispute_id,
  (select l.id from dispute_line l join dispute d on d.id = l.dispute_id where l.invoice_id = i.id and l.closed_on is null
    and d.opened_by is null and d.opened_in is null) as dispute_ours,
  exists (select 1 from dispute_line l where l.invoice_id = i.id and l.closed_as is not null) as dispute_judged
from account a join invoice i on i.account_id = a.id
left join ledger_statement s on s.id = (select id from ledger_statement where invoice_id = i.id
  order by as_of desc, id desc limit 1)
left join import_run r on r.id = s.import_run_id
where a.creditor_id = :creditor_id;

-- name: known_settlements(creditor_id, day)
-- Payments that an import made of a day of payment in the ledger, that no row took back, and that still count: a later
-- statement of what is open speaks for itself.
select l.invoice_id, p.id as payment_id, l.amount_minor
from account a join payment p on p.account_id = a.id join allocation l on l.payment_id = p.id
join invoice i on i.id = l.invoice_id
where a.creditor_id = :creditor_id and p.source = 'ledger' and p.import_run_id is not null and p.reverses is null
  and p.reference = i.number and p.received_on <= :day
  and p.id not in (select r.reverses from payment r where r.reverses is not null)
  and not exists (select 1 from ledger_statement s where s.invoice_id = i.id and s.as_of >= p.received_on);

-- name: collector_by_name(name, creditor_id)^
select p.id, p.is_active, exists (select 1 from "grant" g where g.person_id = p.id and g.creditor_id = :creditor_id
  and g.role in ('collector', 'lead')) as collects
from person p where p.name = :name;

-- name: last_ids()^
select coalesce((select max(id) from account), 0) as account, coalesce((select max(id) from invoice), 0) as invoice,
  coalesce((select max(id) from payment), 0) as payment,
  coalesce((select max(id) from dispute), 0) as dispute, coalesce((select max(id) from import_run), 0) as import_run;

-- name: change_account(id, name, terms_days, now)!
-- Somebody who is changing the file at this moment is told of it.
update account set name = :name, terms_days = :terms_days, version = version + 1, changed_at = :now, changed_by = null
where id = :id;

-- name: change_invoice(id, kind, issued_on, due_on, amount_minor)!
update invoice set kind = :kind, issued_on = :issued_on, due_on = :due_on, amount_minor = :amount_minor where id = :id;

-- name: close_dispute_of_ledger(line_id, day)!
-- Without a verdict: the ledger only ceased to call it disputed.
update dispute_line set closed_on = :day where id = :line_id;
