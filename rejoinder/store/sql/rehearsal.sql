-- name: last_reviews(person_id, language)
select r.excuse, r.grade, r.card, r.due_at, r.reviewed_at from drill_review r
where r.person_id = :person_id and r.language = :language
  and r.id = (select max(id) from drill_review where person_id = :person_id and language = :language and excuse = r.excuse);

-- name: count_reviews(person_id)^
select count(*) as times from drill_review where person_id = :person_id;

-- name: review_of_submission(submission)^
select id from drill_review where submission = :submission;
