-- name: contacts_of(account_id)
-- Those who were merged into another are no contacts of their own any more; `also` has their names.
select k.id, k.name, k.address_as, k.role, k.phone, k.phone_digits,
  coalesce(nullif(a.country, ''), c.country) as country, k.email, k.languages, k.best_time, k.note, k.may_discuss,
  k.left_on, k.wrong_number_on, k.do_not_call_on, k.do_not_call_by, k.version,
  (select json_group_array(called) from (
    select m.name as called from contact m where m.merged_into = k.id and m.name <> ''
    union select m.address_as from contact m where m.merged_into = k.id and m.address_as <> '')) as also
from contact k join account a on a.id = k.account_id join creditor c on c.id = a.creditor_id
where k.account_id = :account_id and k.merged_into is null order by k.id;

-- name: account_of_contact(id)^
-- Whose contact it is, and into whom it was merged.
select account_id, coalesce(merged_into, id) as id from contact where id = :id;

-- name: contact_of_submission(submission)^
select id from contact where submission = :submission;

-- name: lead_contacts_on(from_id, into_id)!
-- What leads to a contact leads on to the one it is merged into, so that it is never more than one step.
update contact set merged_into = :into_id where merged_into = :from_id;

-- name: contacts_apart(account_id)
-- Pairs that somebody said are two people; of one merged since, the one she was merged into.
select coalesce(k.merged_into, k.id) as one, coalesce(o.merged_into, o.id) as other
from contact k join contact_apart p on p.contact_id = k.id join contact o on o.id = p.other_id
where k.account_id = :account_id;

-- name: keep_apart(one, other)!
insert or ignore into contact_apart (contact_id, other_id) values (min(:one, :other), max(:one, :other));
