# Two commands on a fresh machine: make run, make test. Needs python 3.11 or newer with its venv module, and make.
# What they make lies in .venv/ and var/; `make clean` takes both away. No file here names a package registry: pip's own
# configuration does.

PYTHON ?= python3
PORT ?= 8000
ARGS ?=
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
DEMONSTRATION := EXCHANGE_MODE=demo DEMO=1 PORT=$(PORT)
# The database is prepared anew when something that shapes it has changed, or when it is not there.
SHAPES := $(wildcard */migrations/*.py) $(shell find frameworks/sowing* frameworks/terms */management -name '*.py' 2>/dev/null)
DATABASE := var/exchange.sqlite3

.DEFAULT_GOAL := help
.PHONY: help run test check bench doctor assets docs messages requirements migrations format secrets clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: var/prepared ## start the demonstration on http://127.0.0.1:8000 (PORT= changes it)
	@$(DEMONSTRATION) $(MANAGE) serve

test: .venv/dev ## run the whole suite (ARGS= passes arguments on; TEST_DATABASE_URL=, REDIS_URL= use servers)
	@$(BIN)/pytest $(ARGS)

check: .venv/dev ## check format, style, types, order of dependence, migrations, deployment, documents
	@$(BIN)/python tools/check.py

bench: .venv/dev ## measure what each promise costs, as ratios within one run
	@EXCHANGE_MODE=test $(BIN)/python -m bench $(ARGS)

doctor: ## say what this machine lacks, and the command that brings it
	@$(PYTHON) tools/doctor.py

assets: ## rebuild what is vendored under static/ (Node, for development only)
	@cd assets && npm install --no-audit --no-fund && node build.mjs

docs: .venv/dev ## write docs/reference from the code
	@$(MANAGE) docs

messages: .venv/dev ## gather what people read into locale/ and compile it (needs gettext)
	@$(MANAGE) makemessages
	@$(MANAGE) compilemessages --ignore '.venv'

requirements: .venv/dev ## pin requirements/*.in with hashes
	@for name in app dev uv; do $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
		--python-version 3.11 requirements/$$name.in --output-file requirements/$$name.txt $(ARGS) || exit 1; done

migrations: .venv/dev ## write migrations; name each: make migrations ARGS='ROOM --name WHAT_IT_DOES'
	@$(MANAGE) makemigrations $(ARGS)

format: .venv/dev ## format the code and mend what can be mended
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

secrets: .venv/app ## make the secrets that service in containers needs, in secrets/
	@$(BIN)/python tools/make_secrets.py secrets
	@EXCHANGE_MODE=demo VAULT_KEY_FILE=secrets/vault_keys $(MANAGE) make_keys --if-missing
	@chmod 0644 secrets/vault_keys

clean: ## take away the environment and the demonstration's data
	rm -rf .venv var staticfiles

.venv/made: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Python 3.11 or newer is needed. Name it: make run PYTHON=python3.12'; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || \
		{ rm -rf .venv; echo 'Python lacks its venv module. On Debian: apt-get install python3-venv'; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/uv.txt 2>/dev/null \
		|| echo 'Going on without uv: pip does the same more slowly.'
	@touch $@

.venv/app .venv/dev: .venv/%: requirements/%.txt .venv/made
	@echo 'Installing requirements/$*.txt'
	@{ test -x $(BIN)/uv && $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --requirement $<; } || \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

ifeq ($(wildcard $(DATABASE)),)
.PHONY: var/prepared
endif
var/prepared: .venv/app $(SHAPES)
	@mkdir -p var
	@$(DEMONSTRATION) $(MANAGE) prepare --demonstration
	@touch $@
