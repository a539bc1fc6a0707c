# Two commands matter: `make run` and `make test`. Everything else is a part of them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
# Node comes with the virtual environment (a wheel), so that no machine needs its own.
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix frontend
PYTEST_WORKERS ?= 2
BUILT := src/guatu/ui/static/built/guatu.js
FONTS := src/guatu/wallchart/data/fonts/NotoSansSC-Regular.ttf
MESSAGES := src/guatu/config/locale/zh_Hans/LC_MESSAGES/django.mo

.PHONY: help run setup test lint types imports templates translations migrations front unit browser bench lock messages published format soak audit

help: ## This list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: setup ## Set everything up and start Guatu with its demo zone
	$(BIN)/guatu up

setup: .venv/.ready $(BUILT) $(FONTS) $(MESSAGES) ## Virtual environment, front end, fonts, translations

.venv/.ready: requirements/dev.txt requirements/bootstrap.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	$(BIN)/uv pip sync -q --python $(BIN)/python --require-hashes requirements/dev.txt
	$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	touch $@

frontend/node_modules/.ready: frontend/package-lock.json .venv/.ready
	$(NPM) ci --no-audit --no-fund --loglevel=error
	touch $@

$(BUILT): frontend/node_modules/.ready $(shell find frontend/src frontend/styles frontend/build -type f 2>/dev/null) frontend/vite.config.ts frontend/icons.json
	$(NPM) run --silent build
	touch $@

$(FONTS): frontend/node_modules/.ready tools/build_fonts.py
	$(BIN)/python tools/build_fonts.py
	touch $@

$(MESSAGES): src/guatu/config/locale/zh_Hans/LC_MESSAGES/django.po .venv/.ready
	$(BIN)/python tools/messages.py compile

test: setup lint types imports templates translations migrations front unit browser ## Everything CI runs

lint: .venv/.ready ## Ruff: faults and formatting; generated pages are those that would be written
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python tools/published_figures.py check

types: .venv/.ready ## mypy, strict
	$(BIN)/mypy

imports: .venv/.ready ## Imports point down
	$(BIN)/lint-imports

templates: .venv/.ready ## Templates are well formed
	$(BIN)/djlint --lint --quiet src/guatu

translations: .venv/.ready ## Every text has its Chinese
	$(BIN)/python tools/collect_script_texts.py --check
	$(BIN)/python tools/messages.py check

migrations: .venv/.ready ## No model without its migration
	GUATU_DATA=$$(mktemp -d)/data $(BIN)/guatu makemigrations --check --dry-run

front: frontend/node_modules/.ready ## Types, lint and tests of the front end
	$(NPM) run --silent check

unit: setup ## Tests, in parallel, on the embedded PostgreSQL
	$(BIN)/pytest -n $(PYTEST_WORKERS) -m "not browser and not soak"

browser: setup ## Walks through the pages in headless Chromium
	$(BIN)/pytest -m browser

soak: setup ## The same at length, for a quiet hour; GUATU_SOAK=10 makes it ten times as long
	$(BIN)/pytest -m soak

audit: frontend/node_modules/.ready ## Ask whether what is pinned has known vulnerabilities
	$(BIN)/python tools/audit_dependencies.py

bench: setup ## Benchmarks: each a ratio to its floor; writes docs/benchmarks.md
	$(BIN)/python -m bench

messages: .venv/.ready ## Take new texts into the Chinese catalogue
	$(BIN)/python tools/collect_script_texts.py
	$(BIN)/python tools/messages.py update

published: .venv/.ready ## Write docs/figures.md from the rows of published figures
	$(BIN)/python tools/published_figures.py write

format: .venv/.ready ## Bring code into its form
	$(BIN)/ruff check -q --fix . || true
	$(BIN)/ruff format -q .

lock: .venv/.ready ## Pin every dependency again, with hashes
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --extra dev pyproject.toml -o requirements/dev.txt
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -c requirements/dev.txt pyproject.toml -o requirements/base.txt
