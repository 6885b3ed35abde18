-- name: call_of_person(id, person_id, or_lead)^
-- A call, if it is this person's own and the person still collects for its creditor; with :or_lead, if she leads there too.
select c.id, c.account_id, c.person_id, c.language, c.started_at, c.revision_mark,
  (select coalesce(k.merged_into, e.contact_id) from call_event e left join contact k on k.id = e.contact_id
    where e.call_id = c.id and e.kind = 'reached' order by e.id desc limit 1) as contact_id,
  (select at from call_event e where e.call_id = c.id and e.kind = 'ended') as ended_at,
  (select outcome from call_event e where e.call_id = c.id and e.kind = 'ended') as outcome
from call c join account a on a.id = c.account_id
where c.id = :id and exists (select 1 from "grant" g
  where g.person_id = :person_id and g.creditor_id = a.creditor_id and g.role in ('collector', 'lead')
    and (c.person_id = :person_id or (:or_lead and g.role = 'lead')));

-- name: end_of_call(call_id)^
select at, outcome from call_event where call_id = :call_id and kind = 'ended';

-- name: call_of_submission(submission)^
select id from call where submission = :submission;

-- name: call_under_way(person_id)^
-- Only a person's last call can be open: the next one begins when it is saved. A call whose account is no longer hers
-- cannot be saved any more, and must not keep her from the next one.
select c.id, c.account_id, a.name as account
from (select id, account_id from call where person_id = :person_id order by id desc limit 1) c
join account a on a.id = c.account_id
where not exists (select 1 from call_event e where e.call_id = c.id and e.kind = 'ended')
  and exists (select 1 from "grant" g
    where g.person_id = :person_id and g.creditor_id = a.creditor_id and g.role in ('collector', 'lead'));

-- name: calls_under_way(since)
-- Who is on the phone with whom; a call left open since before :since is not believed. Only a person's last call can
-- be open, so one call a person is read, however many were ever led.
select c.account_id, c.person_id, p.name as person, c.started_at
from person p join call c on c.id = (select l.id from call l where l.person_id = p.id
  order by l.id desc limit 1)
where c.started_at >= :since and not exists (select 1 from call_event e where e.call_id = c.id and e.kind = 'ended');

-- name: call_history(account_id, size)
select c.id, c.started_at, p.name as person, e.outcome, e.note,
  coalesce(nullif(k.name, ''), k.address_as) as contact, k.role as contact_role
from call c join person p on p.id = c.person_id
left join call_event e on e.call_id = c.id and e.kind = 'ended'
left join contact m on m.id = (select contact_id from call_event r where r.call_id = c.id and r.kind = 'reached'
  order by r.id desc limit 1)
left join contact k on k.id = coalesce(m.merged_into, m.id)
where c.account_id = :account_id order by c.started_at desc limit :size;

-- name: heard_in_calls(call_ids)
select id, call_id, excuse, said, heard_at from heard_taken
where call_id in (select value from json_each(:call_ids)) order by id;

-- name: heard_of_submission(submission)^
select id from heard where submission = :submission;

-- name: shown_in_call(call_id)
select id, excuse, said, shown, heard_at from heard_taken where call_id = :call_id order by id;

-- name: save_draft(person_id, call_id, body, now)!
insert into draft (person_id, call_id, body, saved_at) values (:person_id, :call_id, :body, :now)
on conflict (person_id, call_id) do update set body = excluded.body, saved_at = excluded.saved_at;

-- name: draft_of(person_id, call_id)^
select body from draft where person_id = :person_id and call_id = :call_id;

-- name: change_draft(person_id, call_id, body)!
update draft set body = :body where person_id = :person_id and call_id = :call_id;

-- name: drop_draft(person_id, call_id)!
delete from draft where person_id = :person_id and call_id = :call_id;

-- name: contact_belongs(contact_id, account_id)^
-- One that was merged into another in the meantime is the other.
select coalesce(merged_into, id) as id from contact where id = :contact_id and account_id = :account_id;

-- name: notes_of_call(call_id)
select n.id, n.kind, n.text, n.made_at from note n
where n.call_id = :call_id and not exists (select 1 from note_event e where e.note_id = n.id and e.kind = 'taken_out')
order by n.id;

-- name: note_of_submission(submission)^
select id from note where submission = :submission;

-- name: reached_in(call_id)
select distinct coalesce(k.merged_into, k.id) as contact_id from call_event e join contact k on k.id = e.contact_id
where e.call_id = :call_id and e.kind = 'reached';
