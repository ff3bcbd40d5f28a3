# One's own documents lie in papers/, apart from the samples, and so does what is made of them.
CORPUS ?= $(if $(wildcard papers/*),papers,corpus)
OUTPUT ?= outputs$(if $(filter papers,$(CORPUS)),/papers)
REGISTRY ?=
BULK ?= ../shared/bulk
ARGS ?=
FUZZ_SECONDS ?= 3600
VENV ?= .venv
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

NAMES = $(if $(REGISTRY),--registry "$(REGISTRY)")
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
# Nothing is fetched but what the locks name by hash: not even to build the packages that come as source.
PIP_LOCKED := $(PIP) install --require-hashes --no-build-isolation --use-pep517
LOCK := uv pip compile --quiet --universal --fork-strategy fewest --generate-hashes --no-header --no-annotate

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install extract graph test test-long test-timed test-all hostile fuzz kill
.PHONY: check score audit lineage series support bench golden messages lock clean

help: ## Say what can be made (this)
	@echo "zeren: who has to do what in Chinese policy documents, as data"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "Variables: CORPUS=$(CORPUS) OUTPUT=$(OUTPUT) VENV=$(VENV) PYTHON=$(PYTHON)"
	@echo "           REGISTRY=names.toml (extract, graph) BULK=$(BULK) (audit) ARGS=… (any)"

install: $(VENV)/.installed ## Set up .venv with the command zeren

extract: $(VENV)/.installed ## Turn CORPUS (papers/ if it holds files, else the samples) into JSON below OUTPUT
	@$(BIN)/zeren extract "$(CORPUS)" --output "$(OUTPUT)" $(NAMES) $(ARGS)

graph: $(VENV)/.installed ## Write who answers for what in CORPUS, and who works with whom, below OUTPUT
	@$(BIN)/zeren extract "$(CORPUS)" --output "$(OUTPUT)" $(NAMES) || test $$? -eq 1 # what failed has been named
	@$(BIN)/zeren graph "$(OUTPUT)"
	@$(BIN)/zeren graph "$(OUTPUT)" --view cooperation

test: $(VENV)/.developed ## Run the tests, but for those that take long or depend on the clock
	@$(BIN)/python -m pytest -n auto --dist worksteal -m "not timed and not long" $(ARGS)

test-long: $(VENV)/.developed ## Run the tests that take long, and properties on more examples
	@$(BIN)/python -m pytest -n auto --dist worksteal -m "(long or hypothesis) and not timed" \
		--hypothesis-profile=thorough $(ARGS)

test-timed: $(VENV)/.developed ## Run the tests that depend on the clock, one by one
	@$(BIN)/python -m pytest -m timed $(ARGS)

test-all: test test-long test-timed ## Run all tests

hostile: $(VENV)/.developed ## Time all pairs of fifty tokens, and read the hostile files under 3 GB (ten minutes on two cores)
	@$(BIN)/python -m tests.campaigns.hostile $(ARGS)
	@$(BIN)/python -m tests.campaigns.hostile_files

fuzz: $(VENV)/.developed ## Give damaged files of every format to the program, for FUZZ_SECONDS in all
	@$(BIN)/python -m tests.campaigns.fuzz --seconds $(FUZZ_SECONDS) $(ARGS)

kill: $(VENV)/.developed ## Kill a hundred runs into files, and into shards, at random moments, and compare what the next one leaves
	@$(BIN)/python -m tests.campaigns.kill $(ARGS)
	@$(BIN)/python -m tests.campaigns.kill --store shards $(ARGS)

check: $(VENV)/.developed ## Run the linter, the formatter, the type checker and the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

score: $(VENV)/.installed ## Score the samples, and ../shared where it is: gold, calibration, other wordings, other forms, losses
	@$(BIN)/python -m pipeline.evaluation.score $(ARGS)
	@$(BIN)/python -m pipeline.evaluation.invariance
	@$(BIN)/python -m pipeline.evaluation.parity
	@$(BIN)/python -m pipeline.evaluation.mutations

audit: $(VENV)/.installed ## Say what of the documents below BULK was not read, by kind
	@$(BIN)/python -m pipeline.evaluation.audit "$(BULK)" $(ARGS)

lineage: $(VENV)/.installed ## Score what documents implement and continue against judged pairs of ../shared/bulk
	@$(BIN)/python -m pipeline.evaluation.lineage $(ARGS)

series: $(VENV)/.installed ## Score what is tracked through years against ../shared/numbers/series.json
	@$(BIN)/python -m pipeline.evaluation.series $(ARGS)

support: $(VENV)/.installed ## Silence each rule about numbers in turn, and say which change nothing
	@$(BIN)/python -m pipeline.evaluation.support $(ARGS)

bench: $(VENV)/.installed ## Time and weigh it against jieba and PDF libraries on the same files
	@$(BIN)/python -m pipeline.evaluation.bench $(ARGS)

golden: $(VENV)/.developed ## Write golden files and docs/schema.json anew: read the diff before you commit it
	@$(BIN)/python -m tests.write_golden
	@$(BIN)/zeren schema > docs/schema.json

messages: $(VENV)/.developed ## Gather what the commands say for translation, compile it, and print what has no Chinese
	@$(BIN)/python -m scripts.messages

lock: $(BIN)/python ## Resolve the dependencies anew into the two locks
	$(PIP) install uv
	$(BIN)/$(LOCK) --upgrade pyproject.toml --extra ocr --extra doc --extra review --extra pictures --output-file requirements.lock
	$(BIN)/$(LOCK) --upgrade --constraints requirements.lock --group dev --output-file requirements-dev.lock

clean: ## Remove outputs, caches and builds
	rm -rf build dist *.egg-info .*_cache .hypothesis
	find outputs -mindepth 1 ! -name .gitkeep -delete
	find extractors pipeline tests zeren -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "zeren needs Python 3.11 or newer: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "setting up $(VENV) (once)"
	@$(PYTHON) -m venv "$(VENV)"

$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	@sed -n '/^setuptools==/,/[^\\]$$/p' requirements.lock > $(VENV)/build.lock
	@$(PIP_LOCKED) --requirement $(VENV)/build.lock
	@$(PIP_LOCKED) --requirement requirements.lock
	@$(PIP) --quiet install --no-index --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q extractors pipeline zeren
	@touch $@

$(VENV)/.developed: $(VENV)/.installed requirements-dev.lock
	@$(PIP_LOCKED) --requirement requirements-dev.lock
	@touch $@
