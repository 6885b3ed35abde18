# The commands of the house. `make run` and `make test` set up what they need the first time.
PY ?= python3
BIN = .venv/bin
PO = $(wildcard rejoinder/translations/*/LC_MESSAGES/*.po)
PORT ?= 5000
export PORT

.PHONY: setup run test check bench bench-matching lock messages

setup: .venv/.run $(PO:.po=.mo)

.venv/.run: requirements.lock
	@test -x $(BIN)/python || $(PY) -m venv .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --only-binary :all: --no-binary zhconv -r requirements.lock
	@touch $@

.venv/.test: .venv/.run requirements-dev.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-dev.lock
	@touch $@

%.mo: %.po .venv/.run
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

run: setup
	@$(BIN)/python -m rejoinder serve

test: setup .venv/.test
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal

check: setup .venv/.test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m rejoinder content check

bench: setup
	@$(BIN)/python -m bench

bench-matching: setup
	@$(BIN)/python -m bench.matching

# Needs uv. Hashes and no address stand in the locks, so that they serve any mirror.
lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 requirements.in -o requirements.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 requirements-dev.in -o requirements-dev.lock

# Collects the words on screen anew and keeps the translations that stand.
messages: setup
	$(BIN)/pybabel --quiet extract --mapping babel.cfg --keyword lazy_gettext --keyword mark --keyword Refused --keyword NotFound --keyword NotAllowed --keyword ChangedElsewhere --keyword Problem:3 --keyword fits --keyword against --keyword known --keyword nothing --no-location --sort-output --output rejoinder/translations/messages.pot app.py rejoinder templates
	$(BIN)/pybabel --quiet update --input-file rejoinder/translations/messages.pot --output-dir rejoinder/translations --no-fuzzy-matching --no-wrap --ignore-obsolete --ignore-pot-creation-date
	@sed -i -E '/^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By):/d' rejoinder/translations/*/LC_MESSAGES/messages.po
	@rm rejoinder/translations/messages.pot
