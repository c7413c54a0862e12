# make help lists what there is. Nothing has to be set up first: each target builds what it needs.
.DEFAULT_GOAL := help
.PHONY: demo test check fix snapshots golden pictures dev bench real sweep clean help
unexport PYTHONDONTWRITEBYTECODE

# The first of these that runs and is Python 3.11 or newer.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin

.venv/made:
	@test -n "$(PYTHON)" || { echo "smeeting needs Python 3.11 or newer; none was found on the PATH" >&2; exit 2; }
	@$(PYTHON) -m venv .venv || { echo "python cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2; exit 2; }
	@$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	@touch $@

.venv/runs: .venv/made pyproject.toml
	@echo "Installing smeeting ..."
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/tests: .venv/runs
	@echo "Installing what the checks need ..."
	@$(BIN)/python -m pip install --quiet --group dev
	@touch $@

demo: .venv/runs  ## open the program on an invented workspace with a year of history
	@$(BIN)/smeeting demo demo

test: .venv/tests  ## every check: format, lint, types, layers, tests with coverage
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist worksteal --cov --cov-report=
	$(BIN)/python -m tests.coverage_floors

check: test  ## the same as test

fix: .venv/tests  ## format, and mend what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

snapshots: .venv/tests  ## draw the pictures that snapshot tests compare with anew
	$(BIN)/pytest -n 2 tests/tui/test_snapshots.py --snapshot-update

golden: .venv/tests  ## write the golden minutes anew
	SMEETING_GOLDEN=write $(BIN)/pytest tests/render

pictures: .venv/runs  ## draw the README's pictures anew
	$(BIN)/python -m bench.pictures

dev: .venv/tests  ## open the demo with the live console (run `.venv/bin/textual console` beside it)
	$(BIN)/smeeting demo demo --no-open
	TEXTUAL=devtools,debug $(BIN)/smeeting -C demo

bench: .venv/tests  ## measure the aims, as ratios beside a reference application
	$(BIN)/python -m bench

real: .venv/tests  ## read real exports and compare the figures they are known to give (DATA=folder)
	@$(BIN)/python -m bench.real $(DATA)

sweep: .venv/tests  ## the full form of the slow tests: faults, and glossaries in every style
	SMEETING_SWEEP=full $(BIN)/pytest -n 2 tests/faults tests/storage/test_glossary_styles.py tests/services/test_ledger_model.py

clean:  ## remove what the other targets made
	rm -rf .venv demo .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage*

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18
