# Two commands: `make demo` shows it at work, `make test` does all that CI does.
# Both first make .venv (scripts/setup.py), which ends at once when there is nothing to do.

PYTHON ?= python3
ifeq ($(OS),Windows_NT)
IN_VENV := .venv/Scripts/python.exe
else
IN_VENV := .venv/bin/python
endif

.PHONY: help setup demo test docs format clean
.DEFAULT_GOAL := help

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

setup: ## make .venv with everything as pinned in constraints.txt
	@$(PYTHON) scripts/setup.py

demo: setup ## index examples/ and ask it a few questions
	@$(IN_VENV) scripts/demo.py

test: setup ## format, lint, types, layers, wheel and tests, as in CI
	@$(IN_VENV) scripts/check.py

docs: setup ## write the generated pages and the picture anew
	@$(IN_VENV) scripts/generate_docs.py
	@$(IN_VENV) scripts/make_picture.py

format: setup ## put the code into its one shape
	@$(IN_VENV) -m ruff format .
	@$(IN_VENV) -m ruff check --fix .

clean: ## remove what was built here (the cache of compiled wheels stays)
	rm -rf .venv .demo dist build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
