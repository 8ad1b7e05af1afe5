# Everything sets itself up: a fresh clone needs Python 3.11 or newer, git and make.
PYTHON ?= python3
UV_VERSION := 0.13.9
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test cover world faults check score fix fuzz bench peers docs site wheel sbom clean

$(READY): pyproject.toml uv.lock Makefile
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(BIN)/uv sync --quiet --frozen --all-extras --inexact --python $(BIN)/python
	@touch $@

demo: $(READY) ## read the example documents into a fresh ledger and show what can be asked
	@$(BIN)/python examples/demo.py

world: $(READY) ## a made-up market with thousands of documents, read into a ledger to look at: .demo/world.db
	@$(BIN)/python bench/world.py demo

test: $(READY) ## all tests
	$(BIN)/python -m pytest -n 2 --dist loadgroup

cover: $(READY) ## all tests, and which lines no test runs; up to twice as long
	$(BIN)/python -m pytest -n 2 --dist loadgroup --cov --cov-report=term:skip-covered

KILLS ?= 200

faults: $(READY) ## kill what writes KILLS times each at random moments, and cut it off, fill it up and make it hang
	TALENTWIRE_FAULTS=$(KILLS) $(BIN)/python -m pytest -s tests/faults

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

SECONDS ?= 60
PARSER ?=

fuzz: $(READY) ## damaged input for everything that parses, SECONDS for each parser; findings go into tests/fuzz/corpus
	$(BIN)/python tests/fuzz/run.py --seconds $(SECONDS) $(PARSER)

SIZE ?= 10
SERVERS ?=

bench: $(READY) ## speed, each figure beside a floor of the same run; SIZE=100 is the size of the published figures
	$(BIN)/python bench/bench.py
	$(BIN)/python bench/archives.py --pages $(SIZE)00
	$(BIN)/python bench/names.py --names $(SIZE)0000
	$(BIN)/python bench/folding.py --documents $(SIZE)000
	$(BIN)/python bench/weighing.py --claims $(SIZE)0000
	$(BIN)/python bench/questions.py --claims $(SIZE)0000 $(SERVERS:%=--server %)
	$(BIN)/python bench/answers.py --claims $(SIZE)0000
	$(BIN)/python bench/load.py --claims $(SIZE)0000
	$(BIN)/python bench/readers.py --claims $(SIZE)0000 $(SERVERS:%=--server %)
	$(BIN)/python bench/bulk.py --pages $(SIZE)0
	$(BIN)/python bench/world.py measure --people $(SIZE)0 --years 1 --coverage 0.5 1 --noise 0 1 --readers "true claims"
	$(BIN)/python bench/loading.py --documents $(SIZE)000 $(SERVERS:%=--server %)

peers: $(READY) ## what the bench compares with, some hundred megabytes
	$(BIN)/python -m pip install --quiet --disable-pip-version-check spacy==3.8.18 torch==2.13.0

docs: $(READY) ## the reference pages that are made from the code
	$(BIN)/python docs/reference.py

site: $(READY) ## the documentation as a site, in site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

wheel: export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct)
wheel: $(READY) ## the wheel, in dist/; of one commit the same to the byte wherever it is built
	$(BIN)/python -m hatchling build -t wheel

EXTRAS ?= --all-extras

sbom: $(READY) ## what is installed, as CycloneDX in dist/sbom.cdx.json; EXTRAS="--extra web" for some extras alone
	@mkdir -p dist
	$(BIN)/uv export --quiet --frozen --no-dev $(EXTRAS) --format cyclonedx1.5 --preview-features sbom-export \
		| $(BIN)/python docs/licences.py > dist/sbom.cdx.json

clean: ## back to the clone
	rm -rf .venv .demo site dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
