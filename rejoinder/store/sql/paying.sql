-- name: paying_of(account_id)^
select runs, cut_off_days, calendar, method, approver, seal, needs, fapiao, note, version from paying where id = :account_id;

-- name: begin_paying(account_id)!
-- The first save finds a row of version 0, as the form had it: two first saves at once are told of each other too.
insert into paying (id, version) values (:account_id, 0) on conflict (id) do nothing;
