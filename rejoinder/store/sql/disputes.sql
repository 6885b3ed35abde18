-- name: open_disputes(account_id, size)
-- Those of which something is still open; first those to be answered soonest.
select d.id, d.account_id, d.reason, d.words, d.wants, d.owner_id, p.name as owner, d.due_on, d.opened_on, d.opened_by,
  o.name as opened_by_name, d.opened_in, d.version
from dispute d left join person p on p.id = d.owner_id left join person o on o.id = d.opened_by
where d.account_id = :account_id
  and exists (select 1 from dispute_line l where l.dispute_id = d.id and l.closed_on is null)
order by d.due_on is null, d.due_on, d.opened_on, d.id limit :size;

-- name: closed_disputes(account_id, size)
select d.id, d.account_id, d.reason, d.words, d.wants, d.owner_id, p.name as owner, d.due_on, d.opened_on, d.opened_by,
  o.name as opened_by_name, d.opened_in, d.version
from dispute d left join person p on p.id = d.owner_id left join person o on o.id = d.opened_by
where d.account_id = :account_id
  and not exists (select 1 from dispute_line l where l.dispute_id = d.id and l.closed_on is null)
order by d.id desc limit :size;

-- name: dispute_by_id(id)^
select d.id, d.account_id, d.reason, d.words, d.wants, d.owner_id, p.name as owner, d.due_on, d.opened_on, d.opened_by,
  o.name as opened_by_name, d.opened_in, d.version
from dispute d left join person p on p.id = d.owner_id left join person o on o.id = d.opened_by where d.id = :id;

-- name: dispute_lines(dispute_ids)
-- `dispute_ids` is JSON: a list.
select l.id, l.dispute_id, l.invoice_id, i.number, i.currency, i.open_minor, l.amount_minor, l.closed_on, l.closed_as
from json_each(:dispute_ids) j join dispute_line l on l.dispute_id = j.value join invoice i on i.id = l.invoice_id
order by l.dispute_id, i.due_on, i.number;

-- name: dispute_events(dispute_ids)
-- With the audit rows of the same moment, which name the fields changed and the invoices closed. The text of a change is
-- JSON: what stood in the words that changed; nothing once it is erased.
select e.id, e.dispute_id, e.kind, e.closed_as, e.at, p.name as by,
  case when e.kind = 'changed' then '' else e.text end as text,
  case when e.kind = 'changed' and json_valid(e.text) then e.text end as earlier,
  (select json_group_array(json(a.details)) from audit a where a.account_id = e.account_id and a.at = e.at
    and a.noun = 'dispute' and a.noun_id = e.dispute_id and a.details <> '') as details
from json_each(:dispute_ids) j join dispute_event e on e.dispute_id = j.value left join person p on p.id = e.made_by
order by e.dispute_id, e.id;

-- name: dispute_event_of_submission(submission)^
select id, dispute_id from dispute_event where submission = :submission;

-- name: dispute_owners(creditor_id, owner_id)
-- Who may answer a dispute: whoever collects for the creditor, and who owns it already, even if she has left.
select p.id, p.name from person p
where p.id = :owner_id or (p.is_active = 1 and exists (select 1 from "grant" g
  where g.person_id = p.id and g.creditor_id = :creditor_id and g.role in ('collector', 'lead')))
order by p.name;

-- name: assigned_to(account_id)^
select person_id from assignment where account_id = :account_id;

-- name: lines_opened_in(commitment_id)
-- The lines still open of the disputes that a commitment opened.
select l.id, l.dispute_id from dispute d join dispute_line l on l.dispute_id = d.id
where d.opened_in = :commitment_id and l.closed_on is null;
