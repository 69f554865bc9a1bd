# The two commands: `make serve` and `make test`. What they run can be typed as it stands here.

PYTHON ?= python3
RUN = .venv/bin/python

.PHONY: serve test lint templates checks catalogs test-postgres test-sqlite

serve: .venv/installed
	@$(RUN) manage.py serve

test: lint templates checks catalogs test-postgres test-sqlite

lint: .venv/installed-dev
	.venv/bin/ruff check && .venv/bin/ruff format --check

templates: .venv/installed-dev
	$(RUN) -m tests.templates

checks: .venv/installed-dev
	$(RUN) -m tests.checks

catalogs: .venv/installed-dev
	$(RUN) -m tests.catalogs

test-postgres: .venv/installed-dev
	$(RUN) -m tests.postgres -n 2 -q --ignore=tests/journeys

test-sqlite: .venv/installed-dev
	DATABASE_URL= .venv/bin/pytest -n 2 -q --cov

.venv/installed: requirements.txt | .venv/bin/pip
	.venv/bin/pip install --disable-pip-version-check -q -r requirements.txt && touch $@

.venv/installed-dev: requirements-dev.txt requirements.txt | .venv/bin/pip
	.venv/bin/pip install --disable-pip-version-check -q -r requirements-dev.txt && touch $@ .venv/installed

.venv/bin/pip:
	@$(PYTHON) -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "The portal needs Python 3.11 or newer with its venv (on Debian: apt-get install python3-venv); PYTHON=python3.12 names another one." >&2; exit 1; }
	$(PYTHON) -m venv .venv
