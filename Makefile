# make demo   see a developing story watched, from nothing, in one command
# make test   set up and run the tests, from nothing, in one command

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
CONFIG ?= config.toml
ARGS ?=
JOBS ?= 2

export PYTHONDONTWRITEBYTECODE :=  # empty: else each start of the command would compile all of it again

.DEFAULT_GOAL := help
.PHONY: help demo run test fast check bench hostile faults model clean lock

help:  ## what can be made
	@echo 'dateline: watches a developing story and its sources; tells the editor of new quotes and confirmed dates.'
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null || true

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo 'dateline needs Python 3.11 or newer; install it, or say make PYTHON=/path/to/python'; exit 1; }
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV); \
		$(PYTHON) -m pip --disable-pip-version-check --quiet install --user --break-system-packages virtualenv 2>/dev/null \
		|| $(PYTHON) -m pip --disable-pip-version-check --quiet install --user virtualenv; \
		$(PYTHON) -m virtualenv --quiet $(VENV); }

$(VENV)/.run: requirements.lock pyproject.toml | $(BIN)/python
	@echo 'Setting up (once, about a minute) ...'
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo 'Setting up for development (once, about a minute) ...'
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.run

demo: $(VENV)/.run  ## a developing story plays before your eyes (ARGS=--once ends by itself)
	@$(BIN)/dateline demo $(ARGS)

run: $(VENV)/.run  ## the service, with config.toml
	@$(BIN)/dateline run --config $(CONFIG)

test: $(VENV)/.dev  ## all tests
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup $(ARGS)

fast: $(VENV)/.dev  ## the tests that need no command, browser or thousand examples: under a minute
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup -m "not slow" $(ARGS)

check: $(VENV)/.dev  ## lint, types, arrows
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@PYTHONPATH=. $(BIN)/lint-imports --no-cache 2>&1 | tail -n +2

hostile: $(VENV)/.dev  ## every hostile answer against the real command
	@$(BIN)/python -m tests.hostile $(ARGS)

faults: $(VENV)/.dev  ## what a crash, a full disk, a dead network … cost (half an hour; ARGS="SIGKILL --rounds 20")
	@$(BIN)/python -m tests.faults $(ARGS)

bench: $(VENV)/.dev  ## speed and size on this machine
	@$(BIN)/python -m tests.bench $(ARGS)
	@$(BIN)/python tests/bench/diffs.py
	@PYTHONPATH=. $(BIN)/python tests/bench/reading.py
	@PYTHONPATH=. $(BIN)/python tests/bench/noise.py

model: $(VENV)/.dev  ## train the quotes model again (DATA=folder of PolNeAR's train split)
	@test -n "$(DATA)" || { echo 'say where the texts are: make model DATA=polnear/data/train'; exit 1; }
	@$(BIN)/python -m monitor.detect.quotes.train "$(DATA)"

lock: $(BIN)/python  ## refresh the lock files from pyproject.toml
	@$(PIP) install uv
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade \
		pyproject.toml --extra postgres --extra fleet -o requirements.lock
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade \
		pyproject.toml --extra postgres --extra fleet --group dev -o requirements-dev.lock

clean:  ## remove what was built
	@rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
