-- What a file says stands on the stage, a database of its own beside this one; these statements compare it with the book.
-- Nothing here writes into the book: that is done by entering.sql, in one go.

-- name: stage_names()!
-- The first name of each customer.
update stage.customer set name = said.account_name
from (select customer, account_name, min(line) from stage.entry where account_name <> '' group by customer) said
where said.customer = customer.id;

-- name: stage_named()
-- Customers who came without a number and are called as one that has a number in the same file.
select c.id, min(o.customer) as other from stage.customer c
join (select distinct customer, lower(account_name) as name from stage.entry where account_name <> '') o
  on o.name = lower(c.number) and o.customer <> c.id
where c.number = c.name group by c.id having count(*) = 1;

-- name: stage_is_other(id, other)!
update stage.entry set customer = :other where customer = :id;

-- name: stage_nameless()
-- Rows without a customer number in a file that has a column for it: they came under the customer's name.
select min(line) as line from stage.entry e join stage.customer c on c.id = e.customer
where c.number = c.name and c.is_new group by c.id order by line;

-- name: stage_collectors()!
-- The last collector.
update stage.customer set collector = said.collector
from (select customer, collector, max(line) from stage.entry where collector <> '' group by customer) said
where said.customer = customer.id;

-- name: stage_reckoned_terms()!
-- The days from issue to due date, if they are the same in all rows that name no terms: a credit note is due when it is
-- issued, so it says nothing of the terms.
update stage.customer set terms_days = said.days
from (select customer, cast(min(julianday(due_on) - julianday(issued_on)) as integer) as days from stage.entry
  where terms_days is null and amount_minor >= 0 group by customer
  having min(julianday(due_on) - julianday(issued_on)) = max(julianday(due_on) - julianday(issued_on))) said
where said.customer = customer.id and said.days >= 0;

-- name: stage_terms()!
-- Terms the ledger names count before those; those on which the rows differ, not at all.
update stage.customer set terms_days = iif(said.least = said.most, said.least, null), has_own_terms = 1
from (select customer, min(terms_days) as least, max(terms_days) as most from stage.entry
  where terms_days is not null group by customer) said
where said.customer = customer.id;

-- name: stage_accounts_by_number(creditor_id)!
update stage.customer set account_id = (select a.id from main.account a
  where a.creditor_id = :creditor_id and a.number = customer.number);

-- name: stage_accounts_by_name(creditor_id)!
-- A file without numbers names an account by its name; one that came in by its name is known by it afterwards too.
update stage.customer set account_id = known.id
from (select min(id) as id, lower(name) as name from main.account where creditor_id = :creditor_id
  group by lower(name) having count(*) = 1) known
where customer.account_id is null and known.name = lower(customer.number);

-- name: stage_accounts_once_named(creditor_id)!
update stage.customer set account_id = known.id
from (select id, number from main.account where creditor_id = :creditor_id) known
where customer.account_id is null and customer.name <> '' and known.number = customer.name;

-- name: stage_keep_issued()!
-- A list without invoice dates has only reckoned ones: what the book knows better stays.
update stage.entry set issued_on = known.issued_on
from (select c.id as customer, i.number, i.issued_on from stage.customer c
  join main.invoice i on i.account_id = c.account_id) known
where known.customer = entry.customer and known.number = entry.number;

-- name: stage_keep_due()!
-- So it is with due dates that no terms in the list tell.
update stage.entry set due_on = known.due_on
from (select c.id as customer, i.number, i.due_on from stage.customer c
  join main.invoice i on i.account_id = c.account_id) known
where known.customer = entry.customer and known.number = entry.number and entry.terms_days is null;

-- name: stage_due_by_terms()!
-- New invoices in a list without due dates are due by the terms of their account, where the book knows them.
update stage.entry set due_on = date(issued_on, '+' || known.terms_days || ' days')
from (select c.id as customer, a.terms_days from stage.customer c join main.account a on a.id = c.account_id
  where a.terms_days is not null) known
where known.customer = entry.customer and entry.terms_days is null and entry.amount_minor >= 0;

-- name: stage_zeros(creditor_id)
-- Customers whose number is that of an account but for leading zeros.
select customer.id, customer.number, known.number as known_number, known.id as account_id
from stage.customer customer
join (select id, number, ltrim(number, '0') as bare from main.account where creditor_id = :creditor_id) known
  on known.bare = ltrim(customer.number, '0') and known.number <> customer.number
where customer.account_id is null and known.bare <> '' and known.bare not glob '*[^0-9]*'
order by customer.id;

-- name: stage_take_account(id, account_id)!
update stage.customer set account_id = :account_id where id = :id;

-- name: stage_zeros_of_invoices()
-- Invoices that are not known by their number, but are but for leading zeros.
select e.line, e.number, i.number as known_number from stage.entry e
join stage.customer c on c.id = e.customer and c.account_id is not null
join (select account_id, number, ltrim(number, '0') as bare from main.invoice
    where account_id in (select account_id from stage.customer)) i
  on i.account_id = c.account_id and i.bare = ltrim(e.number, '0') and i.number <> e.number
where i.bare <> '' and i.bare not glob '*[^0-9]*'
  and not exists (select 1 from main.invoice x where x.account_id = c.account_id and x.number = e.number)
order by e.line;

-- name: stage_take_number(line, number)!
update stage.entry set number = :number where line = :line;

-- name: stage_repeated()
-- Rows of invoices that stand in several rows, with whether the row says what the first one says.
select e.line, e.customer, e.number, first.line as first_line,
  (e.issued_on, e.due_on, e.currency, e.amount_minor, coalesce(e.open_minor, 0), coalesce(e.paid_on, ''),
    coalesce(e.is_disputed, -1), e.account_name)
  = (first.issued_on, first.due_on, first.currency, first.amount_minor, coalesce(first.open_minor, 0),
    coalesce(first.paid_on, ''), coalesce(first.is_disputed, -1), first.account_name) as is_same
from (select customer, number, min(line) as line from stage.entry where line not in (select line from stage.unnumbered)
  group by customer, number having count(*) > 1) twice
join stage.entry first on first.line = twice.line
join stage.entry e on e.customer = twice.customer and e.number = twice.number and e.line <> first.line
where e.line not in (select line from stage.unnumbered)
order by e.line;

-- name: stage_unnumber_credits()!
-- Credit notes without a number are told apart anew: whose they are may have been found out since they were read.
update stage.unnumbered set nth = null, customer = e.customer, currency = e.currency, amount_minor = e.amount_minor,
  has_original = e.has_original
from stage.entry e where e.line = unnumbered.line;

-- name: stage_forget_known_credits()!
delete from stage.known_credit;

-- name: stage_stated_credits()!
-- A number that a row of the file states is that row's alone.
insert into stage.known_credit
select customer, base, nth, '', 0, 0 from (
  select e.customer, e.number, u.base,
    iif(e.number = u.base, 1, cast(substr(e.number, length(u.base) + 3) as integer)) as nth
  from (select distinct customer, base from stage.unnumbered) u
  join stage.entry e on e.customer = u.customer and e.number between u.base and u.base || ' (~'
  where e.line not in (select line from stage.unnumbered))
where number = base || iif(nth = 1, '', ' (' || nth || ')');

-- name: stage_known_credits()!
-- What the book has of the same customers and days, the first of a day and those counted on, with what the ledger said
-- of them last.
insert into stage.known_credit
select customer, base, nth, currency, amount_minor, said_minor from (
  select u.customer, u.base, iif(i.number = u.base, 1, cast(substr(i.number, length(u.base) + 3) as integer)) as nth,
    i.number, i.currency, i.amount_minor, coalesce((select s.open_minor from main.ledger_statement s
      where s.invoice_id = i.id order by s.as_of desc, s.id desc limit 1), i.amount_minor) as said_minor
  from (select distinct customer, base from stage.unnumbered) u
  join stage.customer c on c.id = u.customer
  join main.invoice i on i.account_id = c.account_id and i.number between u.base and u.base || ' (~')
where number = base || iif(nth = 1, '', ' (' || nth || ')')
  and (customer, base, nth) not in (select customer, base, nth from stage.known_credit);

-- name: stage_same_credits(figure)!
-- A row is the known credit note of the same figure, the first row the first of them: what the ledger `said` last is
-- open, or the `amount` it had at first. A list of original amounts has nothing but the second. Without the cast no index
-- would serve the figure, and a day of thousands of them take minutes.
update stage.unnumbered set nth = known.nth
from (select line, customer, base, currency, amount_minor,
    row_number() over (partition by customer, base, currency, amount_minor order by line) as place
  from stage.unnumbered where nth is null and (:figure = 'amount' or not has_original)) credit
join (select customer, base, currency, minor, nth,
    row_number() over (partition by customer, base, currency, minor order by nth) as place
  from (select *, cast(iif(:figure = 'said', said_minor, amount_minor) as integer) as minor from stage.known_credit k
    where not exists (select 1 from stage.unnumbered u
      where u.customer = k.customer and u.base = k.base and u.nth = k.nth))) known
  on known.customer = credit.customer and known.base = credit.base and known.currency = credit.currency
    and known.minor = credit.amount_minor and known.place = credit.place
where credit.line = unnumbered.line;

-- name: stage_used_credits()!
-- The rest in their order, those that are still open first: what is open of a credit note falls as it is used. It does not
-- grow, so that one of more is another.
update stage.unnumbered set nth = known.nth
from (select line, customer, base, currency, amount_minor,
    row_number() over (partition by customer, base, currency order by line) as place
  from stage.unnumbered where nth is null and not has_original) credit
join (select *, row_number() over (partition by customer, base, currency order by said_minor = 0, nth) as place
  from stage.known_credit k where not exists (select 1 from stage.unnumbered u
    where u.customer = k.customer and u.base = k.base and u.nth = k.nth)) known
  on known.customer = credit.customer and known.base = credit.base and known.currency = credit.currency
    and known.place = credit.place and known.amount_minor <= credit.amount_minor
where credit.line = unnumbered.line;

-- name: stage_new_credits()!
-- New ones are counted on from the last of the customer and day.
update stage.unnumbered set nth = new.nth
from (select u.line, coalesce(k.last, 0) + row_number() over (partition by u.customer, u.base order by u.line) as nth
  from stage.unnumbered u left join (select customer, base, max(nth) as last from stage.known_credit
    group by customer, base) k on k.customer = u.customer and k.base = u.base
  where u.nth is null) new
where new.line = unnumbered.line;

-- name: stage_number_credits()!
update stage.entry set number = u.base || iif(u.nth = 1, '', ' (' || u.nth || ')')
from stage.unnumbered u where u.line = entry.line;

-- name: stage_add_up(first_line, line)!
update stage.entry set amount_minor = entry.amount_minor + other.amount_minor,
  open_minor = entry.open_minor + other.open_minor, due_on = min(entry.due_on, other.due_on)
from (select amount_minor, open_minor, due_on from stage.entry where line = :line) other
where line = :first_line;

-- name: stage_drop_line(line)!
delete from stage.entry where line = :line;

-- name: stage_index_entries()!
create index if not exists stage.entry_by_number on entry (customer, number);

-- name: stage_clear_changes()!
delete from stage.change;

-- name: stage_clear_vanished()!
delete from stage.vanished;

-- name: stage_clear_taken_back()!
delete from stage.taken_back;

-- name: stage_clear_other_currency(reason)!
delete from stage.aside where reason = :reason;

-- name: stage_compare_new(last_day, after)!
-- Invoices that the book does not have yet. They get the ids that follow those in use (`after`), by their lines, which
-- hold as long as the book stays as it is. What was issued after `last_day` is left out, what was paid after it had not
-- come yet. A payment that is the wrong way round cannot make it so: a statement does.
insert into stage.change (line, is_new, customer, account_id, invoice_id, number, issued_on, due_on, currency,
  amount_minor, is_reworded, paid_on, paid_minor, paid_as, stated_minor, is_confirmed, opens_dispute, open_minor,
  is_disputed, is_unchanged)
select line, 1, customer, account_id, :after + line, number, issued_on, due_on, currency, amount_minor, 0,
  iif(is_paid, paid_by, null), iif(is_paid, amount_minor - left_minor, null), iif(is_paid, number, ''),
  iif(is_paid, null, stated_minor), 0, disputed, iif(is_paid, left_minor, coalesce(stated_minor, amount_minor)), disputed, 0
from (
  select e.*, c.account_id, coalesce(e.is_disputed, 0) as disputed, e.paid_on as paid_by,
    coalesce(e.open_minor, 0) as left_minor, iif(e.amount_minor <> coalesce(e.open_minor, 0), coalesce(e.open_minor, 0), null)
      as stated_minor, iif(e.amount_minor >= 0, e.amount_minor > coalesce(e.open_minor, 0),
      e.amount_minor < coalesce(e.open_minor, 0)) as is_paid
  from stage.entry e join stage.customer c on c.id = e.customer
  where e.issued_on <= :last_day and e.paid_on <= :last_day
    and not exists (select 1 from main.invoice i where i.account_id = c.account_id and i.number = e.number)
  union all
  select e.*, c.account_id, coalesce(e.is_disputed, 0), null, null, iif(e.paid_on is null, e.open_minor, null), 0
  from stage.entry e join stage.customer c on c.id = e.customer
  where e.issued_on <= :last_day and (e.paid_on is null or e.paid_on > :last_day)
    and not exists (select 1 from main.invoice i where i.account_id = c.account_id and i.number = e.number));

-- name: stage_compare_known(day, last_day, now)!
-- What each row of a known invoice changes. `day`: of which the ledger speaks. What a row says of money counts only if no
-- later statement of the ledger is known.
insert into stage.change
with known as materialized (
  select e.*, c.account_id, i.id as invoice_id, i.currency as known_currency, i.open_minor as known_open_minor,
    i.amount_minor as known_amount_minor, i.issued_on as known_issued_on, i.due_on as known_due_on, i.stated_in,
    iif(e.has_original, e.amount_minor, i.amount_minor) as billed_minor,
    iif(e.paid_on > :last_day, null, e.paid_on) as paid_by, iif(e.paid_on > :last_day, null, e.open_minor) as left_minor,
    s.open_minor as said_minor, iif(s.id is null, null, max(s.as_of, coalesce(r.day, s.as_of))) as stated_on,
    -- What the file cannot have yet: settle_invoices counts it after its statement.
    (select coalesce(sum(l.amount_minor), 0) from main.allocation l join main.payment p on p.id = l.payment_id
      left join main.payment o on o.id = p.reverses and p.reversed_as = 'error'
      where l.invoice_id = i.id and p.received_on >= :day and (p.received_on > :day
        or coalesce(o.source, p.source) = 'hand' and coalesce(o.recorded_at, p.recorded_at) > :now)) as later_minor
  from stage.entry e join stage.customer c on c.id = e.customer
  join main.invoice i on i.account_id = c.account_id and i.number = e.number
  left join main.ledger_statement s on s.id = (select id from main.ledger_statement where invoice_id = i.id
    order by as_of desc, id desc limit 1)
  left join main.import_run r on r.id = coalesce(i.stated_in, s.import_run_id)
  where e.issued_on <= :last_day
), reckoned as (
  select *,
    iif(stated_on > :day, '', iif(paid_by is not null, 'settled', iif(left_minor is not null, 'stated',
      iif(is_unpaid and paid_on is null, 'unpaid', '')))) as says,
    known_open_minor + iif(said_minor is null, billed_minor - known_amount_minor, 0) as before_minor,
    -- Money entered by hand that the file can have, and that no statement has spoken of yet.
    (select coalesce(sum(l.amount_minor), 0) from main.allocation l join main.payment p on p.id = l.payment_id
      left join main.payment o on o.id = p.reverses and p.reversed_as = 'error'
      where l.invoice_id = known.invoice_id and coalesce(o.source, p.source) = 'hand' and p.received_on <= :day
        and not (p.received_on = :day and coalesce(o.recorded_at, p.recorded_at) > :now)
        and (stated_on is null or p.received_on > stated_on or p.received_on = stated_on
          and coalesce(o.recorded_at, p.recorded_at)
            > (select ran_at from main.import_run where id = known.stated_in))) as by_hand_minor
  from known
), judged as (
  select *, before_minor + later_minor - coalesce(left_minor, 0) as fall_minor,
    iif(says = 'unpaid', (select coalesce(sum(t.amount_minor), 0) from stage.taken_back t where t.line = reckoned.line), 0)
      as back_minor
  from reckoned
), decided as (
  select *,
    fall_minor <> 0 and iif(billed_minor >= 0, fall_minor > 0, fall_minor < 0)
      and (says = 'settled' and not (before_minor = 0 and coalesce(left_minor, 0) = 0) or says = 'stated') as is_paid,
    case
      when says = 'settled' and fall_minor <> 0 and not (before_minor = 0 and coalesce(left_minor, 0) = 0) then
        -- A payment that is the wrong way round, or before the last statement, cannot make it so: a statement does.
        iif(iif(billed_minor >= 0, fall_minor > 0, fall_minor < 0) and (stated_on is null or paid_by > stated_on), null,
          coalesce(left_minor, 0))
      when says = 'settled' then iif(by_hand_minor <> 0, coalesce(left_minor, 0), null)
      when says = 'stated' then
        -- The ledger has the money that was entered: from now on its own figure speaks.
        iif(fall_minor <> 0 or said_minor is null or said_minor - known_open_minor - later_minor <> 0
          or by_hand_minor <> 0, left_minor, null)
    end as states_minor,
    (select l.id from main.dispute_line l where l.invoice_id = judged.invoice_id and l.closed_on is null) as disputed_line,
    coalesce(is_disputed, 0) and not exists (select 1 from main.dispute_line l where l.invoice_id = judged.invoice_id
      and (l.closed_on is null or l.closed_as is not null)) as opens_dispute,
    iif(is_disputed = 0, (select l.id from main.dispute_line l join main.dispute d on d.id = l.dispute_id
      where l.invoice_id = judged.invoice_id and l.closed_on is null and d.opened_by is null and d.opened_in is null),
      null) as closes_line
  from judged
), written as (
  select *,
    iif(states_minor is not null, states_minor - later_minor, before_minor - iif(is_paid, fall_minor, 0) + back_minor)
      as after_minor,
    (known_issued_on, known_due_on, known_amount_minor) <> (issued_on, due_on, billed_minor) as is_reworded
  from decided
)
select line, 0, customer, account_id, invoice_id, number, issued_on, due_on, currency, billed_minor, is_reworded,
  iif(is_paid, iif(says = 'settled', paid_by, :day), null),
  iif(is_paid, fall_minor, null), iif(says = 'settled', number, ''), states_minor,
  says = 'stated' and states_minor is null and stated_on < :day,
  opens_dispute, closes_line, known_open_minor, after_minor,
  opens_dispute or disputed_line is not null and closes_line is null,
  not is_reworded and not is_paid and back_minor = 0 and not opens_dispute and closes_line is null
    and (states_minor is null or after_minor = known_open_minor),
  iif(known_currency <> currency, known_currency, null), stated_in, known_amount_minor, known_issued_on, known_due_on
from written;

-- name: stage_take_back(day, last_day)!
-- Payments that an import made of a day of payment in the ledger, that no row took back, and that still count: of rows
-- whose day of payment is empty now.
insert or ignore into stage.taken_back
select p.id, e.line, l.amount_minor
from stage.entry e join stage.customer c on c.id = e.customer
join main.invoice i on i.account_id = c.account_id and i.number = e.number
join main.allocation l on l.invoice_id = i.id join main.payment p on p.id = l.payment_id
where e.is_unpaid and e.issued_on <= :last_day and p.source = 'ledger' and p.import_run_id is not null
  and p.reverses is null and p.reference = i.number and p.received_on <= :day
  and p.id not in (select r.reverses from main.payment r where r.reverses is not null)
  and not exists (select 1 from main.ledger_statement s where s.invoice_id = i.id and s.as_of >= p.received_on);

-- name: stage_refused_currency()
select line, other_currency from stage.change where other_currency is not null order by line;

-- name: stage_forget_refused()!
delete from stage.change where other_currency is not null;

-- name: stage_vanish(creditor_id, day, now)!
-- Open invoices that the list of open items does not name any more, and that no refused row names.
insert into stage.vanished
select id, account_id, currency, open_minor, -later_minor,
  iif(iif(amount_minor >= 0, fall_minor > 0, fall_minor < 0), fall_minor, null), stated_in
from (select i.*, later_minor, i.open_minor + later_minor as fall_minor from (
    select i.id, i.account_id, i.currency, i.open_minor, i.amount_minor, i.stated_in,
      (select coalesce(sum(l.amount_minor), 0) from main.allocation l join main.payment p on p.id = l.payment_id
        left join main.payment o on o.id = p.reverses and p.reversed_as = 'error'
        where l.invoice_id = i.id and p.received_on >= :day and (p.received_on > :day
          or coalesce(o.source, p.source) = 'hand' and coalesce(o.recorded_at, p.recorded_at) > :now)) as later_minor
    from main.account a join main.invoice i on i.account_id = a.id
    where a.creditor_id = :creditor_id and i.open_minor <> 0 and i.issued_on <= :day
      and i.id not in (select invoice_id from stage.change)
      -- A refused credit note without a number is known by its day alone: it may be any of that day.
      and not exists (select 1 from stage.aside x where x.state = 'refused'
        and x.number in (i.number, iif(i.number glob 'CN ????-??-?? (*)', substr(i.number, 1, 13), i.number))
        and (x.customer = a.number or x.customer = a.name))
      and not exists (select 1 from main.ledger_statement s where s.invoice_id = i.id and s.as_of > :day)
      and not exists (select 1 from main.import_run r where r.id = i.stated_in and r.day > :day)
  ) i)
-- All that is left of it is money that came later: a list has said before that it is settled.
where fall_minor <> 0;

-- name: stage_counts(last_day)^
select (select count(*) from stage.entry) as entries,
  (select count(*) from stage.entry where issued_on > :last_day) as left_out,
  count(*) filter (where is_new) as created, count(*) filter (where is_unchanged) as unchanged,
  count(*) as changes,
  (select count(distinct c.account_id) from stage.entry e join stage.customer c on c.id = e.customer) as accounts,
  (select count(*) from stage.customer where is_new and id in (select customer from stage.change)) as new_accounts,
  (select count(*) from stage.vanished) as vanished
from stage.change;

-- name: stage_totals()
select currency, sum(amount_minor) as amount_minor from stage.entry
where line not in (select line from stage.aside where state = 'refused') group by currency;

-- name: stage_open(creditor_id)
-- What is open by currency once all is written.
select currency, sum(open_minor) as open_minor from (
  select i.currency, i.open_minor from main.account a join main.invoice i on i.account_id = a.id
    where a.creditor_id = :creditor_id
  union all select currency, open_minor - coalesce(known_open_minor, 0) from stage.change
  union all select currency, open_minor - known_open_minor from stage.vanished)
group by currency;

-- name: stage_standing(creditor_id, day)^
-- How many invoices are open, late and late in dispute once all is written.
select count(*) as open, coalesce(sum(due_on < :day), 0) as overdue,
  coalesce(sum(due_on < :day and is_disputed), 0) as disputed
from (
  select i.due_on, exists (select 1 from main.dispute_line l where l.invoice_id = i.id and l.closed_on is null) as is_disputed
  from main.account a join main.invoice i on i.account_id = a.id
  where a.creditor_id = :creditor_id and i.open_minor > 0 and i.amount_minor >= 0
    and i.id not in (select invoice_id from stage.change)
    and i.id not in (select invoice_id from stage.vanished)
  union all
  select due_on, is_disputed from stage.change where open_minor > 0 and amount_minor >= 0);

-- name: stage_due_before_issue()
select line, issued_on, due_on from stage.entry where due_on < issued_on order by line;

-- name: stage_shared_numbers()
select min(line) as line from stage.entry where (select count(*) from stage.customer) > 1
group by number having count(distinct customer) > 1 order by line;

-- name: stage_varying_names()
select min(line) as line from stage.entry where account_name <> ''
group by customer having count(distinct account_name) > 1 order by line;

-- name: stage_credits()
select line from stage.entry where amount_minor < 0 order by line;

-- name: stage_due_at_once()
select line from stage.entry where due_on = issued_on and amount_minor >= 0 order by line;

-- name: stage_lines_in()
select line from stage.entry order by line;

-- name: stage_unnumbered()
select line from stage.unnumbered order by line;

-- name: stage_currencies()
select distinct currency from stage.entry;

-- name: stage_settled_rows()^
select exists (select 1 from stage.entry where open_minor = 0) as settled;

-- name: stage_vanished_sums()
select currency, sum(known_open_minor) as open_minor from stage.vanished group by currency;

-- name: stage_number_accounts(after)!
-- New accounts get the ids that follow those in use.
update stage.customer set account_id = :after + id, is_new = 1 where account_id is null;

-- name: stage_forget_new_accounts()!
update stage.customer set account_id = null, is_new = 0 where is_new;

-- name: stage_flags()
select name from stage.flag;

-- name: stage_lines(state)
select line, customer, number, column_name, value, reason, figures, content from stage.aside
where state = :state order by line;

-- name: stage_summed()
select line, label, cells from stage.summed order by line;

-- name: stage_sums()
-- What rows of sums add up: what is open, or what was billed where the list has no column for the first.
select line, iif(exists (select 1 from stage.flag where name = 'sums of amounts'), amount_minor,
  coalesce(open_minor, amount_minor)) as minor from stage.entry order by line;

-- name: book_moment(creditor_id)^
-- Changes whenever anything does that an import compares itself with.
select (select max(id) from import_run) as run, (select max(id) from payment) as payment,
  (select max(id) from allocation) as allocation, (select max(id) from audit) as audit,
  (select max(id) from account) as account, (select max(id) from invoice) as invoice,
  (select max(id) from dispute_line) as dispute, :creditor_id as creditor;

-- name: stage_vanished_of(creditor_id)^
-- How many of the open invoices vanished, of how many currencies (of some invoices each) all did, whether the list is one
-- customer's while others' vanished, and whether a row was refused of which nobody can say whose invoice it is.
select (select count(*) from stage.vanished) as vanished,
  (select count(*) from main.account a join main.invoice i on i.account_id = a.id
    where a.creditor_id = :creditor_id and i.open_minor <> 0) as open,
  (select count(*) from (select currency from stage.vanished group by currency having count(*) > 2) v
    where v.currency not in (select currency from stage.entry)) as currencies_gone,
  (select count(distinct customer) from stage.entry) = 1 and exists (select 1 from stage.vanished v
    where v.account_id not in (select account_id from stage.customer where account_id is not null)) as is_of_one,
  exists (select 1 from stage.aside where state = 'refused' and (number = '' or customer = '')) as unnamed;

-- name: stage_vanished_first()
select i.number from stage.vanished v join main.invoice i on i.id = v.invoice_id order by i.due_on, i.number limit 5;

-- name: stage_last_ids()^
-- The highest ids that new accounts and invoices were given.
select coalesce((select max(account_id) from stage.customer where is_new), 0) as account,
  coalesce((select max(invoice_id) from stage.change where is_new), 0) as invoice;

-- name: stage_first_line()^
select coalesce(min(line), 1) as line from stage.entry;

-- name: stage_clear_open_days()!
delete from stage.open_day;

-- name: stage_open_days()!
-- What is open of new accounts by currency and due date, as settle_open_days will find it: worked out before anybody has to
-- wait. All that the ledger calls disputed is disputed whole.
insert into stage.open_day
select account_id, currency, due_on, sum(max(open_minor, 0)), sum(min(open_minor, 0)),
  sum(iif(is_disputed, max(open_minor, 0), 0)), count(*), sum(open_minor > 0 and not is_disputed),
  coalesce(min(iif(open_minor > 0 and not is_disputed, number, null)), '')
from stage.change where open_minor <> 0 and account_id in (select account_id from stage.customer where is_new)
group by account_id, currency, due_on;

-- name: stage_oldest_days()!
update stage.customer set oldest_due_on = coalesce((select min(d.due_on) from stage.open_day d
  where d.account_id = customer.account_id and d.asked_count > 0), '9999-12-31') where is_new;
