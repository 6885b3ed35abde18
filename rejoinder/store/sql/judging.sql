-- What became of commitments: the facts they are judged by, read for many accounts at once; `accounts` is JSON: a list.

-- name: judging_grounds(accounts)
-- By account: the debtor's clock and banks.
select a.id, a.time_zone, coalesce(nullif(p.calendar, ''), nullif(a.country, ''), c.country) as calendar, a.country
from json_each(:accounts) j join account a on a.id = j.value join creditor c on c.id = a.creditor_id
left join paying p on p.id = a.id;

-- name: lines_to_judge(accounts, now)
-- Sums promised, without what was recorded in error; with the moment at which a promise was taken back.
select l.id, l.commitment_id, l.invoice_id, l.amount_minor, l.due_on, l.stated_on, c.account_id, c.currency, c.kind,
  c.tolerance_days, c.kept_percent, c.made_at, coalesce((select min(e.at) from commitment_event e where e.commitment_id = c.id and e.kind = 'taken_back'), '') as taken_back_at
from json_each(:accounts) j cross join commitment c on c.account_id = j.value
join commitment_line l on l.commitment_id = c.id
where c.kind in ('promise_to_pay', 'instalment_plan', 'bill') and c.made_at <= :now and not exists
  (select 1 from commitment_event x where x.commitment_id = c.id and x.kind = 'recorded_in_error' and x.at <= :now)
order by c.account_id, l.id;

-- name: money_to_count(accounts, now)
-- Payments that stand, by what each invoice was given of them, below zero for what was taken from one. What the oldest
-- invoice was given because nobody named one, and what no invoice was given, has none.
with stands as (
  select p.id, p.account_id, p.currency, p.amount_minor, p.received_on, p.recorded_at, p.source, p.import_run_id
  from json_each(:accounts) j cross join payment p on p.account_id = j.value
  where p.reverses is null and p.recorded_at <= :now
    and not exists (select 1 from payment r where r.reverses = p.id and r.recorded_at <= :now))
select s.account_id, s.id as payment_id, l.invoice_id, i.kind = 'credit_note' as is_credit, s.currency,
  sum(l.amount_minor) as amount_minor, s.received_on, s.recorded_at, s.source, s.import_run_id
from stands s join allocation l on l.payment_id = s.id and l.is_guess = 0 join invoice i on i.id = l.invoice_id
group by s.id, l.invoice_id having sum(l.amount_minor) <> 0
union all
select s.account_id, s.id, null, 0, s.currency, s.amount_minor
    - coalesce((select sum(l.amount_minor) from allocation l where l.payment_id = s.id and l.is_guess = 0), 0) as left_minor,
  s.received_on, s.recorded_at, s.source, s.import_run_id
from stands s where left_minor > 0;

-- name: others_to_judge(accounts, now)
-- Commitments to something else than money, and what of it was seen since: done as somebody said, the paper on file, a
-- call of ours.
select c.id, c.account_id, c.kind, c.due_on, c.tolerance_days, c.made_at,
  (select min(e.at) from commitment_event e where e.commitment_id = c.id and e.kind = 'done') as done_at,
  (select min(e.at) from commitment_event e where e.commitment_id = c.id and e.kind = 'taken_back') as taken_back_at,
  (select min(d.made_at) from document d where d.account_id = c.account_id and d.made_at > c.made_at
    and d.kind = case c.document when 'signed_statement' then 'signed_statement' when 'delivery_proof' then 'delivery_proof'
      when 'invoice_copy' then 'invoice_sent' end
    and not exists (select 1 from document_event x where x.document_id = d.id and x.kind = 'taken_out')
    and (not exists (select 1 from commitment_line l where l.commitment_id = c.id)
      or exists (select 1 from commitment_line l join document_invoice v on v.invoice_id = l.invoice_id
        where l.commitment_id = c.id and v.document_id = d.id))) as document_at,
  case when c.kind in ('call_back', 'other_person') then (select min(k.started_at) from call k
    where k.account_id = c.account_id and k.started_at > c.made_at and k.id <> c.call_id
      and (c.due_on is null or k.started_at >= date(c.due_on, '-1 day'))) end as called_at
from json_each(:accounts) j cross join commitment c on c.account_id = j.value
where c.kind in ('document', 'dispute_details', 'call_back', 'other_person') and c.made_at <= :now and not exists
  (select 1 from commitment_event x where x.commitment_id = c.id and x.kind = 'recorded_in_error' and x.at <= :now);

-- name: judged_so_far(accounts)
-- By commitment: its last judgement.
select e.commitment_id, max(e.id) as event_id, e.kind, e.because
from json_each(:accounts) j cross join commitment c on c.account_id = j.value
join commitment_event e on e.commitment_id = c.id
where e.kind in ('open', 'kept', 'partly_kept', 'broken', 'withdrawn', 'superseded') group by e.commitment_id;

-- name: lines_judged_so_far(events)
-- The event, then what is recorded, in the order in which it is compared.
select event_id, line_id, became, because, due_minor, paid_minor, late_minor, waited_until, settled_on, followed_by
from json_each(:events) j join line_judgement l on l.event_id = j.value;

-- name: payments_judged_so_far(events)
select event_id, line_id, payment_id, received_on, amount_minor, is_late
from json_each(:events) j join line_payment l on l.event_id = j.value;

-- name: taken_back(commitment_id)^
select reason, made_by from commitment_event where commitment_id = :commitment_id and kind = 'taken_back' order by id limit 1;

-- name: accounts_with_commitments(after, size)
-- Accounts with anything to judge, by their ids.
select distinct account_id from commitment where account_id > :after
  and kind in ('promise_to_pay', 'instalment_plan', 'bill', 'document', 'dispute_details', 'call_back', 'other_person')
order by account_id limit :size;

-- name: accounts_with_undecided(day)
-- Accounts on which something is open whose day has come, all at once: a part of them takes as long. A line counts,
-- though another one was missed before.
select distinct account_id from (
  select l.account_id from line_standing l where l.became = '' and l.amount_minor > 0
    and l.due_on <= :day and l.kind in ('promise_to_pay', 'instalment_plan', 'bill')
  union all
  select c.account_id from commitment_standing c where c.became = ''
    and (c.kind in ('document', 'dispute_details', 'call_back') and c.due_on <= :day or c.kind = 'other_person'));

-- name: others_wrote()^
-- A number that is another one as soon as anybody else has written anything.
pragma data_version;

-- name: moments_to_judge(account_id)
-- When money was recorded on an account, and when a commitment was made.
select recorded_at as at from payment where account_id = :account_id
union select made_at from commitment where account_id = :account_id order by 1;

-- name: days_promised(account_id)
select distinct l.due_on from commitment c join commitment_line l on l.commitment_id = c.id where c.account_id = :account_id;

-- ---- what is told of it -------------------------------------------------------------------------------------------

-- name: stories_of(account_id, before, size)
-- The commitments of an account, newest first, those recorded in error too.
select c.id, c.kind, c.amount_minor, c.currency, c.due_on, c.matures_on, c.method, c.document, c.call_at, c.only_me,
  coalesce(nullif(c.promised_by, ''), k.name, '') as who, c.obstacle, c.note, c.read_back, c.tolerance_days, c.kept_percent,
  c.allowed_why, l.name as allowed_by, c.made_at, p.name as made_by, coalesce(s.became, '') as became, s.id is null as is_error,
  exists (select 1 from commitment_event e where e.commitment_id = c.id and e.kind = 'read_back') as is_read_back
from commitment c join person p on p.id = c.made_by left join person l on l.id = c.allowed_by
left join commitment_standing s on s.id = c.id left join contact m on m.id = c.contact_id
left join contact k on k.id = coalesce(m.merged_into, m.id)
where c.account_id = :account_id and c.id < :before order by c.id desc limit :size;

-- name: story_lines(ids)
-- The lines of some commitments with what was last judged of each; its level is the count of earlier promises for the
-- same invoice that were not kept. `ids` is JSON: a list.
select l.id, l.commitment_id, i.number, l.amount_minor, l.due_on, l.became, l.because, l.due_minor, l.paid_minor, l.late_minor,
  l.waited_until, l.settled_on, l.followed_by, l.event_id,
  (select count(distinct b.commitment_id) from line_standing b where b.invoice_id = l.invoice_id and b.made_at < l.made_at
    and b.commitment_id <> l.commitment_id and b.became in ('partly_kept', 'broken', 'superseded', 'withdrawn')
    and b.because not in ('paid_before', 'credited')) as level
from json_each(:ids) j join line_standing l on l.commitment_id = j.value left join invoice i on i.id = l.invoice_id
order by l.commitment_id, l.due_on, i.due_on, l.id;

-- name: story_payments(events)
-- The money that judgements rest on, with what is known of each payment now.
select t.event_id, t.line_id, t.payment_id, t.received_on, t.amount_minor, t.is_late, p.amount_minor as whole_minor, p.reference,
  p.source, p.id is null as is_gone
from json_each(:events) j join line_payment t on t.event_id = j.value left join payment p on p.id = t.payment_id
order by t.received_on, t.id;

-- name: story_events(ids)
-- What was said and judged of some commitments, in order.
select e.commitment_id, e.id, e.kind, e.because, e.reason, e.at, p.name as made_by,
  (select sum(l.paid_minor) from line_judgement l where l.event_id = e.id) as paid_minor,
  (select sum(l.due_minor) from line_judgement l where l.event_id = e.id) as due_minor
from json_each(:ids) j join commitment_event e on e.commitment_id = j.value left join person p on p.id = e.made_by
order by e.commitment_id, e.id;

-- name: reliability_of(account_id)
-- By contact (nothing: nobody was named) and currency: promises of money by what became of them, and their money.
select k.id as contact_id, k.name, s.currency, count(*) as made,
  count(case when s.became = 'kept' then 1 end) as kept, count(case when s.became in ('kept', 'partly_kept', 'broken') then 1 end) as judged,
  count(case when s.became in ('superseded', 'withdrawn') and s.because not in ('paid_before', 'credited') then 1 end) as replaced
from commitment_standing s left join contact m on m.id = s.contact_id
left join contact k on k.id = coalesce(m.merged_into, m.id)
where s.account_id = :account_id and s.kind in ('promise_to_pay', 'instalment_plan', 'bill')
group by k.id, s.currency order by made desc;

-- name: money_kept_of(account_id)
-- By currency, of what was due of promises that are judged: how much was promised, and how much came in time.
select currency, sum(due_minor) as promised_minor, sum(min(paid_minor, due_minor)) as kept_minor from line_standing
where account_id = :account_id and became in ('kept', 'partly_kept', 'broken') group by currency order by 2 desc;

-- name: days_late_of(account_id)^
-- How many days after the promised one the whole sum had come, on average over the lines of which all came.
select count(*) as paid, avg(max(0, julianday(settled_on) - julianday(due_on))) as days from line_standing
where account_id = :account_id and became in ('kept', 'partly_kept', 'broken') and settled_on is not null;

-- name: accounts_paid_in(run_id)
-- The accounts on which an import told of money, or took some back.
select distinct account_id from payment where import_run_id = :run_id;
