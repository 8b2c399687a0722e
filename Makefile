# The front door. Needs make and Python 3.11 or newer; everything else goes into .venv.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
PORT := 8088
PYTEST_ARGS ?= -n auto --dist worksteal

.DEFAULT_GOAL := help
BENCH_READY := .venv/.ready-bench

# Where this is set, as in Python's images, every worker would compile all tests anew, at every run.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test quick check bench format locales pictures lock clean

help: ## what each target does
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(READY) ## play the story of a committee, then serve it at http://127.0.0.1:8088 (PORT=8089: there)
	$(BIN)/nac-bot demo --port $(PORT)

test: $(READY) ## all tests (PYTEST_ARGS="-k ballot" for some)
	$(BIN)/python -m pytest $(PYTEST_ARGS)

quick: $(READY) ## the tests without the slow proofs: about a minute on two cores
	$(BIN)/python -m pytest $(PYTEST_ARGS) -m "not slow"

check: $(READY) ## formatting, lint, types, import directions, catalogs
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/test_catalogs.py

bench: $(BENCH_READY) ## the bars for speed, as ratios measured against peers in the same run
	$(BIN)/python -m benchmarks

format: $(READY) ## put the code into its standard form
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

locales: $(READY) ## collect the sentences from the code into locales/*.po
	$(BIN)/pybabel -q extract -k t -k plain -k plural:1,2 -k mark --no-location --sort-output --omit-header \
		-o locales/messages.pot bot handlers
	$(BIN)/pybabel -q update -i locales/messages.pot -d locales --no-fuzzy-matching --ignore-obsolete \
		--ignore-pot-creation-date

pictures: $(READY) ## take the pictures of the README and the guides anew (needs Chromium)
	$(BIN)/python docs/pictures.py

lock: $(READY) ## pin the newest versions that pyproject.toml allows
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile -q --upgrade --generate-hashes --extra dev --build-deps-for editable --no-strip-extras \
		--no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
		-o requirements.lock pyproject.toml

# The peer is no dependency of the bot or its tests, so it stays out of the lock that they install from.
$(BENCH_READY): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint benchmarks/constraints.txt aiogram
	@touch $@

clean: ## remove the virtual environment and caches (not data/)
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov dist build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The build back end is in the lock too, so that nothing is fetched unpinned.
$(READY): requirements.lock pyproject.toml
	@($(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))') 2>/dev/null || { echo "NAC Bot needs Python 3.11 or newer, and $(PYTHON) is not: try make PYTHON=python3.11 $(MAKECMDGOALS)." >&2; exit 1; }
	@($(PYTHON) -c 'import ensurepip, venv') 2>/dev/null || { echo "$(PYTHON) cannot make a virtual environment: install its venv package (on Debian: apt install python3-venv)." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
