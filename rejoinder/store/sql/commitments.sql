-- name: commitment_of_submission(submission)^
select id from commitment where submission = :submission;

-- name: commitments_of_call(call_id)
select c.id, c.kind, c.amount_minor, c.currency, c.due_on, c.matures_on, c.method, c.document, c.call_at, c.obstacle, c.note,
  c.read_back, c.made_at,
  coalesce(nullif(c.promised_by, ''), k.name, '') as who,
  exists (select 1 from commitment_event e where e.commitment_id = c.id and e.kind = 'read_back') as is_read_back,
  exists (select 1 from confirmation f where f.call_id = c.call_id and f.at >= c.made_at) as is_confirmed,
  exists (select 1 from commitment_event e where e.commitment_id = c.id and e.kind = 'recorded_in_error') as is_error
from commitment c left join contact m on m.id = c.contact_id left join contact k on k.id = coalesce(m.merged_into, m.id)
where c.call_id = :call_id order by c.id;

-- name: commitments_of_calls(call_ids)
select c.call_id, c.id, c.kind, c.amount_minor, c.currency, c.due_on, c.matures_on, c.method, c.document, c.call_at, c.obstacle,
  c.note, c.read_back, c.made_at,
  coalesce(nullif(c.promised_by, ''), k.name, '') as who,
  exists (select 1 from commitment_event e where e.commitment_id = c.id and e.kind = 'read_back') as is_read_back,
  exists (select 1 from confirmation f where f.call_id = c.call_id and f.at >= c.made_at) as is_confirmed,
  0 as is_error
from commitment c left join contact m on m.id = c.contact_id left join contact k on k.id = coalesce(m.merged_into, m.id)
where c.call_id in (select value from json_each(:call_ids)) and not exists (select 1 from commitment_event e
  where e.commitment_id = c.id and e.kind = 'recorded_in_error')
order by c.id;

-- name: own_commitment(id, person_id)^
-- A commitment, if the person collects for its creditor; whether it is the person's own, in a call under way, and
-- whether the person leads.
select c.id, c.call_id, c.account_id, c.kind, c.made_by = :person_id as is_own,
  coalesce((select s.became from commitment_standing s where s.id = c.id), '') as became,
  exists (select 1 from line_standing l where l.commitment_id = c.id and l.became = '' and l.amount_minor > 0) as has_open_line,
  exists (select 1 from commitment_event e where e.commitment_id = c.id and e.kind = 'taken_back') as taken_back,
  exists (select 1 from commitment_event e where e.commitment_id = c.id and e.kind = 'done') as done,
  not exists (select 1 from call_event e where e.call_id = c.call_id and e.kind = 'ended') as is_under_way,
  exists (select 1 from "grant" l where l.person_id = :person_id and l.creditor_id = a.creditor_id and l.role = 'lead') as leads,
  exists (select 1 from commitment_event e where e.commitment_id = c.id and e.kind = 'recorded_in_error') as is_error
from commitment c join account a on a.id = c.account_id
where c.id = :id and exists (select 1 from "grant" g
  where g.person_id = :person_id and g.creditor_id = a.creditor_id and g.role in ('collector', 'lead'));

-- name: has_event(commitment_id, kind)^
select id from commitment_event where commitment_id = :commitment_id and kind = :kind limit 1;

-- name: last_promise(account_id, before_call)^
-- The last promise of money made in an earlier call, and what became of it.
select c.id, c.kind, c.amount_minor, c.currency, coalesce(c.matures_on, c.due_on) as due_on, c.method, c.made_at,
  coalesce(nullif(c.promised_by, ''), k.name, '') as who, c.became,
  (select max(l.waited_until) from line_standing l where l.commitment_id = c.id) as waited_until,
  (select count(*) > 0 and count(*) = count(l.settled_on) from line_standing l
    where l.commitment_id = c.id and l.due_minor > 0) as is_settled
from commitment_standing c left join contact m on m.id = c.contact_id
left join contact k on k.id = coalesce(m.merged_into, m.id)
where c.account_id = :account_id and c.call_id <> :before_call and c.kind in ('promise_to_pay', 'instalment_plan', 'bill')
order by c.made_at desc, c.id desc limit 1;

-- name: last_promises(account_ids)
select c.id, c.account_id, c.kind, c.amount_minor, c.currency, coalesce(c.matures_on, c.due_on) as due_on, c.became
from commitment_standing c where c.id in (
  select (select x.id from commitment x where x.account_id = j.value and x.kind in ('promise_to_pay', 'instalment_plan', 'bill')
    and not exists (select 1 from commitment_event e where e.commitment_id = x.id and e.kind = 'recorded_in_error')
    order by x.made_at desc, x.id desc limit 1)
  from json_each(:account_ids) j);

-- name: kept_by_contact(account_id)
-- By contact: promises of money that were judged, and of those the kept ones (a partly kept one was not).
select coalesce(k.merged_into, k.id) as contact_id, count(*) as judged, count(case when c.became = 'kept' then 1 end) as kept
from commitment_standing c join contact k on k.id = c.contact_id
where c.account_id = :account_id and c.kind in ('promise_to_pay', 'instalment_plan', 'bill')
  and c.became in ('kept', 'partly_kept', 'broken')
group by coalesce(k.merged_into, k.id);

-- name: settings_of_account(account_id)
select t.name, t.value from account a join creditor_setting t on t.creditor_id = a.creditor_id where a.id = :account_id;

-- name: creditor_settings(creditor_id)
select name, value from creditor_setting where creditor_id = :creditor_id;

-- name: last_ledger_day(account_id)^
-- The day of the newest ledger that was read in for the account's creditor.
select max(r.day) as day from account a join import_run r on r.creditor_id = a.creditor_id
where a.id = :account_id and r.kind in ('invoices', 'sample') and r.reverses is null
  and not exists (select 1 from import_run b where b.reverses = r.id);

-- name: promises_backwards(account_id)
-- What became of the last promises of money, newest first.
select became from commitment_standing
where account_id = :account_id and kind in ('promise_to_pay', 'instalment_plan', 'bill')
  and because not in ('paid_before', 'credited') order by made_at desc, id desc limit 20;

-- name: leads_of(creditor_id)
-- The team leads of a creditor who are here.
select p.id, p.name from person p join "grant" g on g.person_id = p.id
where g.creditor_id = :creditor_id and g.role = 'lead' and p.is_active = 1 order by p.name;

-- name: agreed_in_call(call_id)
-- What was agreed in a call and still stands: neither recorded in error nor taken back nor replaced.
select c.id, c.kind, c.amount_minor, c.currency, c.due_on, c.matures_on, c.method, c.document, c.call_at, c.note, c.read_back,
  coalesce(nullif(c.promised_by, ''), nullif(k.address_as, ''), k.name, '') as who,
  exists (select 1 from commitment_event e where e.commitment_id = c.id and e.kind = 'read_back') as is_read_back
from commitment_standing c left join contact m on m.id = c.contact_id left join contact k on k.id = coalesce(m.merged_into, m.id)
where c.call_id = :call_id and c.became not in ('superseded', 'withdrawn') order by c.id;

-- name: agreed_lines(call_id)
-- Of which invoices and for which days. Of complaints taken down before their invoices were noted, the dispute has them.
select l.commitment_id, l.id as place, i.number, l.amount_minor < 0 or i.kind is 'credit_note' as is_credit, l.amount_minor,
  l.due_on, l.became
from commitment c join line_standing l on l.commitment_id = c.id left join invoice i on i.id = l.invoice_id
where c.call_id = :call_id
union all
select c.id, x.id, i.number, i.kind = 'credit_note', 0, '', ''
from commitment c join dispute d on d.account_id = c.account_id and d.opened_in = c.id
join dispute_line x on x.dispute_id = d.id join invoice i on i.id = x.invoice_id
where c.call_id = :call_id and c.kind = 'dispute_details'
order by 1, 2;

-- name: confirmation_of_submission(submission)^
select id from confirmation where submission = :submission;

-- name: confirmations_of_call(call_id)
select f.id, f.way, f.language, f.sent_to, f.body, f.at, p.name as by
from confirmation f join person p on p.id = f.made_by where f.call_id = :call_id order by f.id desc;

-- name: allowed_beyond(person_id, size)
-- What was promised beyond the limits of who recorded it, newest first, for the creditors that a person leads.
select c.id, c.made_at, c.account_id, a.name as account, a.time_zone, r.name as creditor, c.amount_minor, c.currency,
  coalesce(c.matures_on, c.due_on) as due_on, m.name as made_by, p.name as allowed_by, c.allowed_why as why
from commitment_standing c join account a on a.id = c.account_id join creditor r on r.id = a.creditor_id
join person m on m.id = c.made_by join person p on p.id = c.allowed_by
where exists (select 1 from "grant" g
  where g.person_id = :person_id and g.creditor_id = a.creditor_id and g.role = 'lead')
order by c.made_at desc, c.id desc limit :size;
