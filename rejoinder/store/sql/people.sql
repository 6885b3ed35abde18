-- name: person_by_id(id)^
select id, name, language from person where id = :id and is_active = 1;

-- name: person_by_name(name)^
select id, name, language, is_active from person where name = :name;

-- name: roles_of(person_id)
select g.creditor_id, g.role, c.name as creditor from "grant" g join creditor c on c.id = g.creditor_id
where g.person_id = :person_id order by c.is_sample, c.name, g.role;

-- name: colleagues(person_id)
-- Who collects for a creditor that this person leads.
select distinct p.id, p.name from person p join "grant" g on g.person_id = p.id
where p.is_active = 1 and g.role in ('collector', 'lead') and g.creditor_id in
  (select creditor_id from "grant" where person_id = :person_id and role = 'lead')
order by p.name;

-- name: colleagues_for(creditor_id, person_id)
-- Who collects for a creditor; nobody, where this person does not lead it.
select distinct p.id, p.name from person p join "grant" g on g.person_id = p.id
where g.creditor_id = :creditor_id and p.is_active = 1 and g.role in ('collector', 'lead') and exists (select 1 from "grant" l
  where l.person_id = :person_id and l.creditor_id = :creditor_id and l.role = 'lead')
order by p.name;

-- name: add_grant(person_id, creditor_id, role)!
insert into "grant" (person_id, creditor_id, role) values (:person_id, :creditor_id, :role)
on conflict (person_id, creditor_id, role) do nothing;

-- name: set_language(id, language)!
update person set language = :language where id = :id;

-- name: sign_in_link(digest)^
select person_id, expires_at, used_at from sign_in_link where digest = :digest;

-- name: use_sign_in_link(digest, now)!
update sign_in_link set used_at = :now where digest = :digest and used_at is null and expires_at > :now;

-- name: drop_old_links(now)!
delete from sign_in_link where expires_at <= :now;

-- name: creditor_by_name(name)^
select id, name, country, time_zone, is_sample from creditor where name = :name;

-- name: creditors()
select id, name, country, time_zone, is_sample from creditor order by is_sample, name;

-- name: first_lead()^
select p.id from person p join "grant" g on g.person_id = p.id and g.role = 'lead'
where p.is_active = 1 order by p.id limit 1;
