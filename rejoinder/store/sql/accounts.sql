-- name: visible_account(id, person_id)^
-- One account, if the person collects for its creditor.
select a.id, a.creditor_id, a.number, a.name, a.name_other, a.kind, a.city, a.country, a.time_zone, a.script_language,
  a.terms_days, a.credit_grade, a.oldest_due_on, c.name as creditor, c.time_zone as creditor_zone, c.is_sample,
  c.country as creditor_country, a.size_class, a.size_source, a.terms_from, a.interest_ppm, a.interest_per,
  a.contract_number, a.contract_on, a.retains_title, a.legal_approved_at, v.name as legal_approved_by,
  a.credit_limit_minor, a.credit_limit_currency, a.version,
  exists (select 1 from creditor_setting t
    where t.creditor_id = c.id and t.name = 'records_calls' and t.value = 'yes') as records_calls,
  s.person_id as collector_id, p.name as collector
from account a join creditor c on c.id = a.creditor_id
left join assignment s on s.account_id = a.id left join person p on p.id = s.person_id
left join person v on v.id = a.legal_approved_by
where a.id = :id and exists (select 1 from "grant" g
  where g.person_id = :person_id and g.creditor_id = a.creditor_id and g.role in ('collector', 'lead'));

-- name: leads_account(id, person_id)^
select a.id from account a join "grant" g on g.creditor_id = a.creditor_id and g.role = 'lead'
where a.id = :id and g.person_id = :person_id;

-- name: collects_for_account(id, person_id)^
select a.id from account a join "grant" g on g.creditor_id = a.creditor_id and g.role in ('collector', 'lead')
where a.id = :id and g.person_id = :person_id limit 1;

-- name: open_invoices(account_id, currency, size)
-- The oldest open invoices; of one currency, or of all.
select i.id, i.number, i.kind, i.issued_on, i.due_on, i.currency, i.amount_minor, i.open_minor,
  l.dispute_id, l.amount_minor as dispute_minor, d.words as dispute_words, d.opened_on as disputed_on, d.opened_in
from invoice i left join dispute_line l on l.invoice_id = i.id and l.closed_on is null
left join dispute d on d.id = l.dispute_id
where i.account_id = :account_id and i.open_minor <> 0 and (:currency = '' or i.currency = :currency)
order by i.due_on, i.number limit :size;

-- name: chosen_invoices(account_id, invoice_ids)
select i.id, i.number, i.kind, i.issued_on, i.due_on, i.currency, i.amount_minor, i.open_minor,
  l.dispute_id, l.amount_minor as dispute_minor, d.words as dispute_words, d.opened_on as disputed_on, d.opened_in
from invoice i left join dispute_line l on l.invoice_id = i.id and l.closed_on is null
left join dispute d on d.id = l.dispute_id
where i.account_id = :account_id and i.id in (select value from json_each(:invoice_ids)) order by i.due_on, i.number;

-- name: standings(accounts)
-- How accounts stand in each currency. `accounts` is JSON: a list of [id, today, 30 days before, 60, 90], the days as
-- they are where the debtor is. Of the oldest invoice asked for the day and the number are one text, so that the least
-- of them is found in the same pass.
with today as materialized (select value ->> 0 as id, value ->> 1 as day, value ->> 2 as day_30, value ->> 3 as day_60,
  value ->> 4 as day_90 from json_each(:accounts))
select account_id, currency, sum(open_count) as open_count, sum(open_minor + credit_minor) as open_minor,
  sum(credit_minor + iif(is_late, open_minor, 0)) as overdue_minor, sum(disputed_minor) as disputed_minor,
  sum(credit_minor + iif(is_late, open_minor - disputed_minor, 0)) as asked_minor,
  sum(iif(is_late, asked_count, 0)) as late_count,
  min(iif(is_late and asked_count > 0, due_on || asked_number, null)) as oldest,
  sum(iif(is_late and due_on >= day_30, open_minor, 0)) as late_1,
  sum(iif(due_on < day_30 and due_on >= day_60, open_minor, 0)) as late_31,
  sum(iif(due_on < day_60 and due_on >= day_90, open_minor, 0)) as late_61,
  sum(iif(due_on < day_90, open_minor, 0)) as late_91
from (select o.*, t.day_30, t.day_60, t.day_90, o.due_on < t.day as is_late
  from today t cross join open_by_day o on o.account_id = t.id)
group by account_id, currency;

-- name: asked_after(account_id, currency, today, due_on, number)
-- The invoices of a currency behind a place in the list that belong to the overdue sum and are not wholly disputed.
select i.id from invoice i left join dispute_line l on l.invoice_id = i.id and l.closed_on is null
where i.account_id = :account_id and i.open_minor <> 0 and i.currency = :currency
  and (i.due_on, i.number) > (:due_on, :number)
  and (i.open_minor < 0 or (i.due_on < :today and (l.id is null or l.amount_minor < i.open_minor)));

-- name: asked_count_after(account_id, currency, today, due_on, number)^
-- How many they are: late invoices by the sums of the days behind, and one by one of the day itself; and credits.
select (select coalesce(sum(d.asked_count), 0) from open_by_day d where d.account_id = :account_id
      and d.currency = :currency and d.due_on > :due_on and d.due_on < :today)
    + (select count(*) from invoice i left join dispute_line l on l.invoice_id = i.id and l.closed_on is null
      where i.account_id = :account_id and i.due_on = :due_on and i.number > :number and i.currency = :currency
      and i.open_minor > 0 and i.due_on < :today and (l.id is null or l.amount_minor < i.open_minor)) as late,
  (select count(*) from invoice i where i.account_id = :account_id and i.currency = :currency and i.open_minor < 0
    and (i.due_on, i.number) > (:due_on, :number)) as credits;

-- name: invoices_numbered(account_id, numbers)
-- `numbers` is JSON: a list.
select id from invoice
where account_id = :account_id and number in (select value from json_each(:numbers));

-- name: all_invoices(account_id, before, size)
select i.id, i.number, i.kind, i.issued_on, i.due_on, i.currency, i.amount_minor, i.open_minor,
  l.dispute_id, l.amount_minor as dispute_minor, d.words as dispute_words, d.opened_on as disputed_on, d.opened_in
from invoice i left join dispute_line l on l.invoice_id = i.id and l.closed_on is null
left join dispute d on d.id = l.dispute_id
where i.account_id = :account_id and i.id < :before order by i.id desc limit :size;

-- name: last_payment(account_id, currency)^
select received_on, amount_minor, currency, reference from payment p
where account_id = :account_id and (:currency = '' or currency = :currency) and amount_minor > 0 and reverses is null
  and not exists (select 1 from payment r where r.reverses = p.id)
order by received_on desc, id desc limit 1;

-- name: ledger_as_of(creditor_id)^
select as_of, ran_at from import_run m where creditor_id = :creditor_id and kind in ('invoices', 'sample')
  and not exists (select 1 from import_run r where r.reverses = m.id) order by id desc limit 1;

-- name: unassign(account_id)!
delete from assignment where account_id = :account_id;

-- name: assign(account_id, person_id, now)!
insert into assignment (account_id, person_id, oldest_due_on, assigned_at)
select id, :person_id, oldest_due_on, :now from account where id = :account_id
on conflict (account_id) do update set person_id = excluded.person_id, assigned_at = excluded.assigned_at;

-- name: settle_invoices(accounts)!
-- Open = the ledger's last statement less what was allocated from payments received after its day, and from those
-- entered by hand, received on its day and recorded after it was read in; without a statement, the original amount less
-- every allocation. A later import that found the statement true has moved its day on. What takes an entry back as an
-- error (o: the entry) counts exactly where the entry does. `accounts` is JSON: a list of ids.
update invoice set open_minor = reckoned.open_minor
from (select id, coalesce(said_minor - (select coalesce(sum(l.amount_minor), 0) from allocation l
        join payment p on p.id = l.payment_id left join payment o on o.id = p.reverses and p.reversed_as = 'error'
        where l.invoice_id = of.id and p.received_on >= of.day and (p.received_on > of.day
          or coalesce(o.source, p.source) = 'hand' and coalesce(o.recorded_at, p.recorded_at) > of.ran_at)),
      amount_minor - (select coalesce(sum(l.amount_minor), 0) from allocation l where l.invoice_id = of.id)) as open_minor
  from (select i.id, i.amount_minor, s.open_minor as said_minor, max(s.as_of, coalesce(r.day, s.as_of)) as day, r.ran_at
    from json_each(:accounts) a join invoice i on i.account_id = a.value
    left join ledger_statement s on s.id = (select id from ledger_statement where invoice_id = i.id
      order by as_of desc, id desc limit 1)
    left join import_run r on r.id = coalesce(i.stated_in, s.import_run_id)) of) reckoned
where reckoned.id = invoice.id and reckoned.open_minor <> invoice.open_minor;

-- name: forget_open_days(accounts)!
delete from open_by_day where account_id in (select value from json_each(:accounts));

-- name: settle_open_days(accounts)!
-- A dispute without an amount covers all that is open; what is to our debit is in no dispute.
insert into open_by_day (account_id, currency, due_on, open_minor, credit_minor, disputed_minor, open_count, asked_count,
  asked_number)
select account_id, currency, due_on, sum(max(open_minor, 0)), sum(min(open_minor, 0)), sum(disputed_minor), count(*),
  sum(open_minor > disputed_minor and open_minor > 0),
  coalesce(min(iif(open_minor > disputed_minor and open_minor > 0, number, null)), '')
from (select i.account_id, i.currency, i.due_on, i.number, i.open_minor,
    iif(l.id is null or i.open_minor < 0, 0, min(i.open_minor, coalesce(l.amount_minor, i.open_minor))) as disputed_minor
  from json_each(:accounts) a join invoice i on i.account_id = a.value and i.open_minor <> 0
  left join dispute_line l on l.invoice_id = i.id and l.closed_on is null)
group by account_id, currency, due_on;

-- name: settle_accounts(accounts)!
update account set oldest_due_on = coalesce((select min(d.due_on) from open_by_day d
    where d.account_id = account.id and d.asked_count > 0), '9999-12-31')
where id in (select value from json_each(:accounts));

-- name: settle_assignments(accounts)!
update assignment set oldest_due_on = (select oldest_due_on from account where id = assignment.account_id)
where account_id in (select value from json_each(:accounts));

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
  c.country as creditor_country, a.size_class, a.size_source, a.terms_from, a.interest_ppm, a.interest_per,
  a.contract_number, a.contract_on, a.retains_title, a.legal_approved_at, v.name as legal_approved_by,
  a.credit_limit_minor, a.credit_limit_currency, a.version,
  exists (select 1 from creditor_setting t
    where t.creditor_id = c.id and t.name = 'records_calls' and t.value = 'yes') as records_calls,
  null as collector_id, null as collector
from account a join creditor c on c.id = a.creditor_id left join person v on v.id = a.legal_approved_by
where a.id = :id and c.is_sample = 1 and exists (select 1 from "grant" g
  where g.person_id = :person_id and g.role in ('collector', 'lead', 'trainee'));

-- name: unallocated(account_id)
-- Money received that is allocated to no invoice, by currency; with the day of the last of it. A payment taken back is
-- left out with the row that takes it back, so that its day is none of money we have.
select currency, sum(left_minor) as amount_minor, max(received_on) as received_on
from (select p.currency, p.received_on, p.amount_minor
    - coalesce((select sum(l.amount_minor) from allocation l where l.payment_id = p.id), 0) as left_minor
  from payment p where p.account_id = :account_id and p.reverses is null
    and not exists (select 1 from payment r where r.reverses = p.id))
where left_minor <> 0 group by currency having sum(left_minor) > 0 order by currency;

-- name: disputed_now(invoice_id)^
select id from dispute_line where invoice_id = :invoice_id and closed_on is null;

-- name: ratings_of(account_id)
select r.grade, r.limit_minor, r.limit_currency, r.reason, r.at, p.name as by
from credit_rating r left join person p on p.id = r.made_by where r.account_id = :account_id order by r.id desc limit 50;

-- name: creditors_led(person_id)
select c.id, c.name from creditor c join "grant" g on g.creditor_id = c.id and g.role = 'lead'
where g.person_id = :person_id order by c.is_sample, c.name;

-- name: set_creditor_setting(creditor_id, name, value, now, person_id)!
insert into creditor_setting (creditor_id, name, value, changed_at, changed_by)
values (:creditor_id, :name, :value, :now, :person_id)
on conflict (creditor_id, name) do update set value = excluded.value, changed_at = excluded.changed_at,
  changed_by = excluded.changed_by;
