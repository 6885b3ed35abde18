-- An import that should not have come in is taken back, as long as nothing was built on it.

-- name: import_run(id, person_id)^
-- A run of a creditor for whom the person collects.
select m.id, m.creditor_id, c.name as creditor, m.file_name, m.kind, m.day, m.ran_at, m.result, m.header, m.reverses,
  p.name as person, r.id as reversed_by
from import_run m join creditor c on c.id = m.creditor_id left join person p on p.id = m.person_id
left join import_run r on r.reverses = m.id
where m.id = :id and exists (select 1 from "grant" g where g.person_id = :person_id and g.creditor_id = m.creditor_id
  and g.role in ('collector', 'lead'));

-- name: import_runs(person_id, before, size)
select m.id, m.creditor_id, c.name as creditor, m.file_name, m.kind, m.day, m.ran_at, m.result, m.header, m.reverses,
  p.name as person, r.id as reversed_by
from import_run m join creditor c on c.id = m.creditor_id left join person p on p.id = m.person_id
left join import_run r on r.reverses = m.id
where c.is_sample = 0 and m.id < :before and m.creditor_id in (select g.creditor_id from "grant" g
  where g.person_id = :person_id and g.role in ('collector', 'lead'))
order by m.id desc limit :size;

-- name: import_lines(run_id, state, size)
select line, state, content, column_name, value, reason, figures from import_line
where import_run_id = :run_id and state = :state order by line, id limit :size;

-- name: undo_later_run(id, creditor_id)^
-- A later import for the same creditor that stands: it read the book as this one left it.
select m.id, m.file_name from import_run m where m.creditor_id = :creditor_id and m.id > :id and m.reverses is null
  and not exists (select 1 from import_run r where r.reverses = m.id) order by m.id desc limit 1;

-- name: undo_built_on(run_id, ran_at)^
-- What people have recorded since on accounts that the run made, or of what it made or changed on others.
with made as (select id from account where made_in = :run_id),
  touched as (select id from invoice where made_in = :run_id or stated_in = :run_id
    union select noun_id from import_before where import_run_id = :run_id and noun = 'invoice')
select
  (select count(*) from call where account_id in (select id from made)) as calls,
  (select count(*) from note where account_id in (select id from made)) as notes,
  (select count(*) from contact where account_id in (select id from made) and made_in is null)
    + (select count(*) from contact where made_in = :run_id and changed_by is not null) as contacts,
  (select count(*) from document where account_id in (select id from made))
    + (select count(*) from document_invoice where invoice_id in (select id from invoice where made_in = :run_id)) as documents,
  (select count(distinct commitment_id) from commitment_line l join commitment c on c.id = l.commitment_id
    where l.invoice_id in (select id from touched) and c.made_at >= :ran_at) as commitments,
  (select count(distinct d.id) from dispute_line l join dispute d on d.id = l.dispute_id
    where (l.invoice_id in (select id from invoice where made_in = :run_id) and d.made_in is null)
      or (d.made_in = :run_id and (d.changed_by is not null or l.closed_as is not null))) as disputes,
  (select count(distinct p.id) from payment p left join allocation l on l.payment_id = p.id
    where (p.import_run_id is null or p.import_run_id <> :run_id) and p.recorded_at >= :ran_at
      and (l.invoice_id in (select id from touched) or p.account_id in (select id from made)
        or p.reverses in (select id from payment where import_run_id = :run_id)))
    + (select count(*) from allocation l join payment p on p.id = l.payment_id
      where p.import_run_id = :run_id and l.submission is not null) as payments,
  (select count(*) from account where made_in = :run_id and changed_by is not null)
    + (select count(*) from paying where id in (select id from made))
    + (select count(*) from audit where account_id in (select id from made) and person_id is not null) as facts,
  (select count(*) from drill_review where account_id in (select id from made)) as rehearsed;

-- name: undo_accounts(run_id)
-- The accounts on which the run wrote anything.
select account_id from invoice where made_in = :run_id or stated_in = :run_id
union select account_id from payment where import_run_id = :run_id
union select i.account_id from import_before b join invoice i on i.id = b.noun_id
  where b.import_run_id = :run_id and b.noun = 'invoice'
union select l.account_id from import_before b join dispute_line d on d.id = b.noun_id
  join dispute l on l.id = d.dispute_id where b.import_run_id = :run_id and b.noun = 'dispute_line'
union select account_id from dispute where made_in = :run_id;

-- name: undo_before(run_id, noun)
select noun_id, columns from import_before where import_run_id = :run_id and noun = :noun order by noun_id;

-- name: undo_allocations(run_id)!
delete from allocation where payment_id in (select id from payment where import_run_id = :run_id);

-- name: undo_payments(run_id)!
delete from payment where import_run_id = :run_id;

-- name: undo_statements(run_id)!
delete from ledger_statement where import_run_id = :run_id;

-- name: undo_dispute_lines(run_id)!
delete from dispute_line where dispute_id in (select id from dispute where made_in = :run_id);

-- name: undo_disputes(run_id)!
delete from dispute where made_in = :run_id;

-- name: undo_stated_usual(run_id, before)!
update invoice set stated_in = nullif(:before, 0) where stated_in = :run_id and made_in is not :run_id;

-- name: undo_stated_some(ids, before)!
update invoice set stated_in = nullif(:before, 0) where id in (select value from json_each(:ids));

-- name: undo_invoices(run_id)!
delete from invoice where made_in = :run_id;

-- name: undo_contacts(run_id)!
delete from contact where made_in = :run_id;

-- name: undo_open_days(run_id)!
delete from open_by_day where account_id in (select id from account where made_in = :run_id);

-- name: undo_assignments(run_id)!
delete from assignment where account_id in (select id from account where made_in = :run_id);

-- name: undo_audit(run_id)!
delete from audit where account_id in (select id from account where made_in = :run_id);

-- name: undo_made_accounts(run_id)!
delete from account where made_in = :run_id;

-- name: undo_dispute_line(id)!
update dispute_line set closed_on = null where id = :id;

-- name: import_run_alone(id)^
select m.id, m.creditor_id, m.file_name, m.file_digest, m.kind, m.day, m.ran_at, r.id as reversed_by
from import_run m left join import_run r on r.reverses = m.id where m.id = :id;
