-- What a list of payments says stands on the stage; these statements compare it with the book. Nothing here writes into
-- the book: that is done by entering_payments.sql.

-- name: paid_clear_money()!
delete from stage.money;

-- name: paid_clear_given()!
delete from stage.given;

-- name: paid_clear_left_open()!
delete from stage.left_open;

-- name: paid_clear_remarks()!
delete from stage.remark;

-- name: paid_clear_aside()!
delete from stage.aside where state = 'refused' and line in (select line from stage.paid);

-- name: paid_clear_rows()!
update stage.paid set account_id = null, becomes = '' where becomes <> 'skipped';

-- name: paid_repeated()
-- Rows that are the same as an earlier one, cell by cell.
select line from (select line, row_number() over (partition by cells order by line) as nth from stage.paid)
where nth > 1 order by line;

-- name: paid_skip(line)!
update stage.paid set becomes = 'skipped' where line = :line;

-- name: paid_names()!
update stage.customer set name = said.account_name
from (select customer, account_name, min(line) from stage.paid where account_name <> '' group by customer) said
where said.customer = customer.id;

-- name: paid_future(today)
select line, received_on from stage.paid where becomes = '' and received_on > :today order by line;

-- name: paid_refuse(lines)!
update stage.paid set becomes = 'refused' where line in (select value from json_each(:lines));

-- name: paid_leave_out(last_day)!
update stage.paid set becomes = 'left_out' where becomes = '' and received_on > :last_day;

-- name: paid_take_accounts()!
update stage.paid set account_id = c.account_id from stage.customer c
where c.id = paid.customer and c.account_id is not null;

-- name: paid_homeless()
-- Rows whose account nobody knows: of an unknown customer, or of none, where invoices alone are named.
select p.line, c.number as customer, p.numbers from stage.paid p join stage.customer c on c.id = p.customer
where p.account_id is null and p.becomes = '' order by p.line;

-- name: paid_owners(creditor_id, numbers)
-- Whose invoices these numbers are; `numbers` is JSON: a list.
select i.number, i.account_id, a.name from json_each(:numbers) j
join main.invoice i on i.number = j.value
join main.account a on a.id = i.account_id and a.creditor_id = :creditor_id;

-- name: paid_names_twice(creditor_id, names)
-- Of some names those that several accounts have; `names` is JSON: a list.
select j.value as name from json_each(:names) j
join main.account a on lower(a.name) = lower(j.value) and a.creditor_id = :creditor_id
group by j.value having count(*) > 1;

-- name: paid_take_account(line, account_id)!
update stage.paid set account_id = :account_id where line = :line;

-- name: paid_rows()
select line, account_id, received_on, currency, amount_minor, reference, numbers from stage.paid
where becomes = '' order by account_id, line;

-- name: paid_book_payments(account_id)
select p.id, p.received_on, p.currency, p.amount_minor, p.reference, p.source, p.reverses, p.reversed_as,
  iif(p.source = 'file', p.note, '') as note,
  exists (select 1 from main.payment r where r.reverses = p.id) as is_reversed,
  exists (select 1 from main.payment r where r.reverses = p.id and r.reversed_as = 'error') as is_error
from main.payment p where p.account_id = :account_id order by p.received_on, p.id;

-- name: paid_book_allocations(account_id)
select l.payment_id, l.invoice_id, sum(l.amount_minor) as amount_minor
from main.payment p join main.allocation l on l.payment_id = p.id
where p.account_id = :account_id group by l.payment_id, l.invoice_id;

-- name: paid_book_invoices(account_id)
-- `stated_on`: the day of the ledger's last statement, as settle_invoices has it.
select i.id, i.number, i.currency, i.amount_minor, i.open_minor, i.due_on,
  coalesce((select sum(l.amount_minor) from main.allocation l where l.invoice_id = i.id), 0) as given_minor,
  coalesce(max(s.as_of, coalesce(r.day, s.as_of)), '') as stated_on
from main.invoice i
left join main.ledger_statement s on s.id = (select id from main.ledger_statement where invoice_id = i.id
  order by as_of desc, id desc limit 1)
left join main.import_run r on r.id = coalesce(i.stated_in, s.import_run_id)
where i.account_id = :account_id order by i.due_on, i.number, i.id;

-- name: paid_book_falls(account_id)
-- The day of the statement before each payment that a ledger was seen to have received.
select p.id, coalesce(max(s.as_of), '') as stated_before
from main.payment p join main.allocation l on l.payment_id = p.id
left join main.ledger_statement s on s.invoice_id = l.invoice_id and s.as_of < p.received_on
where p.account_id = :account_id and p.source = 'ledger' and p.reverses is null group by p.id;

-- name: paid_counts()^
select count(*) filter (where becomes = 'created') as created, count(*) filter (where becomes = 'unchanged') as unchanged,
  count(*) filter (where becomes = 'left_out') as left_out,
  count(distinct iif(becomes in ('created', 'unchanged'), account_id, null)) as accounts
from stage.paid;

-- name: paid_totals()
select currency, sum(amount_minor) as amount_minor from stage.paid where becomes in ('created', 'unchanged', 'left_out')
group by currency;

-- name: paid_open(creditor_id)
-- What is open by currency once all is written.
select i.currency, sum(coalesce(o.open_minor, i.open_minor)) as open_minor
from main.account a join main.invoice i on i.account_id = a.id left join stage.left_open o on o.invoice_id = i.id
where a.creditor_id = :creditor_id group by i.currency;

-- name: paid_standing(creditor_id, day)^
-- How many invoices are open, late and late in dispute once all is written.
select count(*) as open, coalesce(sum(due_on < :day), 0) as overdue,
  coalesce(sum(due_on < :day and is_disputed), 0) as disputed
from (
  select i.due_on, exists (select 1 from main.dispute_line l where l.invoice_id = i.id and l.closed_on is null) as is_disputed
  from main.account a join main.invoice i on i.account_id = a.id left join stage.left_open o on o.invoice_id = i.id
  where a.creditor_id = :creditor_id and i.amount_minor >= 0 and coalesce(o.open_minor, i.open_minor) > 0);

-- name: stage_remarks()
select distinct sentence, line from stage.remark order by sentence, line;

-- name: paid_sums()
select line, amount_minor as minor from stage.paid where becomes in ('created', 'unchanged', 'left_out') order by line;

-- name: paid_currencies()
select distinct currency from stage.paid;
