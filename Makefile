# Every target sets up what it needs; `make` alone prints this help.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header pyproject.toml

# Compiled modules are kept: tests start the bot some fifty times, and each start would compile it anew.
export PYTHONDONTWRITEBYTECODE =

.DEFAULT_GOAL := help
.PHONY: help setup run test soak bench check fmt migrate lock

help: ## print this help
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

setup: $(STAMP) ## build .venv from the pinned, hashed requirements

$(STAMP): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "PMI Bot needs Python 3.11 or newer; run: make PYTHON=python3.11")'
	@test -x $(BIN)/pip || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

run: $(STAMP) ## run the bot: against Slack with tokens in .env, else the sandbox workspace in a browser
	$(BIN)/python -m bot

test: $(STAMP) ## run all tests
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

bench: $(STAMP) ## measure what is promised about speed, and keep it in docs/performance.md; CASES="cpu start" measures these alone
	$(BIN)/python -m tests.bench $(CASES)

soak: $(STAMP) ## for 20 minutes workers are killed, clocks are set, Slack and the databases fail: every message arrives once
	$(BIN)/python -m tests.fault_run.soak

check: $(STAMP) ## lint, types, import contracts, then all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

fmt: $(STAMP) ## format and mend what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

migrate: $(STAMP) ## bring the database of DATABASE_URL to the newest schema
	$(BIN)/python -m bot migrate

lock: $(STAMP) ## pin the newest versions that pyproject.toml allows, with hashes
	$(COMPILE) --upgrade -o requirements.txt
	$(COMPILE) --upgrade --extra dev -o requirements-dev.txt
