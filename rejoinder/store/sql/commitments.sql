-- name: commitment_of_submission(submission)^
select id from commitment where submission = :submission;

-- name: commitments_of_call(call_id)
select c.id, c.kind, c.amount_minor, c.currency, c.due_on, c.method, c.note, c.read_back, c.made_at,
  coalesce(nullif(c.promised_by, ''), k.name, '') as who,
  exists (select 1 from commitment_event e where e.commitment_id = c.id and e.kind = 'read_back') as is_read_back,
  exists (select 1 from commitment_event e where e.commitment_id = c.id and e.kind = 'recorded_in_error') as is_error
from commitment c left join contact m on m.id = c.contact_id left join contact k on k.id = coalesce(m.merged_into, m.id)
where c.call_id = :call_id order by c.id;

-- name: commitments_of_calls(call_ids)
select c.call_id, c.id, c.kind, c.amount_minor, c.currency, c.due_on, c.method, c.note, c.read_back, c.made_at,
  coalesce(nullif(c.promised_by, ''), k.name, '') as who,
  exists (select 1 from commitment_event e where e.commitment_id = c.id and e.kind = 'read_back') as is_read_back,
  0 as is_error
from commitment c left join contact m on m.id = c.contact_id left join contact k on k.id = coalesce(m.merged_into, m.id)
where c.call_id in (select value from json_each(:call_ids)) and not exists (select 1 from commitment_event e
  where e.commitment_id = c.id and e.kind = 'recorded_in_error')
order by c.id;

-- name: own_commitment(id, person_id)^
-- A commitment, if the person collects for its creditor; whether it is the person's own, in a call under way, and
-- whether the person leads.
select c.id, c.call_id, c.account_id, c.kind, c.made_by = :person_id as is_own,
  not exists (select 1 from call_event e where e.call_id = c.call_id and e.kind = 'ended') as is_under_way,
  exists (select 1 from "grant" l where l.person_id = :person_id and l.creditor_id = a.creditor_id and l.role = 'lead') as leads,
  exists (select 1 from commitment_event e where e.commitment_id = c.id and e.kind = 'recorded_in_error') as is_error
from commitment c join account a on a.id = c.account_id
where c.id = :id and exists (select 1 from "grant" g
  where g.person_id = :person_id and g.creditor_id = a.creditor_id and g.role in ('collector', 'lead'));

-- name: has_event(commitment_id, kind)^
select id from commitment_event where commitment_id = :commitment_id and kind = :kind limit 1;

-- name: last_promise(account_id, before_call)^
-- The last promise to pay made in an earlier call, and what became of it.
select c.id, c.amount_minor, c.currency, c.due_on, c.method, c.made_at,
  coalesce(nullif(c.promised_by, ''), k.name, '') as who,
  (select e.kind from commitment_event e where e.commitment_id = c.id
    and e.kind in ('kept', 'partly_kept', 'broken', 'withdrawn', 'superseded') order by e.id desc limit 1) as became
from commitment c left join contact m on m.id = c.contact_id left join contact k on k.id = coalesce(m.merged_into, m.id)
where c.account_id = :account_id and c.call_id <> :before_call and c.kind = 'promise_to_pay'
  and not exists (select 1 from commitment_event e where e.commitment_id = c.id and e.kind = 'recorded_in_error')
order by c.made_at desc, c.id desc limit 1;

-- name: last_promises(account_ids)
select c.id, c.account_id, c.amount_minor, c.currency, c.due_on,
  (select e.kind from commitment_event e where e.commitment_id = c.id
    and e.kind in ('kept', 'partly_kept', 'broken', 'withdrawn', 'superseded') order by e.id desc limit 1) as became
from commitment c where c.id in (
  select (select x.id from commitment x where x.account_id = j.value and x.kind = 'promise_to_pay'
    and not exists (select 1 from commitment_event e where e.commitment_id = x.id and e.kind = 'recorded_in_error')
    order by x.made_at desc, x.id desc limit 1)
  from json_each(:account_ids) j);

-- name: kept_by_contact(account_id)
-- By contact: promises judged, and of those the kept ones (a partly kept one was not).
select coalesce(k.merged_into, k.id) as contact_id, count(distinct c.id) as judged,
  count(distinct case when e.kind = 'kept' then c.id end) as kept
from commitment c join contact k on k.id = c.contact_id join commitment_event e on e.commitment_id = c.id and e.kind in ('kept', 'partly_kept', 'broken')
where c.account_id = :account_id and c.contact_id is not null and c.kind = 'promise_to_pay'
  and not exists (select 1 from commitment_event x where x.commitment_id = c.id and x.kind = 'recorded_in_error')
group by coalesce(k.merged_into, k.id);
