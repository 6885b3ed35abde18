-- name: notes_of(account_id, before, size)
-- Newest first, those taken out too.
select n.id, n.account_id, n.kind, n.text, n.made_at, p.name as by, n.call_id is not null as in_call,
  coalesce((select e.kind = 'pinned' from note_event e where e.note_id = n.id and e.kind in ('pinned', 'unpinned')
    order by e.id desc limit 1), 0) as is_pinned,
  t.at as taken_out_at, o.name as taken_out_by
from note n join person p on p.id = n.made_by
left join note_event t on t.id = (select min(id) from note_event where note_id = n.id and kind = 'taken_out')
left join person o on o.id = t.made_by
where n.account_id = :account_id and n.id < :before order by n.id desc limit :size;

-- name: note_by_id(id)^
select n.id, n.account_id, n.kind, n.text, n.made_at, p.name as by, n.call_id is not null as in_call,
  coalesce((select e.kind = 'pinned' from note_event e where e.note_id = n.id and e.kind in ('pinned', 'unpinned')
    order by e.id desc limit 1), 0) as is_pinned,
  t.at as taken_out_at, o.name as taken_out_by
from note n join person p on p.id = n.made_by
left join note_event t on t.id = (select min(id) from note_event where note_id = n.id and kind = 'taken_out')
left join person o on o.id = t.made_by
where n.id = :id;

-- name: pinned_notes(account_id)
-- Those that were pinned once are looked through, and not every note of the account.
select n.id, n.account_id, n.kind, n.text, n.made_at, p.name as by, n.call_id is not null as in_call,
  1 as is_pinned, null as taken_out_at, null as taken_out_by
from note n join person p on p.id = n.made_by
where n.id in (select note_id from note_event where account_id = :account_id and kind = 'pinned')
  and n.account_id = :account_id
  and (select e.kind from note_event e where e.note_id = n.id and e.kind in ('pinned', 'unpinned')
    order by e.id desc limit 1) = 'pinned'
  and not exists (select 1 from note_event t where t.note_id = n.id and t.kind = 'taken_out')
order by n.id desc;

-- name: last_note(account_id)^
-- The newest note that is neither taken out nor pinned, which stands elsewhere already.
select n.id, n.account_id, n.kind, n.text, n.made_at, p.name as by, n.call_id is not null as in_call,
  0 as is_pinned, null as taken_out_at, null as taken_out_by
from note n join person p on p.id = n.made_by
where n.account_id = :account_id
  and coalesce((select e.kind from note_event e where e.note_id = n.id and e.kind in ('pinned', 'unpinned')
    order by e.id desc limit 1), 'unpinned') = 'unpinned'
  and not exists (select 1 from note_event t where t.note_id = n.id and t.kind = 'taken_out')
order by n.id desc limit 1;
