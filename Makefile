# Everything sets itself up: a fresh clone needs Python 3.11 or newer, git and make.
PYTHON ?= python3
UV_VERSION := 0.13.9
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test check score fix bench peers docs site clean

$(READY): pyproject.toml uv.lock Makefile
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(BIN)/uv sync --quiet --frozen --all-extras --inexact --python $(BIN)/python
	@touch $@

demo: $(READY) ## read the example documents into a fresh ledger and show what can be asked
	@$(BIN)/python examples/demo.py

test: $(READY) ## all tests, with coverage
	$(BIN)/python -m pytest -n 2 --dist loadgroup --cov --cov-report=term:skip-covered

check: $(READY) ## lint, types, contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

GOLD ?= $(wildcard ../shared/gold/seeds ../shared/gold/dev) $(wildcard training/??) training/documents
MISSES ?= 25

score: $(READY) ## what is read in annotated documents, against what careful readers found, and what went wrong
	@for folder in $(GOLD); do echo; echo "$$folder"; $(BIN)/talentwire evaluate --misses $(MISSES) $$folder; done

fix: $(READY) ## what can be mended without thought
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

SIZE ?= 10
SERVERS ?=

bench: $(READY) ## speed, each figure beside a floor of the same run; SIZE=100 is the size of the published figures
	$(BIN)/python bench/bench.py
	$(BIN)/python bench/names.py --names $(SIZE)0000
	$(BIN)/python bench/folding.py --documents $(SIZE)000
	$(BIN)/python bench/weighing.py --claims $(SIZE)0000
	$(BIN)/python bench/questions.py --claims $(SIZE)0000 $(SERVERS:%=--server %)
	$(BIN)/python bench/answers.py --claims $(SIZE)0000
	$(BIN)/python bench/load.py --claims $(SIZE)0000

peers: $(READY) ## what the bench compares with, some hundred megabytes
	$(BIN)/python -m pip install --quiet --disable-pip-version-check spacy==3.8.18 torch==2.13.0

docs: $(READY) ## the reference pages that are made from the code
	$(BIN)/python docs/reference.py

site: $(READY) ## the documentation as a site, in site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

clean: ## back to the clone
	rm -rf .venv .demo site .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
