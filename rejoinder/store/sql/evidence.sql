-- What our own file says about a reason for not paying; each for one account.

-- name: hearings_of(account_id)
-- When which reason was given, newest first, and what people found of it since: an account may have many, so no more is
-- read of each than is counted.
select h.id, h.call_id, h.excuse, h.heard_at, v.verdict from heard h
left join heard_verdict v on v.id = (select max(l.id) from heard_verdict l where l.heard_id = h.id)
where h.account_id = :account_id order by h.heard_at desc, h.id desc;

-- name: hearings_told(ids)
-- All that is told of some of them: the words, who heard them, and who had the receiver then. `ids` is JSON: a list.
select h.id, h.said, p.name as person, coalesce(nullif(k.address_as, ''), k.name, '') as who,
  v.reason, j.name as judged_by
from json_each(:ids) i join heard h on h.id = i.value join call c on c.id = h.call_id join person p on p.id = c.person_id
left join contact m on m.id = (select e.contact_id from call_event e
  where e.call_id = h.call_id and e.kind = 'reached' and e.at <= h.heard_at order by e.id desc limit 1)
left join contact k on k.id = coalesce(m.merged_into, m.id)
left join heard_verdict v on v.id = (select max(l.id) from heard_verdict l where l.heard_id = h.id)
left join person j on j.id = v.made_by;

-- name: promised_in_calls(account_id)
-- By call: the last promise to pay made in it, and what became of it.
select call_id, id, coalesce(matures_on, due_on) as due_on, amount_minor, currency, became
from commitment_standing where account_id = :account_id and kind in ('promise_to_pay', 'instalment_plan', 'bill') order by id;

-- name: money_since(account_id, day)
-- Money received since a day that was not taken back, newest first; with how much of it no invoice was given.
select p.id, p.received_on, p.amount_minor, p.currency, p.reference, p.source, p.recorded_at,
  p.amount_minor - coalesce((select sum(l.amount_minor) from allocation l where l.payment_id = p.id), 0) as left_minor
from payment p where p.account_id = :account_id and p.received_on >= :day and p.amount_minor > 0 and p.reverses is null
  and not exists (select 1 from payment r where r.reverses = p.id)
order by p.received_on desc, p.id desc;

-- name: ledger_days(creditor_id, since)
-- The days, from one on, of which we know what was open then: the ledgers read in, in order.
select distinct r.day from import_run r
where r.creditor_id = :creditor_id and r.kind in ('invoices', 'sample') and r.day > :since and r.reverses is null
  and not exists (select 1 from import_run b where b.reverses = r.id) order by r.day;

-- name: part_payments(account_id, size)
-- Open invoices of which a part was paid, with the day and the sum of it, those due longest first.
select i.number, i.currency, sum(l.amount_minor) as paid_minor, max(p.received_on) as received_on
from invoice i join allocation l on l.invoice_id = i.id join payment p on p.id = l.payment_id
where i.account_id = :account_id and i.open_minor > 0 and p.reverses is null
  and not exists (select 1 from payment r where r.reverses = p.id)
group by i.id having sum(l.amount_minor) > 0 order by i.due_on, i.number limit :size;

-- name: open_credits(account_id)
-- Credit notes and overpaid invoices that are still open, by currency.
select currency, count(*) as pieces, -sum(open_minor) as amount_minor from invoice
where account_id = :account_id and open_minor < 0 group by currency order by currency;

-- name: complaints(account_id)^
-- When they first complained of what is still disputed.
select min(case when exists (select 1 from dispute_line l where l.dispute_id = d.id and l.closed_on is null)
    then d.opened_on end) as open_since
from dispute d where d.account_id = :account_id;

-- name: kept_of_account(account_id)^
-- Promises of money that were judged, and of those the kept ones.
select count(*) as judged, count(case when became = 'kept' then 1 end) as kept from commitment_standing
where account_id = :account_id and kind in ('promise_to_pay', 'instalment_plan', 'bill')
  and became in ('kept', 'partly_kept', 'broken');

-- name: asked_to_call_back(account_id, before_call)^
-- In how many earlier calls they asked us to ring again, and the last day named for it.
select count(distinct call_id) as times, max(due_on) as last_on from commitment_standing
where account_id = :account_id and kind = 'call_back' and call_id <> :before_call;

-- name: times_heard(account_id, before_call)
-- In how many other calls each reason was given.
select excuse, count(distinct call_id) as times from heard_taken
where account_id = :account_id and call_id <> :before_call group by excuse;

-- name: verdict_of_submission(submission)^
select id from heard_verdict where submission = :submission;

-- name: heard_of_collector(id, person_id)^
-- Something heard, if the person collects for the creditor of its account.
select h.id, h.account_id, h.call_id from heard h join account a on a.id = h.account_id
where h.id = :id and exists (select 1 from "grant" g
  where g.person_id = :person_id and g.creditor_id = a.creditor_id and g.role in ('collector', 'lead'));

-- name: gaps(person_id, since)
-- Blanks without a value that left a sentence out of words shown since a moment, by script; of the creditors that a
-- person leads. With the account it happened with last.
with gap as (
  select h.excuse, c.language, g.value as blank, count(*) as times, max(h.id) as last_id
  from heard_taken h join call c on c.id = h.call_id join account a on a.id = h.account_id
  join json_each('["' || replace(h.missing, ' ', '","') || '"]') g
  where h.missing <> '' and h.heard_at >= :since and exists (select 1 from "grant" r
    where r.person_id = :person_id and r.creditor_id = a.creditor_id and r.role = 'lead')
  group by h.excuse, c.language, g.value)
select gap.excuse, gap.language, gap.blank, gap.times, l.heard_at as last_at, a.name as account, a.id as account_id
from gap join heard l on l.id = gap.last_id join account a on a.id = l.account_id
order by gap.times desc, gap.excuse, gap.blank;
