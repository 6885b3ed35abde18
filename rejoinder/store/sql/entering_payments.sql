-- A list of payments that stands compared on the stage is written into the book.

-- name: enter_money(run_id, after, now)!
insert into payment (id, account_id, received_on, currency, amount_minor, reference, note, source, reverses, reversed_as,
  import_run_id, recorded_at)
select :after + nth, account_id, received_on, currency, amount_minor, reference, note, source,
  coalesce(reverses, :after + reverses_nth), reversed_as, :run_id, :now
from stage.money order by nth;

-- name: enter_given(after)!
insert into allocation (payment_id, invoice_id, amount_minor, is_guess)
select :after + nth, invoice_id, amount_minor, is_guess from stage.given order by nth, invoice_id, is_guess;

-- name: enter_paid_accounts()
select distinct account_id from stage.money;
