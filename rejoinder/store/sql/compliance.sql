-- name: stop_of_account(account_id)^
select c.id, c.made_at, coalesce(nullif(c.promised_by, ''), k.name, '') as asked_by
from commitment c left join contact m on m.id = c.contact_id left join contact k on k.id = coalesce(m.merged_into, m.id)
where c.account_id = :account_id and c.kind = 'stop_contact' and not exists (select 1 from commitment_event e
  where e.commitment_id = c.id and e.kind in ('recorded_in_error', 'withdrawn'))
order by c.id desc limit 1;

-- name: stopped_accounts(account_ids)
select distinct c.account_id from json_each(:account_ids) j join commitment c on c.account_id = j.value
where c.kind = 'stop_contact' and not exists (select 1 from commitment_event e
  where e.commitment_id = c.id and e.kind in ('recorded_in_error', 'withdrawn'));
