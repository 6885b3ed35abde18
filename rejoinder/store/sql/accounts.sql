-- name: visible_account(id, person_id)^
-- One account, if the person collects for its creditor.
select a.id, a.creditor_id, a.number, a.name, a.name_other, a.kind, a.city, a.country, a.time_zone, a.script_language,
  a.terms_days, a.credit_grade, a.oldest_due_on, c.name as creditor, c.time_zone as creditor_zone, c.is_sample,
  s.person_id as collector_id, p.name as collector
from account a join creditor c on c.id = a.creditor_id
left join assignment s on s.account_id = a.id left join person p on p.id = s.person_id
where a.id = :id and exists (select 1 from "grant" g
  where g.person_id = :person_id and g.creditor_id = a.creditor_id and g.role in ('collector', 'lead'));

-- name: leads_account(id, person_id)^
select a.id from account a join "grant" g on g.creditor_id = a.creditor_id and g.role = 'lead'
where a.id = :id and g.person_id = :person_id;

-- name: collects_for_account(id, person_id)^
select a.id from account a join "grant" g on g.creditor_id = a.creditor_id and g.role in ('collector', 'lead')
where a.id = :id and g.person_id = :person_id limit 1;

-- name: contacts_of(account_id)
select id, name, address_as, role, phone, email, languages, note from contact where account_id = :account_id order by id;

-- name: open_invoices(account_id)
select i.id, i.number, i.kind, i.issued_on, i.due_on, i.currency, i.amount_minor, i.open_minor,
  d.id as dispute_id, d.amount_minor as dispute_minor, d.reason as dispute_reason, d.opened_on as disputed_on,
  d.opened_in
from invoice i left join dispute d on d.invoice_id = i.id and d.closed_on is null
where i.account_id = :account_id and i.open_minor <> 0 order by i.due_on, i.number;

-- name: all_invoices(account_id, before, size)
select i.id, i.number, i.kind, i.issued_on, i.due_on, i.currency, i.amount_minor, i.open_minor,
  d.id as dispute_id, d.amount_minor as dispute_minor, d.reason as dispute_reason, d.opened_on as disputed_on,
  d.opened_in
from invoice i left join dispute d on d.invoice_id = i.id and d.closed_on is null
where i.account_id = :account_id and i.id < :before order by i.id desc limit :size;

-- name: last_payment(account_id, currency)^
select received_on, amount_minor, currency, reference from payment p
where account_id = :account_id and currency = :currency and amount_minor > 0 and reverses is null
  and not exists (select 1 from payment r where r.reverses = p.id)
order by received_on desc, id desc limit 1;

-- name: ledger_as_of(creditor_id)^
select as_of, ran_at from import_run where creditor_id = :creditor_id and kind in ('invoices', 'sample') order by id desc limit 1;

-- name: set_script_language(id, language)!
update account set script_language = :language where id = :id;

-- name: unassign(account_id)!
delete from assignment where account_id = :account_id;

-- name: assign(account_id, person_id, now)!
insert into assignment (account_id, person_id, oldest_due_on, assigned_at)
select id, :person_id, oldest_due_on, :now from account where id = :account_id
on conflict (account_id) do update set person_id = excluded.person_id, assigned_at = excluded.assigned_at;

-- name: settle_invoices(account_id)!
-- Open = the ledger's last statement less what was allocated from payments received after its day; without a
-- statement, the original amount less every allocation.
update invoice set open_minor = coalesce(
    (select s.open_minor - coalesce((select sum(l.amount_minor) from allocation l join payment p on p.id = l.payment_id
        where l.invoice_id = invoice.id and p.received_on > s.as_of), 0)
     from ledger_statement s where s.invoice_id = invoice.id order by s.as_of desc, s.id desc limit 1),
    amount_minor - coalesce((select sum(l.amount_minor) from allocation l where l.invoice_id = invoice.id), 0))
where account_id = :account_id;

-- name: settle_account(account_id)!
update account set oldest_due_on = coalesce((select min(i.due_on) from invoice i
    where i.account_id = account.id and i.open_minor > 0 and not exists (select 1 from dispute d
      where d.invoice_id = i.id and d.closed_on is null and d.amount_minor is null)), '9999-12-31')
where id = :account_id;

-- name: settle_assignment(account_id)!
update assignment set oldest_due_on = (select oldest_due_on from account where id = :account_id)
where account_id = :account_id;

-- name: sample_accounts(person_id, language)
-- Accounts of the sample book whose scripts are in a language, for people who rehearse, whomever they work for: nothing
-- in it is real. The cross join has the one sample creditor looked up first, and not every account of the real ones.
select a.id, a.time_zone from creditor c cross join account a
where a.creditor_id = c.id and c.is_sample = 1 and a.oldest_due_on < '9999-12-31' and a.script_language = :language
  and exists (select 1 from "grant" g
    where g.person_id = :person_id and g.role in ('collector', 'lead', 'trainee'))
order by a.id;

-- name: rehearsal_account(id, person_id)^
select a.id, a.creditor_id, a.number, a.name, a.name_other, a.kind, a.city, a.country, a.time_zone, a.script_language,
  a.terms_days, a.credit_grade, a.oldest_due_on, c.name as creditor, c.time_zone as creditor_zone, c.is_sample,
  null as collector_id, null as collector
from account a join creditor c on c.id = a.creditor_id
where a.id = :id and c.is_sample = 1 and exists (select 1 from "grant" g
  where g.person_id = :person_id and g.role in ('collector', 'lead', 'trainee'));

-- name: unallocated(account_id)
-- Money received that is allocated to no invoice, by currency; with the day of the last of it.
select currency, sum(left_minor) as amount_minor, max(received_on) as received_on
from (select p.currency, p.received_on, p.amount_minor
    - coalesce((select sum(l.amount_minor) from allocation l where l.payment_id = p.id), 0) as left_minor
  from payment p where p.account_id = :account_id)
where left_minor <> 0 group by currency having sum(left_minor) > 0 order by currency;
