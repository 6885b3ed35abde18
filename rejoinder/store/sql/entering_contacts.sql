-- A list of customers and contacts that stands compared on the stage is written into the book.

-- name: enter_met()
-- Contacts that are new, or are filled up.
select m.contact_id, m.columns, m.before, c.account_id, c.is_new from stage.met m
join stage.customer c on c.id = m.customer order by m.nth;

-- name: enter_filled()
select c.account_id, c.is_new, f.columns, f.before from stage.filled f join stage.customer c on c.id = f.customer
order by f.customer;
