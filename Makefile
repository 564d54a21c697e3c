# The project's commands. `make run` and `make test` are all a newcomer needs.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup run test lint format bench screenshots clean

# The first of these that is Python 3.11 or newer makes the environment.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	&& echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
# Where set, PyTorch comes from this wheel index first (for a small CPU build).
TORCH_INDEX ?=

STAMP := $(VENV)/.installed

help: ## show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

setup: $(STAMP) ## make .venv with the project and its pinned dependencies

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Mingzhang needs Python 3.11 or newer." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(STAMP): pyproject.toml constraints.txt | $(BIN)/python
	if [ -n "$(TORCH_INDEX)" ]; then $(BIN)/python -m pip install -c constraints.txt --index-url "$(TORCH_INDEX)" torch; fi
	$(BIN)/python -m pip install -c constraints.txt -e '.[dev]'
	@touch $@

run: setup ## ingest the sample when the store is empty, then serve on http://127.0.0.1:8000
	@if [ -z "$$($(BIN)/mingzhang documents 2>/dev/null)" ]; then $(BIN)/mingzhang ingest eval/sample; fi
	$(BIN)/mingzhang serve --host $(HOST) --port $(PORT)

lint: setup ## style, types and the import rule
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint ## everything that CI runs
	$(BIN)/python -m pytest -q

format: setup ## put the code into its house format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup ## time answers (in a service, from a cold shell) and ingestion by format
	$(BIN)/python -m eval.bench
	$(BIN)/python -m eval.ingest_bench

screenshots: setup ## take the pictures of docs/images anew
	$(BIN)/python -m eval.screenshots

clean: ## remove the environment and caches, never the data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
