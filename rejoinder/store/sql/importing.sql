-- name: currencies_of_creditor(creditor_id)
select distinct i.currency from invoice i join account a on a.id = i.account_id
where a.creditor_id = :creditor_id order by i.currency;


-- name: import_answers(creditor_id)
select header, answers from import_answer where creditor_id = :creditor_id;

-- name: remember_answer(creditor_id, header, answers, now)!
insert into import_answer (creditor_id, header, answers, changed_at) values (:creditor_id, :header, :answers, :now)
on conflict (creditor_id, header) do update set answers = excluded.answers, changed_at = excluded.changed_at
  where import_answer.answers <> excluded.answers;

-- name: intake(id, person_id)^
select id, folder, person_id, file_name, answers, attempt, state, import_run_id, made_at from intake
where id = :id and person_id = :person_id;

-- name: intake_open(id)^
select id, folder, file_name, answers, attempt, made_at from intake where id = :id and state = 'open';

-- name: intake_of_submission(submission, person_id)^
select id from intake where submission = :submission and person_id = :person_id;

-- name: intake_entered(id, run_id)!
update intake set state = 'entered', import_run_id = :run_id where id = :id and state = 'open';

-- name: intakes_before(day)
select id, person_id from intake where state = 'open' and made_at < :day;
