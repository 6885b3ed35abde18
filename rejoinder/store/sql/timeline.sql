-- name: timeline_page(account_id, person_id, calls, commitments, money, disputes, documents, notes, changes, at, id, source, size)
-- Where the entries of a page of the history stand, newest first, from (:at, :id, :source) on. Each source is read from an
-- index of its own in the order of its moments, and all are merged as far as the page reaches, so that a page costs the
-- same however much there is before it; a part of the history that is not asked for is not read. What only a day is known
-- of has the day as its moment, which sorts as that day's beginning. With an author asked for, each source goes down its
-- index until it has met enough that is hers.
select 'call' as source, id, started_at as at, person_id from call
  where account_id = :account_id and :calls and started_at <= :at and (started_at, id, 'call') < (:at, :id, :source)
    and (:person_id is null or person_id = :person_id)
union all
select 'heard', id, heard_at, (select c.person_id from call c where c.id = heard.call_id) from heard
  where account_id = :account_id and :calls and heard_at <= :at and (heard_at, id, 'heard') < (:at, :id, :source)
    and (:person_id is null or :person_id = (select c.person_id from call c where c.id = heard.call_id))
union all
select 'commitment', id, made_at, made_by from commitment
  where account_id = :account_id and :commitments and made_at <= :at and (made_at, id, 'commitment') < (:at, :id, :source)
    and (:person_id is null or made_by = :person_id)
union all
-- That it was read back is told with the commitment itself, that it was taken back with what became of it.
select 'became', id, at, made_by from commitment_event
  where account_id = :account_id and :commitments and at <= :at and (at, id, 'became') < (:at, :id, :source)
    and kind <> 'read_back' and kind <> 'taken_back' and (:person_id is null or made_by = :person_id)
union all
select 'confirmed', id, at, made_by from confirmation
  where account_id = :account_id and :commitments and at <= :at and (at, id, 'confirmed') < (:at, :id, :source)
    and (:person_id is null or made_by = :person_id)
union all
-- Of money the ledger or a file tells of, the day it came in counts, and not the day of the import.
select 'paid', id, received_on as at, null from payment
  where account_id = :account_id and :money and :person_id is null and received_on <= :at
    and (received_on, id, 'paid') < (:at, :id, :source) and source <> 'hand'
union all
select 'paid_by_hand', id, recorded_at, made_by from payment
  where account_id = :account_id and :money and recorded_at <= :at
    and (recorded_at, id, 'paid_by_hand') < (:at, :id, :source) and source = 'hand'
    and (:person_id is null or made_by = :person_id)
union all
-- Disputes that begin without an event: a ledger told of them, or the first release kept them.
select 'disputed', id, opened_on, opened_by from dispute
  where account_id = :account_id and :disputes and opened_on <= :at and (opened_on, id, 'disputed') < (:at, :id, :source)
    and (:person_id is null or opened_by = :person_id)
    and not exists (select 1 from dispute_event e where e.dispute_id = dispute.id and e.kind = 'opened')
union all
select 'dispute', id, at, made_by from dispute_event
  where account_id = :account_id and :disputes and at <= :at and (at, id, 'dispute') < (:at, :id, :source)
    and (:person_id is null or made_by = :person_id)
union all
select 'document', id, made_at, made_by from document
  where account_id = :account_id and :documents and made_at <= :at and (made_at, id, 'document') < (:at, :id, :source)
    and (:person_id is null or made_by = :person_id)
union all
select 'document_out', id, at, made_by from document_event
  where account_id = :account_id and :documents and at <= :at and (at, id, 'document_out') < (:at, :id, :source)
    and (:person_id is null or made_by = :person_id)
union all
select 'note', id, made_at, made_by from note
  where account_id = :account_id and :notes and made_at <= :at and (made_at, id, 'note') < (:at, :id, :source)
    and (:person_id is null or made_by = :person_id)
union all
select 'pinned', id, at, made_by from note_event
  where account_id = :account_id and :notes and at <= :at and (at, id, 'pinned') < (:at, :id, :source)
    and (:person_id is null or made_by = :person_id)
union all
select 'rated', id, at, made_by from credit_rating
  where account_id = :account_id and :changes and at <= :at and (at, id, 'rated') < (:at, :id, :source)
    and (:person_id is null or made_by = :person_id)
union all
-- Of what the audit has, the rest is told by its own events: grade and limit, disputes, documents, notes, payments. An
-- import that no longer tells of a dispute closes it without an event, and money left open is given to invoices later.
select 'changed', id, at, person_id from audit
  where account_id = :account_id and :changes and at <= :at and (at, id, 'changed') < (:at, :id, :source)
    and noun in ('account', 'paying', 'contact', 'invoice') and (:person_id is null or person_id = :person_id)
    and (noun <> 'account' or what <> 'changed' or exists (select 1 from json_each(details, '$.fields') f
      where f.value not in ('credit_grade', 'credit_limit_minor', 'credit_limit_currency')))
union all
select 'changed', id, at, person_id from audit
  where account_id = :account_id and (:disputes or :money) and at <= :at and (at, id, 'changed') < (:at, :id, :source)
    and noun in ('dispute_line', 'payment') and (:person_id is null or person_id = :person_id)
    and (:disputes and noun = 'dispute_line' and what like 'closed by import %'
      or :money and noun = 'payment' and what = 'allocated')
order by at desc, id desc, source desc limit :size;

-- name: timeline_authors(account_id)
-- Who did something in an account. Calls, what became of commitments, and changes may be many, so each person is looked
-- for in them by an index; the rest is few. What was heard and committed in a call is by who led it.
select p.id, p.name from person p
where exists (select 1 from call c where c.account_id = :account_id and c.person_id = p.id)
  or exists (select 1 from commitment_event e where e.account_id = :account_id and e.made_by = p.id)
  or exists (select 1 from audit a where a.account_id = :account_id and a.person_id = p.id)
  or p.id in (select made_by from note where account_id = :account_id and call_id is null
    union select made_by from note_event where account_id = :account_id
    union select made_by from payment where account_id = :account_id and source = 'hand'
    union select made_by from document where account_id = :account_id
    union select made_by from document_event where account_id = :account_id
    union select made_by from dispute_event where account_id = :account_id
    union select opened_by from dispute where account_id = :account_id
    union select made_by from confirmation where account_id = :account_id
    union select made_by from credit_rating where account_id = :account_id)
order by p.name;

-- name: timeline_names(ids)
select id, name from person where id in (select value from json_each(:ids));

-- Each of the following tells of some entries by their ids; `ids` is JSON: a list. ----------------------------------

-- name: timeline_call(ids)
select c.id, e.outcome as kind, e.note as text, coalesce(nullif(k.address_as, ''), k.name) as who, k.role as who_role
from json_each(:ids) j join call c on c.id = j.value
left join call_event e on e.call_id = c.id and e.kind = 'ended'
left join contact k on k.id = (select contact_id from call_event r where r.call_id = c.id and r.kind = 'reached'
  order by r.id desc limit 1);

-- name: timeline_heard(ids)
-- It is out where it was taken by mistake; what somebody found of it since is told with it.
select h.id, h.excuse as kind, h.said as text, h.call_id, c.started_at as call_at, v.verdict is 'mistaken' as is_out,
  case when v.verdict in ('true', 'false') then v.verdict end as became
from json_each(:ids) j join heard h on h.id = j.value join call c on c.id = h.call_id
left join heard_verdict v on v.id = (select max(l.id) from heard_verdict l where l.heard_id = h.id);

-- name: timeline_commitment(ids)
select m.id, m.kind, m.amount_minor, m.currency, m.due_on as day, m.method as how, m.note as text, m.call_id,
  c.started_at as call_at, coalesce(nullif(m.promised_by, ''), nullif(k.address_as, ''), k.name) as who,
  case when m.kind = 'promise_to_pay' or m.read_back <> '' then exists (select 1 from commitment_event e
    where e.commitment_id = m.id and e.kind = 'read_back') end as is_read_back,
  exists (select 1 from commitment_event e where e.commitment_id = m.id and e.kind = 'recorded_in_error') as is_out
from json_each(:ids) j join commitment m on m.id = j.value join call c on c.id = m.call_id
left join contact k on k.id = m.contact_id;

-- name: timeline_became(ids)
select e.id, e.kind as became, e.because as how, e.reason as text, m.id as about_id, m.kind, m.amount_minor, m.currency, m.due_on as day, m.call_id,
  c.started_at as call_at
from json_each(:ids) j join commitment_event e on e.id = j.value join commitment m on m.id = e.commitment_id
join call c on c.id = m.call_id;

-- name: timeline_confirmed(ids)
select f.id, f.way as how, f.sent_to as who, f.call_id, c.started_at as call_at
from json_each(:ids) j join confirmation f on f.id = j.value join call c on c.id = f.call_id;

-- name: timeline_paid(ids, few)
-- Of the invoices it was allocated to, the first few by number.
select p.id, p.source as kind, p.amount_minor, p.currency, p.received_on as day, p.reference as who, p.note as text,
  p.reverses is not null as is_reversal, p.reversed_as as became, exists (select 1 from payment r where r.reverses = p.id) as is_out,
  (select count(distinct l.invoice_id) from allocation l where l.payment_id = p.id) as invoice_count,
  (select json_group_array(number) from (select distinct i.number from allocation l join invoice i on i.id = l.invoice_id
    where l.payment_id = p.id limit :few)) as invoices
from json_each(:ids) j join payment p on p.id = j.value;

-- name: timeline_disputed(ids, few)
-- With the words it was opened with: what the first change of them replaced.
select d.id, d.reason as kind,
  coalesce((select case when json_valid(e.text) then e.text ->> '$.words' end as was from dispute_event e
    where e.dispute_id = d.id and e.kind = 'changed' and was is not null order by e.id limit 1), d.words) as text,
  (select count(*) from dispute_line l where l.dispute_id = d.id) as invoice_count,
  (select json_group_array(number) from (select i.number from dispute_line l join invoice i on i.id = l.invoice_id
    where l.dispute_id = d.id order by l.id limit :few)) as invoices
from json_each(:ids) j join dispute d on d.id = j.value;

-- name: timeline_dispute(ids, few)
-- The audit of the same moment names the fields that changed, and the invoices it was closed for; else it is of all. The
-- text of a change is JSON: what stood in the words that changed. The first of it are the words it was opened with.
select t.id, t.kind, t.became, t.how, t.text, t.earlier, t.call_id, t.call_at, t.fields,
  coalesce(json_array_length(t.closed), (select count(*) from dispute_line l where l.dispute_id = t.dispute_id))
    as invoice_count,
  (select json_group_array(number) from (select i.number from invoice i
    where i.id in (select v.value from json_each(t.closed) v union all select l.invoice_id from dispute_line l
      where t.closed is null and l.dispute_id = t.dispute_id)
    order by i.id limit :few)) as invoices
from (select e.id, e.kind, e.closed_as as became, e.dispute_id, case e.kind when 'opened' then d.reason end as how,
    case e.kind when 'changed' then '' when 'opened' then coalesce((
      select case when json_valid(l.text) then l.text ->> '$.words' end as was from dispute_event l
      where l.dispute_id = d.id and l.kind = 'changed' and was is not null order by l.id limit 1), d.words)
      else e.text end as text,
    case when e.kind = 'changed' and json_valid(e.text) then e.text end as earlier,
    case e.kind when 'opened' then m.call_id end as call_id, case e.kind when 'opened' then c.started_at end as call_at,
    (select json_group_array(f.value) from audit a, json_each(a.details, '$.fields') f where a.account_id = e.account_id
      and a.at = e.at and a.noun = 'dispute' and a.noun_id = e.dispute_id and a.details <> '') as fields,
    (select a.details -> '$.invoices' from audit a where a.account_id = e.account_id and a.at = e.at and a.noun = 'dispute'
      and a.noun_id = e.dispute_id and a.what = 'closed' and e.kind = 'closed' and a.details <> '') as closed
  from json_each(:ids) j join dispute_event e on e.id = j.value join dispute d on d.id = e.dispute_id
  left join commitment m on m.id = d.opened_in left join call c on c.id = m.call_id) t;

-- name: timeline_document(ids, few)
-- An invoice is sent again where an earlier row says that it was sent.
select d.id, d.kind, d.dated_on as day, d.sent_to as who, d.sent_by as how, d.note as text, d.file_name as file, d.call_id,
  c.started_at as call_at, exists (select 1 from document_event e where e.document_id = d.id) as is_out,
  exists (select 1 from document_invoice x join document_invoice y on y.invoice_id = x.invoice_id and y.document_id < d.id
    join document o on o.id = y.document_id and o.kind = d.kind
    where x.document_id = d.id and not exists (select 1 from document_event e where e.document_id = o.id)) as is_again,
  (select count(*) from document_invoice x where x.document_id = d.id) as invoice_count,
  (select json_group_array(number) from (select i.number from document_invoice x join invoice i on i.id = x.invoice_id
    where x.document_id = d.id order by x.invoice_id limit :few)) as invoices
from json_each(:ids) j join document d on d.id = j.value left join call c on c.id = d.call_id;

-- name: timeline_document_out(ids)
select e.id, d.kind, d.dated_on as day, e.reason as text
from json_each(:ids) j join document_event e on e.id = j.value join document d on d.id = e.document_id;

-- name: timeline_note(ids)
select n.id, n.kind, n.text, n.call_id, c.started_at as call_at,
  exists (select 1 from note_event e where e.note_id = n.id and e.kind = 'taken_out') as is_out
from json_each(:ids) j join note n on n.id = j.value left join call c on c.id = n.call_id;

-- name: timeline_pinned(ids)
select e.id, e.kind, n.text from json_each(:ids) j join note_event e on e.id = j.value join note n on n.id = e.note_id;

-- name: timeline_rated(ids)
select r.id, r.grade as kind, r.limit_minor as amount_minor, r.limit_currency as currency, r.reason as text
from json_each(:ids) j join credit_rating r on r.id = j.value;

-- name: timeline_changed(ids, few)
-- The audit names no values: legal action is approved and taken back by turns, so the turns until then are counted.
select a.id, a.what as kind, a.noun, a.details, case when a.noun = 'payment' then a.details ->> '$.minor' end as amount_minor, y.currency, y.received_on as day,
  case when a.noun = 'contact' then (select coalesce(nullif(k.address_as, ''), k.name) from contact k where k.id = a.noun_id)
    when a.noun = 'invoice' then (select i.number from invoice i where i.id = a.noun_id)
    when a.noun = 'dispute_line' then (select i.number from dispute_line l join invoice i on i.id = l.invoice_id
      where l.id = a.noun_id)
    when a.what = 'assigned' then (select p.name from person p where p.id = a.details ->> '$.to') end as who,
  case when a.what in ('merged', 'kept apart') then (select coalesce(nullif(k.address_as, ''), k.name) from contact k
    where k.id = coalesce(a.details ->> '$.into', a.details ->> '$.other')) end as how,
  case when a.noun = 'payment' then json_array_length(a.details, '$.invoices') end as invoice_count,
  case when a.noun = 'payment' then (select json_group_array(number) from (select i.number
    from json_each(a.details, '$.invoices') v join invoice i on i.id = v.value limit :few)) end as invoices,
  case when a.noun = 'account' and a.details like '%"legal_approved_at"%' then (select count(*) from audit b
    where b.account_id = a.account_id and b.at <= a.at and b.noun = 'account' and b.what = 'changed'
      and b.details like '%"legal_approved_at"%') % 2 end as is_approved
from json_each(:ids) j join audit a on a.id = j.value left join payment y on a.noun = 'payment' and y.id = a.noun_id;
