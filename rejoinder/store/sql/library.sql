-- name: revision_in_use(path, mark)^
select id, path, body, source, made_at from revision
where path = :path and state = 'published' and id <= :mark order by id desc limit 1;

-- name: revisions_in_use(prefix)
select r.id, r.path, r.body, r.source, r.state, r.made_at, p.name as made_by
from revision r left join person p on p.id = r.made_by
where r.state = 'published' and r.path >= :prefix and r.path < :prefix || char(1114111)
  and r.id = (select max(id) from revision where path = r.path and state = 'published')
order by r.path;

-- name: latest_mark()^
select coalesce(max(id), 0) as mark from revision;

-- name: excuse_mark()^
select coalesce(max(id), 0) as mark from revision where path >= 'excuses/' and path < 'excuses0' and state = 'published';

-- name: revision_of_digest(path, digest)^
select id, state from revision where path = :path and digest = :digest order by id desc limit 1;

-- name: revision_by_id(id)^
select r.id, r.path, r.body, r.source, r.state, r.made_at, p.name as made_by
from revision r left join person p on p.id = r.made_by where r.id = :id;

-- name: revisions_of(path)
select r.id, r.path, r.body, r.source, r.state, r.made_at, p.name as made_by
from revision r left join person p on p.id = r.made_by where r.path = :path order by r.id desc;

-- name: waiting_revisions()
-- Texts from files that wait beside a newer one made in the browser, newest first.
select r.id, r.path, r.body, r.source, r.state, r.made_at, null as made_by from revision r
where r.state = 'waiting'
  and not exists (select 1 from revision n where n.path = r.path and n.id > r.id)
order by r.id desc;
