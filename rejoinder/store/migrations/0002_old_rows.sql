-- What rows of the first release say in the columns that are new.
update commitment_event set account_id = (select c.account_id from commitment c where c.id = commitment_id);
update audit set account_id = noun_id, what = 'assigned',
  details = json_object('to', case when what = 'assigned to None' then null else cast(substr(what, 13) as integer) end)
  where noun = 'account' and what like 'assigned to %';
update audit set account_id = noun_id, details = json_object('language', substr(what, 17)), what = 'script language'
  where noun = 'account' and what like 'script language %';
-- Each row of the old disputes is a line now, by the same id.
update audit set noun = 'dispute_line', account_id = (select d.account_id from dispute_line l join dispute d
    on d.id = l.dispute_id where l.id = noun_id) where noun = 'dispute';
update audit set account_id = (select i.account_id from invoice i where i.id = noun_id) where noun = 'invoice';
-- An import renames accounts: its changes belong to their history too.
update audit set account_id = noun_id where noun = 'account' and account_id is null;
insert into open_by_day (account_id, currency, due_on, open_minor, credit_minor, disputed_minor, open_count, asked_count,
  asked_number)
select account_id, currency, due_on, sum(max(open_minor, 0)), sum(min(open_minor, 0)), sum(disputed_minor), count(*),
  sum(open_minor > disputed_minor and open_minor > 0),
  coalesce(min(iif(open_minor > disputed_minor and open_minor > 0, number, null)), '')
from (select i.account_id, i.currency, i.due_on, i.number, i.open_minor,
    iif(l.id is null or i.open_minor < 0, 0, min(i.open_minor, coalesce(l.amount_minor, i.open_minor))) as disputed_minor
  from invoice i left join dispute_line l on l.invoice_id = i.id and l.closed_on is null where i.open_minor <> 0)
group by account_id, currency, due_on;
-- An invoice of which no more is open than what is disputed has left the list's order too.
update account set oldest_due_on = coalesce((select min(d.due_on) from open_by_day d
    where d.account_id = account.id and d.asked_count > 0), '9999-12-31');
update assignment set oldest_due_on = (select a.oldest_due_on from account a where a.id = account_id);
