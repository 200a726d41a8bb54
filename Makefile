# `make run` and `make test` do all the set-up there is: a Python 3.11 or newer with venv and pip,
# and make, are enough. On Windows use environment.yml.

PYTHON ?= python3
SHELL := /bin/bash
.DEFAULT_GOAL := help

# A mirror set in pip's own configuration is used, but packages go into .venv whatever it says.
export PIP_USER := 0
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_USE_PEP517 := 1
PIP := .venv/bin/python -m pip install

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' Makefile

run: .venv/installed ## build the corpus, execute the notebooks, write everything to outputs/
	@.venv/bin/gwr run $(ARGS)

# Files are given out in the order of tests/conftest.py: the longest first.
test: .venv/tested ## run the tests but those that make torture runs
	@.venv/bin/python -m pytest -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

check: .venv/tested ## lint, format, types and layers: changes nothing
	.venv/bin/python -m ruff check .
	.venv/bin/python -m ruff format --check .
	.venv/bin/python -m mypy
	.venv/bin/lint-imports --no-logo

docs: .venv/tested ## write the reference of the public names to outputs/docs/
	@.venv/bin/python -W error -m tests.build_docs outputs/docs && echo "Open outputs/docs/index.html"

lab: .venv/installed ## open JupyterLab on the notebooks
	@.venv/bin/gwr lab

notebooks: .venv/installed ## execute the notebooks of both languages and write them back, for committing
	@.venv/bin/gwr run --refresh --lang en
	@.venv/bin/gwr run --refresh --lang zh --out outputs/zh

REPORTS ?= corpus/reports
bench: .venv/tested ## time words, lists, measures, positions and themes beside the usual tools, and the notebooks
	@.venv/bin/python -m tests.benchmarks.bench_words $(REPORTS)
	@.venv/bin/python -m tests.benchmarks.bench_expand $(REPORTS)
	@.venv/bin/python -m tests.benchmarks.bench_measures $(REPORTS)
	@.venv/bin/python -m tests.benchmarks.bench_positions $(REPORTS)
	@.venv/bin/python -m tests.benchmarks.bench_notebooks $(REPORTS)

accuracy: .venv/tested ## score the reading against hand-made keys: make accuracy REPORTS=folder
	@.venv/bin/python -m tests.benchmarks.accuracy $(REPORTS)
	@.venv/bin/python -m tests.benchmarks.accuracy_local $(REPORTS)
	@.venv/bin/python -m tests.benchmarks.accuracy_quantities $(REPORTS)
	@.venv/bin/python -m tests.benchmarks.accuracy_mentions $(REPORTS)
	@.venv/bin/python -m tests.benchmarks.accuracy_promises $(REPORTS)
	@.venv/bin/python -m tests.benchmarks.train_areas $(REPORTS) --score
	@.venv/bin/python -m tests.benchmarks.train_instruments $(REPORTS) --score

bench-statistics: .venv/tested ## time the statistics beside pandas: make bench-statistics REPORTS=folder
	@.venv/bin/python -m tests.benchmarks.bench_statistics $(REPORTS)

corpora: .venv/tested ## run the notebooks on real corpora of every shape: make corpora REPORTS=folder
	@.venv/bin/python -m tests.benchmarks.corpora $(REPORTS)

gallery: .venv/tested ## draw the gallery of the notebooks: make gallery REPORTS=folder
	@.venv/bin/python -m tests.benchmarks.gallery $(REPORTS)

bench-topics: .venv/tested ## planted topics, and the nation's, beside plain LDA
	@.venv/bin/python -m tests.benchmarks.bench_topics

POINTS ?= 24
ROUNDS ?= 300
MINUTES ?= 20
torture: .venv/tested ## kill and race commands, let the disk fail, read files that are nearly right: an hour
	@.venv/bin/python -m pytest -m "torture or hypothesis" --hypothesis-profile torture \
	  -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder
	@.venv/bin/python -m tests.faults.points --points $(POINTS)
	@.venv/bin/python -m tests.faults.races --rounds $(ROUNDS)
	@.venv/bin/python -m tests.faults.races --rounds $$(( $(ROUNDS) / 10 )) --reports 4000
	@.venv/bin/python -m tests.torture.linear
	@.venv/bin/python -m tests.torture.steps
	@.venv/bin/python -m tests.torture.font
	@.venv/bin/python -m tests.torture.fuzz --minutes $(MINUTES)

N ?= 1000
bench-build: .venv/tested ## time the build on N generated reports: make bench-build REPORTS=folder N=1000
	@.venv/bin/python -m tests.benchmarks.bench_build $(REPORTS) $(N)

calibrate: .venv/tested ## try intervals and tests where the truth is known: make calibrate REPORTS=folder
	@.venv/bin/python -m tests.benchmarks.calibrate_correction
	@.venv/bin/python -m tests.benchmarks.calibrate_similarity
	@.venv/bin/python -m tests.benchmarks.calibrate_tone
	@.venv/bin/python -m tests.benchmarks.calibrate_trends
	@.venv/bin/python -m tests.benchmarks.calibrate $(REPORTS)

reference: .venv/installed ## count the State Council's reports anew: make reference REPORTS=folder
	@.venv/bin/python -m analysis.across_reports.count_nation $(REPORTS)

recounts: .venv/tested ## count them as others did, with the extra compare: make recounts REPORTS=folder
	@.venv/bin/python -m tests.benchmarks.count_as_published $(REPORTS)

areas: .venv/tested ## learn the weights of the area coder from its labels: make areas REPORTS=folder
	@.venv/bin/python -m tests.benchmarks.train_areas $(REPORTS)

instruments: .venv/tested ## learn the weights of the instrument coder: make instruments REPORTS=folder
	@.venv/bin/python -m tests.benchmarks.train_instruments $(REPORTS)

# uv.lock names the addresses of a registry, and stays out of git: the two locks have hashes instead,
# of one resolution. requirements-dev.lock has what the other lacks. Every package is taken in its
# newest version that pyproject.toml allows.
EXPORT := export --quiet --no-header --no-annotate --no-emit-project --format requirements-txt
lock: ## renew requirements.lock and requirements-dev.lock from pyproject.toml
	@set -e; trap 'rm -f uv.lock requirements*.new' EXIT; rm -f uv.lock; \
	uv=$$(command -v uv || true); \
	if [ -z "$$uv" ]; then \
	  [ -x .venv/bin/python ] || $(PYTHON) -m venv .venv; $(PIP) --quiet uv; uv=.venv/bin/uv; \
	fi; \
	"$$uv" lock --quiet --python "$(PYTHON)"; \
	"$$uv" $(EXPORT) --no-dev --group build --output-file requirements.new; \
	"$$uv" $(EXPORT) --only-group dev --output-file requirements-dev.new; \
	mv requirements.new requirements.lock; \
	awk -F == 'NR == FNR {known[$$1]; next} /^[^ ]/ {on = !($$1 in known)} on' \
	  requirements.lock requirements-dev.new > requirements-dev.lock; \
	grep -c == requirements.lock requirements-dev.lock

clean: ## delete what was generated (outputs/, caches); .venv stays
	rm -rf outputs .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -path ./.venv -prune -o \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +

# A checkout that was moved needs a new .venv: the scripts in it name the old place.
ifneq ($(shell cat .venv/place 2>/dev/null),$(CURDIR))
.PHONY: .venv/installed .venv/tested
endif

# What all of it needs besides: tests, linters, types, the reference.
.venv/tested: .venv/installed requirements-dev.lock
	@echo "Installing up to $$(grep -c == requirements-dev.lock) more packages for tests and checks"
	@$(PIP) --quiet --no-build-isolation --require-hashes -r requirements-dev.lock
	@touch .venv/tested

# Written last, so that an interrupted installation is taken up again. jieba has no wheel, and pip
# would fetch any setuptools to build it; ours is installed first, with the hash that the lock has.
.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Python 3.11 or newer is needed, and $(PYTHON) is $$($(PYTHON) -V 2>/dev/null || echo "not to be found"). Name another: make PYTHON=python3.12 $(or $(MAKECMDGOALS),run)" >&2; exit 1; }
	@if [ "$$(cat .venv/place 2>/dev/null)" != "$(CURDIR)" ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then \
	  echo "Making .venv with $$($(PYTHON) -V)" && $(PYTHON) -m venv --clear .venv && printf '%s' "$(CURDIR)" > .venv/place; fi
	@awk '/^[^ ]/ {on = /^setuptools==/} on' requirements.lock > .venv/setuptools.lock
	@$(PIP) --quiet --require-hashes -r .venv/setuptools.lock
	@set -o pipefail; total=$$(grep -c == requirements.lock); \
	echo "Installing up to $$total packages from requirements.lock (a few minutes the first time)"; \
	$(PIP) --progress-bar off --no-build-isolation --require-hashes -r requirements.lock | awk -v total="$$total" \
	  '/^Collecting/ && ++n % 20 == 0 {print "  " n " of " total; fflush()} /^Installing/ {print "  unpacking"; fflush()}'
	@$(PIP) --quiet --no-deps --no-build-isolation -e .
	@touch .venv/installed

.PHONY: help run test check docs lab notebooks bench bench-statistics bench-topics bench-build torture accuracy reference recounts areas instruments calibrate lock clean
