-- name: payments_of(account_id, day, id, size)
-- Received before a day, or on it with a lower id, newest first; a row that takes another back stands with that one.
select p.id, p.account_id, p.received_on, p.amount_minor, p.currency, p.reference, p.source, p.note, m.name as by,
  iif(p.source = 'hand', p.recorded_at, null) as entered_at,
  p.amount_minor - coalesce((select sum(l.amount_minor) from allocation l where l.payment_id = p.id), 0) as left_minor,
  r.id as reversal_id, r.received_on as reversed_on, r.reversed_as, r.note as reversed_note, n.name as reversed_by
from payment p left join person m on m.id = p.made_by
left join payment r on r.id = (select min(id) from payment where reverses = p.id) left join person n on n.id = r.made_by
where p.account_id = :account_id and p.reverses is null and (p.received_on, p.id) < (:day, :id)
order by p.received_on desc, p.id desc limit :size;

-- name: payment_by_id(id)^
select p.id, p.account_id, p.received_on, p.amount_minor, p.currency, p.reference, p.source, p.note, m.name as by,
  iif(p.source = 'hand', p.recorded_at, null) as entered_at,
  p.amount_minor - coalesce((select sum(l.amount_minor) from allocation l where l.payment_id = p.id), 0) as left_minor,
  r.id as reversal_id, r.received_on as reversed_on, r.reversed_as, r.note as reversed_note, n.name as reversed_by
from payment p left join person m on m.id = p.made_by
left join payment r on r.id = (select min(id) from payment where reverses = p.id) left join person n on n.id = r.made_by
where p.id = :id and p.reverses is null;

-- name: allocations_of(payment_ids)
-- `payment_ids` is JSON: a list.
select l.payment_id, l.invoice_id, i.number, sum(l.amount_minor) as amount_minor
from json_each(:payment_ids) j join allocation l on l.payment_id = j.value join invoice i on i.id = l.invoice_id
group by l.payment_id, l.invoice_id order by l.payment_id, i.due_on, i.number;

-- name: payment_of_submission(submission)^
select id from payment where submission = :submission;

-- name: allocation_of_submission(submission)^
select id, payment_id from allocation where submission = :submission limit 1;

-- name: payment_alike(account_id, currency, amount_minor, day, reference)^
-- One that may be the same money: the same amount, and the day or the reference too.
select p.id from payment p
where p.account_id = :account_id and p.currency = :currency and p.amount_minor = :amount_minor and p.reverses is null
  and (p.received_on = :day or (:reference <> '' and lower(trim(p.reference)) = lower(:reference)))
  and not exists (select 1 from payment r where r.reverses = p.id)
order by p.received_on = :day desc, p.id desc limit 1;

-- name: currencies_of_account(account_id)
select distinct currency from invoice where account_id = :account_id order by currency;

-- name: owed_in(account_id, currency)^
-- What payments can settle: what is to our credit is left alone.
select coalesce(sum(open_minor), 0) as open_minor from invoice
where account_id = :account_id and currency = :currency and open_minor > 0;

-- name: owed_oldest(account_id, currency, amount_minor)
-- As many of the invoices due longest as an amount goes to.
select i.id, i.number, i.due_on, i.currency, i.open_minor, max(s.as_of, coalesce(r.day, s.as_of)) as stated_on, r.ran_at as read_at
from (select id, number, due_on, currency, open_minor, stated_in, sum(open_minor) over (order by due_on, number) as up_to
  from invoice where account_id = :account_id and currency = :currency and open_minor > 0) i
left join ledger_statement s on s.id = (select id from ledger_statement where invoice_id = i.id
  order by as_of desc, id desc limit 1)
left join import_run r on r.id = coalesce(i.stated_in, s.import_run_id)
where i.up_to - i.open_minor < :amount_minor order by i.due_on, i.number;

-- name: owed_first(account_id, currency, size)
-- The open invoices due longest, of one currency or of all.
select i.id, i.number, i.due_on, i.currency, i.open_minor, max(s.as_of, coalesce(r.day, s.as_of)) as stated_on, r.ran_at as read_at
from invoice i
left join ledger_statement s on s.id = (select id from ledger_statement where invoice_id = i.id
  order by as_of desc, id desc limit 1)
left join import_run r on r.id = coalesce(i.stated_in, s.import_run_id)
where i.account_id = :account_id and i.open_minor > 0 and (:currency = '' or i.currency = :currency)
order by i.due_on, i.number limit :size;

-- name: owed_of(account_id, invoice_ids)
-- Some of an account's invoices, open or not; `invoice_ids` is JSON: a list.
select i.id, i.number, i.due_on, i.currency, i.open_minor, max(s.as_of, coalesce(r.day, s.as_of)) as stated_on, r.ran_at as read_at
from json_each(:invoice_ids) j join invoice i on i.id = j.value
left join ledger_statement s on s.id = (select id from ledger_statement where invoice_id = i.id
  order by as_of desc, id desc limit 1)
left join import_run r on r.id = coalesce(i.stated_in, s.import_run_id)
where i.account_id = :account_id order by i.due_on, i.number;
