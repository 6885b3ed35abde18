"""Put the application together: settings, parts, pages."""

import os
import secrets
import tempfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from flask_babel import Babel
from flask_wtf import CSRFProtect

from rejoinder.matching import Shelf
from rejoinder.store import Store, migrate
from rejoinder.web import (
    accounts,
    calls,
    commitments,
    confirmations,
    contacts,
    disputes,
    documents,
    facts,
    heard,
    imports,
    judgements,
    notes,
    paying,
    payments,
    people,
    rehearsal,
    rendering,
    rules,
    scripts,
    sign_in,
    timeline,
    worklist,
)
from rejoinder.web.access import find_person, htmx, screen_language
from rejoinder.web.catalogue import Catalogues
from rejoinder.web.parts import Parts

ROOT = Path(__file__).parent
DATABASE = "rejoinder.db"
INDEXES = "matching"


def _now() -> datetime:
    return datetime.now(UTC)


def create_app(data: Path, *, clock: Callable[[], datetime] = _now, hosts: tuple[str, ...] = ()) -> Flask:
    """Build the web application over the installation's folder `data`.

    `clock` gives the present moment (aware); `hosts` are names under which it may be reached besides this machine's.
    """
    app = Flask(__name__, root_path=str(ROOT))
    migrate(data / DATABASE)
    app.config.update(
        SECRET_KEY=_secret(data / "secret"),
        # Two installations on one machine differ by port only, which cookies do not know.
        SESSION_COOKIE_NAME=f"rejoinder-{zlib.crc32(str(data.resolve()).encode()):08x}",
        SESSION_COOKIE_SAMESITE="Lax",
        TRUSTED_HOSTS=["127.0.0.1", "localhost", *hosts],
        # A token lives as long as its session: a call lasts longer than an hour now and then.
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=1_000_000,
        MAX_FORM_MEMORY_SIZE=1_000_000,
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "rejoinder" / "translations"),
    )
    store = Store(data / DATABASE)
    app.extensions["rejoinder"] = Parts(store, clock, Catalogues(store, Shelf(data / INDEXES)))
    app.before_request(find_person)
    htmx.init_app(app)
    CSRFProtect(app)
    Babel(app, locale_selector=screen_language)
    rendering.install(app)
    for noun in (sign_in, worklist, imports, accounts, calls, commitments, confirmations, rehearsal, people):
        app.register_blueprint(noun.pages)
    for kept_by_leads in (scripts, rules):
        app.register_blueprint(kept_by_leads.pages)
    for section in (contacts, facts, paying, documents, disputes, judgements, payments, heard, notes, timeline):
        app.register_blueprint(section.pages)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    return app


def _secret(file: Path) -> str:
    """Read the key that signs sessions, made at the first start and readable by its owner alone."""
    key = file.read_text(encoding="ascii").strip() if file.exists() else ""
    return key or _make_secret(file)


def _make_secret(file: Path) -> str:
    """Make the key and give it; it is put in its place whole, so that no crash leaves half of one."""
    key = secrets.token_urlsafe(48)
    # What mkstemp makes, only its owner may read.
    descriptor, name = tempfile.mkstemp(prefix="secret.", dir=file.parent)
    with os.fdopen(descriptor, "w", encoding="ascii") as fresh:
        fresh.write(key)
    Path(name).replace(file)
    return key
