"""Who may go where: every address of the program, for each of the people who might try it."""

import re

import pytest

from rejoinder import people
from rejoinder.store import stamp
from tests.conftest import START, Visitor, account_id, begin, count, rows, sign_in

WHO = ("stranger", "trainee", "collector", "lead", "outsider")
SCRIPT = "/scripts/en/responses/no_money"

# What each gets who asks in the order of WHO. 303 of a stranger leads to the sign-in page. The call is the
# collector's, so it is 404 for the lead too. The first figure of a trainee's work list is the way to the rehearsal.
ALLOWED = {
    "GET /": (303, 303, 303, 303, 303),
    "GET /healthz": (200, 200, 200, 200, 200),
    "GET /static/<path:filename>": (200, 200, 200, 200, 200),
    "GET /sign-in": (200, 200, 200, 200, 200),
    "GET /sign-in/<secret>": (404, 303, 303, 303, 303),
    "GET /worklist": (303, 303, 200, 200, 200),
    "POST /worklist/assignments": (401, 403, 403, 303, 403),
    "GET /imports": (303, 403, 200, 200, 200),
    # Without a file nothing is taken.
    "POST /imports": (401, 403, 422, 422, 422),
    # A file that was sent is the collector's alone; it is in the book already, so it is not answered about any more.
    "GET /imports/intake/<int:intake_id>": (303, 403, 303, 404, 404),
    "POST /imports/intake/<int:intake_id>": (401, 403, 303, 404, 404),
    "POST /imports/intake/<int:intake_id>/entered": (401, 403, 303, 404, 404),
    "POST /imports/intake/<int:intake_id>/dropped": (401, 403, 303, 404, 404),
    "GET /imports/<int:run_id>": (303, 403, 200, 200, 404),
    "GET /imports/<int:run_id>/refused": (303, 403, 200, 200, 404),
    "POST /imports/<int:run_id>/undone": (401, 403, 403, 303, 404),
    "GET /accounts/<int:account_id>": (303, 403, 200, 200, 404),
    "GET /accounts/<int:account_id>/file": (303, 403, 200, 200, 404),
    "GET /accounts/<int:account_id>/invoices": (303, 403, 200, 200, 404),
    "POST /accounts/<int:account_id>/language": (401, 403, 303, 303, 404),
    "POST /accounts/<int:account_id>/calls": (401, 403, 303, 303, 404),
    "POST /calls/<int:call_id>/said": (401, 403, 303, 404, 404),
    "POST /calls/<int:call_id>/heard": (401, 403, 303, 404, 404),
    "POST /calls/<int:call_id>/contact": (401, 403, 303, 404, 404),
    "POST /calls/<int:call_id>/renewed": (401, 403, 303, 404, 404),
    "POST /calls/<int:call_id>/draft": (401, 403, 204, 404, 404),
    "POST /calls/<int:call_id>/intentions": (401, 403, 303, 404, 404),
    "GET /calls/<int:call_id>/commitments/new": (303, 403, 303, 404, 404),
    "POST /calls/<int:call_id>/commitments/preview": (401, 403, 303, 404, 404),
    "POST /calls/<int:call_id>/commitments": (401, 403, 303, 404, 404),
    # Without a sum nothing can be spread.
    "POST /calls/<int:call_id>/commitments/spread": (401, 403, 422, 404, 404),
    "GET /accounts/<int:account_id>/judgements": (303, 403, 200, 200, 404),
    # What they do not say of it is refused.
    "POST /commitments/<int:commitment_id>/judgements": (401, 403, 422, 422, 404),
    # The lead may confirm what her collector agreed; without the letter that the page showed nothing is kept.
    "GET /calls/<int:call_id>/confirmation": (303, 403, 200, 200, 404),
    "GET /calls/<int:call_id>/confirmation.eml": (303, 403, 200, 200, 404),
    "POST /calls/<int:call_id>/confirmation": (401, 403, 409, 409, 404),
    "POST /commitments/<int:commitment_id>/read-back": (401, 403, 303, 403, 404),
    "POST /commitments/<int:commitment_id>/error": (401, 403, 303, 303, 404),
    "POST /calls/<int:call_id>/end": (401, 403, 303, 404, 404),
    "GET /accounts/<int:account_id>/facts": (303, 403, 200, 200, 404),
    "POST /accounts/<int:account_id>/facts": (401, 403, 303, 303, 404),
    "GET /accounts/<int:account_id>/paying": (303, 403, 200, 200, 404),
    "POST /accounts/<int:account_id>/paying": (401, 403, 303, 303, 404),
    "GET /accounts/<int:account_id>/contacts": (303, 403, 200, 200, 404),
    "GET /accounts/<int:account_id>/contacts/new": (303, 403, 200, 200, 404),
    "POST /accounts/<int:account_id>/contacts": (401, 403, 303, 303, 404),
    "GET /contacts/<int:contact_id>": (303, 403, 200, 200, 404),
    "POST /contacts/<int:contact_id>": (401, 403, 303, 303, 404),
    "POST /contacts/<int:contact_id>/notes": (401, 403, 303, 303, 404),
    "GET /contacts/<int:contact_id>/merge/<int:other_id>": (303, 403, 200, 200, 404),
    "POST /contacts/<int:contact_id>/apart": (401, 403, 303, 303, 404),
    "POST /contacts/<int:contact_id>/merge": (401, 403, 303, 303, 404),
    "GET /accounts/<int:account_id>/disputes": (303, 403, 200, 200, 404),
    "GET /accounts/<int:account_id>/disputes/new": (303, 403, 200, 200, 404),
    "POST /accounts/<int:account_id>/disputes": (401, 403, 303, 303, 404),
    "GET /disputes/<int:dispute_id>": (303, 403, 200, 200, 404),
    "POST /disputes/<int:dispute_id>": (401, 403, 303, 303, 404),
    "GET /disputes/<int:dispute_id>/notes": (303, 403, 200, 200, 404),
    "POST /disputes/<int:dispute_id>/notes": (401, 403, 303, 303, 404),
    "GET /disputes/<int:dispute_id>/close": (303, 403, 200, 200, 404),
    "POST /disputes/<int:dispute_id>/close": (401, 403, 303, 303, 404),
    "GET /accounts/<int:account_id>/timeline": (303, 403, 200, 200, 404),
    "GET /accounts/<int:account_id>/timeline/print": (303, 403, 200, 200, 404),
    "POST /accounts/<int:account_id>/assignment": (401, 403, 403, 303, 404),
    "GET /accounts/<int:account_id>/payments": (303, 403, 200, 200, 404),
    "GET /accounts/<int:account_id>/payments/new": (303, 403, 200, 200, 404),
    "POST /accounts/<int:account_id>/payments/preview": (401, 403, 200, 200, 404),
    "POST /accounts/<int:account_id>/payments": (401, 403, 303, 303, 404),
    "GET /payments/<int:payment_id>/allocations": (303, 403, 200, 200, 404),
    "POST /payments/<int:payment_id>/allocations": (401, 403, 303, 303, 404),
    # The payment came with the ledger, so only a lead takes it back.
    "GET /payments/<int:payment_id>/reversal": (303, 403, 403, 200, 404),
    "POST /payments/<int:payment_id>/reversal": (401, 403, 403, 303, 404),
    "GET /accounts/<int:account_id>/steps/<step>": (303, 403, 200, 200, 404),
    "GET /accounts/<int:account_id>/heard": (303, 403, 200, 200, 404),
    "POST /heard/<int:heard_id>/verdict": (401, 403, 303, 303, 404),
    "GET /accounts/<int:account_id>/notes": (303, 403, 200, 200, 404),
    "POST /accounts/<int:account_id>/notes": (401, 403, 303, 303, 404),
    "POST /notes/<int:note_id>/pinned": (401, 403, 303, 303, 404),
    "POST /notes/<int:note_id>/taken-out": (401, 403, 303, 303, 404),
    "GET /accounts/<int:account_id>/documents": (303, 403, 200, 200, 404),
    "GET /accounts/<int:account_id>/documents/new": (303, 403, 200, 200, 404),
    "POST /accounts/<int:account_id>/documents": (401, 403, 303, 303, 404),
    # Nothing is attached to it: what is handed out, and to whom, is in test_documents.
    "GET /documents/<int:document_id>/file": (303, 403, 404, 404, 404),
    "POST /documents/<int:document_id>/out": (401, 403, 303, 303, 404),
    "GET /scripts": (303, 403, 200, 200, 200),
    "GET /scripts/<language>/<part>/<name>": (303, 403, 200, 200, 200),
    "POST /scripts/<language>/<part>/<name>/check": (401, 403, 403, 200, 200),
    "POST /scripts/<language>/<part>/<name>/revisions": (401, 403, 403, 422, 422),
    "GET /scripts/<language>/<part>/<name>/revisions/<int:revision_id>": (303, 403, 200, 200, 200),
    "GET /rules": (303, 403, 403, 200, 200),
    # Whoever leads another creditor settles nothing for this one.
    "POST /rules": (401, 403, 403, 303, 403),
    # The book that is rehearsed on is made up, so it is shown to whoever works for another creditor too.
    "GET /rehearsal": (303, 200, 200, 200, 200),
    "POST /rehearsal/answers": (401, 200, 200, 200, 200),
    "POST /rehearsal/grades": (401, 303, 303, 303, 303),
    "POST /people/me/language": (401, 303, 303, 303, 303),
    "POST /sign-out": (303, 303, 303, 303, 303),
}
PROMISE = {"kind": "promise_to_pay", "amount": "100", "currency": "GBP", "day": "fri"}


def sent(rule: str, store) -> dict[str, object]:
    """Give the fields with which an address does its work."""
    account = account_id(store, "GB-1009")
    contact, other = contacts(store)
    version = rows(store, "select version from contact where id = ?", contact)[0]["version"]
    paying = (rows(store, "select version from paying where id = ?", account) or [{"version": 0}])[0]["version"]
    facts = rows(store, "select version from account where id = ?", account)[0]["version"]
    invoice = rows(store, "select id from invoice where account_id = ? and open_minor > 0", account)[0]["id"]
    return {
        "POST /worklist/assignments": {"account": account, "collector": "nobody"},
        "POST /accounts/<int:account_id>/assignment": {"collector": "nobody"},
        "POST /accounts/<int:account_id>/language": {"language": "zh"},
        "POST /calls/<int:call_id>/said": {"said": "no money"},
        "POST /calls/<int:call_id>/heard": {"excuse": "no_money", "said": "no money"},
        "POST /calls/<int:call_id>/contact": {"contact": contact},
        "POST /calls/<int:call_id>/intentions": {"note": "they will see"},
        "POST /calls/<int:call_id>/commitments": PROMISE,
        "POST /commitments/<int:commitment_id>/error": {"reason": "another firm"},
        "POST /calls/<int:call_id>/confirmation": {"way": "email"},
        "POST /calls/<int:call_id>/end": {"outcome": "no_answer"},
        "POST /accounts/<int:account_id>/facts": {"version": facts, "city": "Hexham"},
        "POST /accounts/<int:account_id>/paying": {"version": paying, "approver": "Mr Holme"},
        "POST /accounts/<int:account_id>/contacts": {"name": "Iris Vane", "role": "buyer"},
        "POST /contacts/<int:contact_id>": {"version": version, "name": "Jo Pell"},
        "POST /contacts/<int:contact_id>/notes": {"what": "left"},
        "POST /contacts/<int:contact_id>/merge": {"version": version, "with": other, "with-version": 1, "decided": "1"},
        "POST /contacts/<int:contact_id>/apart": {"with": other},
        "POST /accounts/<int:account_id>/disputes": {"invoice": invoice, "reason": "price"},
        "POST /disputes/<int:dispute_id>": {"version": 1, "reason": "price"},
        "POST /disputes/<int:dispute_id>/notes": {"text": "they rang"},
        "POST /disputes/<int:dispute_id>/close": {"closed_as": "upheld", "line": dispute_line(store)["id"]},
        "POST /accounts/<int:account_id>/payments": {"amount": "1", "currency": "GBP", "day": "17/11", "way": "open"},
        "POST /payments/<int:payment_id>/allocations": {"way": "oldest"},
        "POST /payments/<int:payment_id>/reversal": {"kind": "error"},
        "POST /accounts/<int:account_id>/notes": {"text": "they moved"},
        "POST /notes/<int:note_id>/pinned": {"pinned": "1"},
        "POST /heard/<int:heard_id>/verdict": {"verdict": "true"},
        "POST /rules": {"creditor": creditor_of(store, account), "records_calls": "yes"},
        "POST /accounts/<int:account_id>/documents": {"kind": "contract", "note": "in the safe"},
        "POST /documents/<int:document_id>/out": {"reason": "theirs"},
        "POST /rehearsal/answers": {"excuse": "no_money", "account": account},
        "POST /rehearsal/grades": {"excuse": "no_money", "account": account, "grade": "3"},
        "POST /people/me/language": {"language": "en"},
    }.get(rule, {})


def contacts(store) -> tuple[int, int]:
    """Give two contacts of the collector's account."""
    found = rows(store, "select id from contact where account_id = ? order by id", account_id(store, "GB-1009"))
    return found[0]["id"], found[1]["id"]


def creditor_of(store, account: int) -> int:
    """Give the creditor of an account."""
    return int(rows(store, "select creditor_id from account where id = ?", account)[0]["creditor_id"])


def dispute_line(store) -> dict[str, object]:
    """Give the invoice of the first dispute of the book."""
    return dict(rows(store, "select * from dispute_line order by id")[0])


def open_payment(store) -> int:
    """Give a payment of the ledger of which something is left open."""
    unallocated = "select id from payment p where not exists (select 1 from allocation where payment_id = p.id)"
    return int(rows(store, unallocated + " order by id")[0]["id"])


def imported(store) -> dict[str, int]:
    """Give an import of a real creditor of the lead's and the collector's, from a file that the collector sent."""
    found = rows(store, "select id, import_run_id from intake")
    if not found:
        with store.write() as writing:
            creditor = writing.add("creditor", name="Our Mill Ltd", created_at=stamp(START))
            for name, role in (("Ruth Ashdown", "lead"), ("Tom Arkwright", "collector")):
                sender = writing.one("person_by_name", name=name)["id"]
                people.grant(writing, sender, creditor_id=creditor, role=role, now=START)
            about = {"file_name": "ledger.csv", "file_digest": "", "kind": "invoices", "day": "2026-11-18"}
            run = writing.add("import_run", creditor_id=creditor, **about, ran_at=stamp(START), result="{}")
            sent = {"person_id": sender, "file_name": "ledger.csv", "made_at": stamp(START)}
            writing.add("intake", folder="x", **sent, state="entered", import_run_id=run, submission="x")
        found = rows(store, "select id, import_run_id from intake")
    return {"int:intake_id": found[0]["id"], "int:run_id": found[0]["import_run_id"]}


def address(rule: str, store, *, call_id: int) -> str:
    """Fill a rule's places with what belongs to the collector."""
    places = {
        "path:filename": "rejoinder.css",
        "secret": "never-made",
        "int:account_id": account_id(store, "GB-1009"),
        "int:call_id": call_id,
        "int:commitment_id": rows(store, "select max(id) as id from commitment")[0]["id"],
        "int:contact_id": contacts(store)[0],
        "int:other_id": contacts(store)[1],
        "int:dispute_id": dispute_line(store)["dispute_id"],
        "int:payment_id": open_payment(store),
        "int:document_id": rows(store, "select min(id) as id from document")[0]["id"],
        **imported(store),
        "int:heard_id": rows(store, "select min(id) as id from heard")[0]["id"],
        "step": "ask_for_all",
        "int:note_id": rows(store, "select min(id) as id from note")[0]["id"],
        "int:revision_id": rows(
            store, "select id from revision where path = 'scripts/en/responses/no_money.md' order by id"
        )[0]["id"],
        "language": "en",
        "part": "responses",
        "name": "no_money",
    }
    return re.sub(r"<([^>]+)>", lambda place: str(places[place[1]]), rule.split(" ")[1])


@pytest.fixture
def call_id(collector, store) -> int:
    """A call of the collector's with a commitment in it; and a ledger was brought in before."""
    imported(store)
    made = begin(collector, store, "GB-1009")
    assert collector.post(f"/calls/{made}/commitments", PROMISE).status_code == 303
    return made


def test_table_names_every_address(app):
    known = {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert known == set(ALLOWED)


@pytest.mark.parametrize("who", WHO)
def test_each_address_answers_each_role_as_the_table_says(app, store, call_id, request, who):
    visitor: Visitor = request.getfixturevalue(who)
    wrong = {}
    # Signing out and the call's end come last, because nothing goes on after them.
    for rule in sorted(ALLOWED, key=lambda one: (one == "POST /sign-out", one.endswith("/end"))):
        path = address(rule, store, call_id=call_id)
        answer = visitor.get(path) if rule.startswith("GET") else visitor.post(path, sent(rule, store))
        answer.close()
        if answer.status_code != ALLOWED[rule][WHO.index(who)]:
            wrong[rule] = answer.status_code
    assert wrong == {}


def test_outsider_reaches_nothing_by_guessing_ids(outsider, store, call_id):
    ours = [f"/accounts/{row['id']}" for row in rows(store, "select id from account")]
    answers = {outsider.get(path + part).status_code for path in ours for part in ("", "/file", "/invoices")}
    calls = [row["id"] for row in rows(store, "select id from call order by id desc limit 6")]
    answers |= {outsider.post(f"/calls/{one}/{part}").status_code for one in calls for part in ("said", "end")}
    made = [row["id"] for row in rows(store, "select id from commitment order by id desc limit 12")]
    answers |= {outsider.post(f"/commitments/{one}/error").status_code for one in made}
    assert answers == {404}


def test_outsider_finds_nothing_in_list_or_search(outsider, store):
    names = [row["name"] for row in rows(store, "select name from account")]
    for query in ("", "?whose=mine", "?q=GB", "?q=CN", f"?q={names[0]}", "?q=1632960"):
        page = outsider.get(f"/worklist{query}").get_data(as_text=True)
        assert not [name for name in names if f">{name}</a>" in page]


def test_outsider_previews_no_account_of_ours(outsider, store):
    assert outsider.get(f"{SCRIPT}?account={account_id(store, 'GB-1009')}").status_code == 404


def test_outsider_hands_out_no_account_of_ours(outsider, store):
    before = rows(store, "select * from assignment order by account_id")
    fields = {"account": account_id(store, "GB-1009"), "collector": outsider.person_id}
    assert outsider.post("/worklist/assignments", fields).status_code == 403
    assert rows(store, "select * from assignment order by account_id") == before


def test_lead_hands_no_account_to_somebody_of_another_creditor(lead, outsider, store):
    before = rows(store, "select * from assignment order by account_id")
    fields = {"account": account_id(store, "GB-1009"), "collector": outsider.person_id}
    assert lead.post("/worklist/assignments", fields).status_code == 409
    assert rows(store, "select * from assignment order by account_id") == before


def test_call_is_not_there_for_a_colleague(colleague, store, call_id):
    for part in ("said", "heard", "contact", "draft", "intentions", "commitments", "commitments/preview", "end"):
        assert colleague.post(f"/calls/{call_id}/{part}").status_code == 404
    for part in ("commitments/new", "confirmation", "confirmation.eml"):
        assert colleague.get(f"/calls/{call_id}/{part}").status_code == 404


def test_no_form_is_taken_without_its_token(lead, collector, store, call_id):
    before = {
        table: count(store, table) for table in ("call", "heard", "note", "commitment_event", "revision", "audit")
    }
    for visitor in (lead, collector):
        answers = {
            rule: visitor.client.post(address(rule, store, call_id=call_id), data=sent(rule, store)).status_code
            for rule in ALLOWED
            if rule.startswith("POST")
        }
        assert answers == dict.fromkeys(answers, 400)
    assert {table: count(store, table) for table in before} == before


def test_token_of_another_session_is_refused(lead, collector):
    page = collector.get("/sign-in").get_data(as_text=True)
    token = re.search(r'name="csrf-token" content="([^"]+)"', page)[1]
    assert lead.client.post("/people/me/language", data={"language": "zh", "csrf_token": token}).status_code == 400


def test_every_answer_carries_the_headers(collector, store, call_id):
    for rule in sorted(set(ALLOWED) - {"GET /static/<path:filename>"}, key=lambda one: one == "POST /sign-out"):
        path = address(rule, store, call_id=call_id)
        answer = collector.get(path) if rule.startswith("GET") else collector.post(path, sent(rule, store))
        policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
        assert policy.pop("default-src") == "'none'", rule
        assert set(policy.values()) <= {"'self'", "'none'"}, rule
        assert answer.headers["Cache-Control"] == "no-store", rule
        assert "HX-Request" in answer.vary, rule
        assert answer.headers["X-Content-Type-Options"] == "nosniff", rule


def test_files_may_be_kept_by_the_browser(stranger):
    with stranger.get("/static/rejoinder.css") as answer:
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]


def test_missing_file_is_not_kept_as_missing(stranger):
    answer = stranger.get("/static/not-there.css")
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"


def test_pages_name_their_files_by_content(collector):
    page = collector.get("/worklist").get_data(as_text=True)
    assert re.search(r"/static/rejoinder\.css\?v=[0-9a-f]{12}", page)


def test_no_page_has_script_or_style_of_its_own(collector, lead, store, call_id):
    desk = f"/accounts/{account_id(store, 'GB-1009')}"
    for visitor, path in ((collector, desk), (collector, "/worklist"), (collector, "/rehearsal"), (lead, SCRIPT)):
        page = visitor.get(path).get_data(as_text=True)
        assert not re.findall(r"<style|\sstyle=|\son[a-z]+=|hx-on|<script(?![^>]*\bsrc=)", page)


def test_request_under_a_foreign_name_is_refused(app, collector):
    for host in ("evil.example", "127.0.0.1.evil.example"):
        answer = collector.client.get("/worklist", headers={"Host": host})
        assert answer.status_code == 400
        assert b"CN-" not in answer.data
    assert collector.client.get("/sign-in", headers={"Host": "127.0.0.1:5000"}).status_code == 200


def test_further_names_are_served_when_given(data, clock):
    from app import create_app

    application = create_app(data, clock=clock, hosts=("desk.example",))
    assert application.test_client().get("/sign-in", headers={"Host": "desk.example"}).status_code == 200
    application.extensions["rejoinder"].store.close()


def test_address_of_an_ended_session_leads_to_sign_in(app, store, collector):
    assert collector.post("/sign-out").headers["Location"] == "/sign-in"
    assert collector.get("/worklist").headers["Location"] == "/sign-in"


def test_part_of_a_page_is_no_sign_in_page(stranger):
    answer = stranger.get("/worklist", htmx=True)
    assert answer.status_code == 401
    assert answer.mimetype == "text/plain"


def test_session_of_somebody_who_left_ends(app, store, collector):
    with store.write() as writing:
        writing.connection.execute("update person set is_active = 0 where id = ?", [collector.person_id])
    assert collector.get("/worklist").headers["Location"] == "/sign-in"
    assert collector.post("/people/me/language", {"language": "zh"}).status_code == 401


def test_grant_taken_away_closes_the_account(store, collector):
    path = f"/accounts/{account_id(store, 'GB-1009')}"
    assert collector.get(path).status_code == 200
    with store.write() as writing:
        writing.connection.execute('delete from "grant" where person_id = ?', [collector.person_id])
    assert collector.get(path).status_code == 403


def test_cookie_is_out_of_reach_of_scripts_and_other_sites(app, store):
    visitor = sign_in(app, store, "Tom Arkwright")
    cookie = visitor.client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie.http_only
    assert cookie.same_site == "Lax"
