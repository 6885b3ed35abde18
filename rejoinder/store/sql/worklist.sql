-- name: creditors_collected(person_id)
select distinct c.id, c.name, c.is_sample from creditor c join "grant" g on g.creditor_id = c.id
where g.person_id = :person_id and g.role in ('collector', 'lead') order by c.id;

-- name: list_all(creditor_id, after_due, after_id, size)
select a.id, a.creditor_id, a.oldest_due_on from account a
where a.creditor_id = :creditor_id and (a.oldest_due_on, a.id) > (:after_due, :after_id)
order by a.oldest_due_on, a.id limit :size;

-- name: list_mine(person_id, after_due, after_id, size)
select s.account_id as id, a.creditor_id, s.oldest_due_on from assignment s join account a on a.id = s.account_id
where s.person_id = :person_id and (s.oldest_due_on, s.account_id) > (:after_due, :after_id)
  and exists (select 1 from "grant" g where g.person_id = :person_id and g.creditor_id = a.creditor_id
    and g.role in ('collector', 'lead'))
order by s.oldest_due_on, s.account_id limit :size;

-- name: search_words(words, digits, size)
-- By name in either language, number, or the digits of a contact's telephone; `words` and `digits` are quoted runs of
-- at least three characters. Of all creditors, and in no order.
select id from (select rowid as id from account_words where account_words match :words limit :size)
union
select k.account_id from (select rowid as id from contact_digits where contact_digits match :digits limit :size) d
join contact k on k.id = d.id;

-- name: found_accounts(creditor_id, account_ids, size)
-- The cross join has the few accounts looked up one by one, and not the whole creditor's read in order.
select a.id, a.creditor_id, a.oldest_due_on from json_each(:account_ids) j cross join account a
where a.id = j.value and a.creditor_id = :creditor_id order by a.oldest_due_on, a.id limit :size;

-- name: search_accounts(creditor_id, words, digits, size)
-- As search_words, but going down the list: for what is found with many accounts, and for one or two characters.
select a.id, a.creditor_id, a.oldest_due_on from account a
where a.creditor_id = :creditor_id and (a.name like :words escape '!' or a.name_other like :words escape '!'
  or a.number like :words escape '!'
  or a.id in (select k.account_id from contact k where :digits <> '' and k.phone_digits like '%' || :digits || '%'))
order by a.oldest_due_on, a.id limit :size;

-- name: list_rows(account_ids)
select a.id, a.number, a.name, a.name_other, a.kind, a.city, a.time_zone, a.oldest_due_on, c.name as creditor,
  p.name as collector, s.person_id as collector_id,
  (select max(started_at) from call k where k.account_id = a.id) as last_call_at
from json_each(:account_ids) j join account a on a.id = j.value join creditor c on c.id = a.creditor_id
left join assignment s on s.account_id = a.id left join person p on p.id = s.person_id;

-- name: called_since(account_ids, since)
select distinct k.account_id from json_each(:account_ids) j join call k on k.account_id = j.value and k.started_at >= :since;
