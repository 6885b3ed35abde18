-- What a list of customers and contacts says stands on the stage; these statements compare it with the book.

-- name: person_clear_met()!
delete from stage.met;

-- name: person_clear_filled()!
delete from stage.filled;

-- name: person_clear_rows()!
update stage.person set becomes = '' where becomes <> 'skipped';

-- name: person_repeated()
-- Rows that are the same as an earlier one, cell by cell.
select line from (select line, row_number() over (partition by cells order by line) as nth from stage.person)
where nth > 1 order by line;

-- name: person_names()!
-- The first name of each customer.
update stage.customer set name = said.account_name
from (select customer, account_name, min(line) from stage.person where account_name <> '' group by customer) said
where said.customer = customer.id;

-- name: person_collectors()!
-- The last collector.
update stage.customer set collector = said.collector
from (select customer, collector, max(line) from stage.person where collector <> '' group by customer) said
where said.customer = customer.id;

-- name: person_terms()!
-- Terms on which all rows of a customer agree.
update stage.customer set terms_days = iif(said.least = said.most, said.least, null)
from (select customer, min(terms_days) as least, max(terms_days) as most from stage.person
  where terms_days is not null group by customer) said
where said.customer = customer.id;

-- name: person_rows()
select p.line, p.customer, p.name, p.role, p.email, p.telephone, p.mobile, p.city, p.country, c.account_id, c.is_new,
  c.name as account_name, c.terms_days, a.name as known_name, a.city as known_city, a.country as known_country,
  a.terms_days as known_terms, a.time_zone as known_zone
from stage.person p join stage.customer c on c.id = p.customer left join main.account a on a.id = c.account_id and not c.is_new
where p.becomes = '' order by p.customer, p.line;

-- name: person_contacts(account_id)
select id, name, address_as, role, phone, phone_digits, email, note, merged_into, left_on, do_not_call_on
from main.contact where account_id = :account_id order by id;

-- name: person_counts()^
select count(*) filter (where becomes = 'created') as created, count(*) filter (where becomes = 'updated') as updated,
  count(*) filter (where becomes = 'unchanged') as unchanged, count(distinct customer) as accounts,
  (select count(*) from stage.customer where is_new) as new_accounts
from stage.person;
