# The two commands: `make serve` and `make test`. What they run can be typed as it stands here.

PYTHON ?= python3
RUN = .venv/bin/python
PRODUCTION = DEVELOPMENT=0 SITE_URL=https://portal.example ALLOWED_HOSTS=portal.example TRUSTED_PROXIES=127.0.0.1

.PHONY: serve test screenshots share-pictures picture messages lint templates migrations deploy-check test-rules test-pure test-postgres test-sqlite bench journeys soak mutants

serve: .venv/installed
	@$(RUN) manage.py serve

test: lint templates migrations deploy-check test-rules test-pure test-postgres test-sqlite

screenshots: .venv/installed-dev
	$(RUN) -m tests.screenshots http://127.0.0.1:$(or $(PORT),8000)

share-pictures: .venv/installed-dev
	$(RUN) -m tests.share_pictures

picture: .venv/installed-dev
	$(RUN) -m tests.architecture_picture

bench: .venv/installed-dev
	$(RUN) -m benchmarks.run

journeys: .venv/installed-dev
	@$(RUN) -m benchmarks.journeys $(if $(NAMES),--names)

# About half an hour: 20,000 inputs nobody means to send, 20 kills during 2,000 sendings, and 2,000 notices through a mail
# server that fails while the worker is killed ten times, on either database; and the migrations of earlier releases, forth
# and back.
soak: export SOAK_INPUTS = 20000
soak: export SOAK_SENDINGS = 2000
soak: export SOAK_KILLS = 20
soak: export SOAK_NOTICES = 2000
soak: export SOAK_NOTICE_KILLS = 10
soak: .venv/installed-dev
	DATABASE_URL= .venv/bin/pytest -q tests/soak && $(RUN) -m tests.postgres -q tests/soak && $(RUN) -m tests.postgres -n 2 -q -m released

# Half an hour or so: what each rule would be with one thing changed, and whether a test notices. RULES="deadlines periods"
# takes some; MINUTES=60 is where it stops.
mutants: .venv/installed-dev
	DATABASE_URL= $(RUN) -m tests.mutants $(RULES)

messages: .venv/installed-dev
	$(RUN) manage.py makemessages -l zh_Hans -l en --no-location --no-obsolete --ignore=.venv --ignore=var --ignore=tests && $(RUN) manage.py fill_simplified && $(RUN) manage.py compilemessages --ignore=.venv

lint: .venv/installed-dev
	.venv/bin/ruff check && .venv/bin/ruff format --check && .venv/bin/lint-imports

templates: .venv/installed-dev
	.venv/bin/djade --check --target-version 5.2 $$(find templates -name '*.html') && .venv/bin/djlint --lint --quiet templates

migrations: .venv/installed-dev
	VAR_DIR=var/checks $(RUN) manage.py makemigrations --check --dry-run

deploy-check: .venv/installed-dev
	env $(PRODUCTION) $$($(RUN) -m portal.keys) $(RUN) manage.py check --deploy --fail-level INFO

# What needs no database: of feedback first, which covers the rules of the office to the last branch.
test-rules: .venv/installed-dev
	.venv/bin/pytest -n 2 -q -m pure tests/feedback --cov

test-pure: .venv/installed-dev
	.venv/bin/pytest -n 2 -q -m pure --ignore=tests/feedback

test-postgres: .venv/installed-dev
	$(RUN) -m tests.postgres -n 2 -q --ignore=tests/journeys --ignore=tests/soak -m "not pure and not released"

test-sqlite: .venv/installed-dev
	DATABASE_URL= .venv/bin/pytest -n 2 -q -m "not pure and not on_postgres and not released"

.venv/installed: requirements.txt | .venv/bin/pip
	.venv/bin/pip install --disable-pip-version-check -q -r requirements.txt && touch $@

.venv/installed-dev: requirements-dev.txt requirements.txt | .venv/bin/pip
	.venv/bin/pip install --disable-pip-version-check -q -r requirements-dev.txt && touch $@ .venv/installed

.venv/bin/pip:
	@$(PYTHON) -c 'import sys, ensurepip, sqlite3; sys.exit(sys.version_info < (3, 11) or sqlite3.sqlite_version_info < (3, 35))' 2>/dev/null || { echo "The portal needs Python 3.11 or newer with its venv and SQLite 3.35 or newer (on Debian: apt-get install python3-venv); PYTHON=python3.12 names another one." >&2; exit 1; }
	$(PYTHON) -m venv .venv
