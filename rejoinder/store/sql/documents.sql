-- name: latest_documents(account_id, kinds)
-- By kind: how many documents there are but for those taken out, with the day and the receiver of the latest. Each is
-- looked up in an index, for there may be one for every invoice.
select d.kind, d.dated_on, d.sent_to,
  (select count(*) from document n where n.account_id = :account_id and n.kind = d.kind)
  - (select count(*) from document_event e join document o on o.id = e.document_id
    where e.account_id = :account_id and o.kind = d.kind) as documents
from json_each(:kinds) k join document d on d.id = (select l.id from document l
  where l.account_id = :account_id and l.kind = k.value
    and not exists (select 1 from document_event e where e.document_id = l.id)
  order by l.dated_on desc, l.id desc limit 1);

-- name: documented_invoices(account_id)^
-- How many invoices are open, and of how many of them there is an order, a delivery proof, a sending.
select (select count(*) from invoice where account_id = :account_id and open_minor <> 0 and open_minor > 0) as open_count,
  coalesce(sum(has_order), 0) as "order", coalesce(sum(has_proof), 0) as delivery_proof,
  coalesce(sum(was_sent), 0) as invoice_sent
from (select max(d.kind = 'order') as has_order, max(d.kind = 'delivery_proof') as has_proof,
    max(d.kind = 'invoice_sent') as was_sent
  from document d join document_invoice l on l.document_id = d.id join invoice i on i.id = l.invoice_id and i.open_minor > 0
  where d.account_id = :account_id and not exists (select 1 from document_event e where e.document_id = d.id)
  group by l.invoice_id);

-- name: invoices_without(account_id, kind, size)
-- The open invoices due longest of which there is no document of a kind.
select i.number from invoice i
where i.account_id = :account_id and i.open_minor <> 0 and i.open_minor > 0 and not exists (
  select 1 from document_invoice l join document d on d.id = l.document_id and d.kind = :kind
  where l.invoice_id = i.id and not exists (select 1 from document_event e where e.document_id = d.id))
order by i.due_on, i.number limit :size;

-- name: papers_of_invoices(account_id, invoice_ids)
-- What there is of some invoices, the oldest first.
select l.invoice_id, d.kind, d.dated_on, d.sent_to
from json_each(:invoice_ids) v join document_invoice l on l.invoice_id = v.value join document d on d.id = l.document_id
where d.account_id = :account_id and not exists (select 1 from document_event e where e.document_id = d.id)
order by coalesce(d.dated_on, ''), d.id;

-- name: documents_of(account_id, before, most_numbers, size)
-- A page of documents, newest first, those taken out too. An invoice is sent again where one of the same was sent before.
select d.id, d.kind, d.dated_on, d.sent_to, d.sent_by, d.note, d.link, d.file_name, a.media_type, a.size, d.made_at,
  p.name as made_by, e.reason, e.at as out_at, q.name as out_by,
  (select count(*) from document_invoice l where l.document_id = d.id) as invoice_count,
  (select json_group_array(number) from (select i.number from document_invoice l join invoice i on i.id = l.invoice_id
    where l.document_id = d.id order by l.invoice_id limit :most_numbers)) as numbers,
  d.kind = 'invoice_sent' and exists (select 1 from document_invoice l join document_invoice k on k.invoice_id = l.invoice_id
    join document b on b.id = k.document_id and b.kind = 'invoice_sent'
    where l.document_id = d.id and (b.dated_on, b.id) < (d.dated_on, d.id)
      and not exists (select 1 from document_event o where o.document_id = b.id)) as is_again
from (select * from document where account_id = :account_id and id < :before order by id desc limit :size) d
left join attachment a on a.id = d.attachment_id left join person p on p.id = d.made_by
left join document_event e on e.document_id = d.id left join person q on q.id = e.made_by order by d.id desc;

-- name: account_of_document(id)^
select account_id from document where id = :id;

-- name: attached_file(id)^
select d.file_name, a.media_type, a.content from document d join attachment a on a.id = d.attachment_id where d.id = :id;

-- name: document_of_submission(submission)^
select id from document where submission = :submission;

-- name: attachment_of_digest(digest)^
select id from attachment where digest = :digest;

-- name: last_issued(account_id, invoice_ids, due_before)^
-- Of the invoices meant by their ids, or by being open and due before a day, the one issued last.
select number, issued_on from invoice
where account_id = :account_id and (id in (select value from json_each(:invoice_ids))
  or open_minor <> 0 and open_minor > 0 and due_on < :due_before)
order by issued_on desc, id desc limit 1;

-- name: add_document_invoices(document_id, account_id, invoice_ids, due_before)!
insert into document_invoice (document_id, invoice_id)
select :document_id, id from invoice where account_id = :account_id and (id in (select value from json_each(:invoice_ids))
  or open_minor <> 0 and open_minor > 0 and due_on < :due_before);

-- name: taken_out(document_id)^
select id from document_event where document_id = :document_id and kind = 'taken_out';
