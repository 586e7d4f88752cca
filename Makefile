# One verb a task. `make run` and `make test` set up all that they need by themselves.
PYTHON ?= python3
BIN := .venv/bin

# Files of tests at once, in their order: the long ones stand amid the others. The journeys by themselves: Playwright
# leaves its event loop running in its process.
SIDE_BY_SIDE := --numprocesses 2 --dist loadfile --no-loadscope-reorder

HOST ?= 127.0.0.1
PORT ?= 8080

# Without what the build and the checks write themselves.
FRONTEND_SOURCES := $(shell find frontend \( -name node_modules -o -name '.next*' -o -path frontend/out \) -prune \
	-o -type f -not -name '*.tsbuildinfo' -not -name next-env.d.ts -print 2>/dev/null)

.PHONY: audit run stack test ready check check-python check-pages unit unit-pages unit-python unit-postgres e2e chaos cuts corpus bench bench-queue bench-estimates bench-transfers bench-ahead openapi screenshots wheel format clean help

help:  ## this list
	@grep -E '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

run: .build/python .build/frontend  ## set up what is missing, then start the program
	@$(BIN)/mkv2castui up --host $(HOST) --port $(PORT)

stack: .build/dev .build/system .build/frontend  ## the distributed program on PORT: PostgreSQL, Redis, nginx, 2 web, websocket, 2 workers, beat
	@$(BIN)/python dev/stack.py --port $(PORT)

# What is in one line is done at once: where one waits another works, and says what it has to say when it is done.
test:  ## the whole suite: static checks, then every test
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target check unit-pages ready
	@$(MAKE) --no-print-directory --jobs 2 unit-python unit-postgres
	@$(MAKE) --no-print-directory e2e

ready: .build/dev .build/system .build/frontend .build/oidc-provider-mock

check: check-python check-pages  ## formatting, lint, types, architecture, generated files

check-python: .build/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy engine
	$(BIN)/mypy backend
	$(BIN)/mypy e2e dev testing benchmarks
	$(BIN)/lint-imports

check-pages: .build/frontend-tools
	cd frontend && $(CURDIR)/$(BIN)/python $(CURDIR)/dev/frontend.py npm run check

unit: unit-pages unit-python unit-postgres e2e  ## tests of the engine, the backend, the front end and the journeys

unit-pages: .build/frontend-tools
	cd frontend && $(CURDIR)/$(BIN)/python $(CURDIR)/dev/frontend.py npm test

unit-python: ready
	$(BIN)/pytest $(SIDE_BY_SIDE) engine backend

unit-postgres: ready  # in one process, beside the others: its output comes at the end
	$(BIN)/python dev/on_postgres.py > .build/on_postgres.log 2>&1; status=$$?; cat .build/on_postgres.log; exit $$status

e2e: .build/dev .build/system .build/frontend .build/oidc-provider-mock  ## the journeys in a real browser alone
	$(BIN)/pytest $(SIDE_BY_SIDE) e2e

audit: .build/audit .build/frontend-tools  ## bandit on our own code, and what the registries know against what we depend on: needs them
	.build/audit/bin/bandit --quiet --severity-level medium --skip B104 --recursive engine/castengine backend/mkv2castui
	.build/audit/bin/pip-audit --strict --disable-pip --no-deps --requirement constraints.txt
	cd frontend && $(CURDIR)/$(BIN)/python $(CURDIR)/dev/frontend.py npm audit

chaos: .build/dev .build/system  ## parts of the program are killed through 45 batches of films; a table of how it went
	$(BIN)/python -m testing.chaos

cuts: .build/dev .build/system .build/frontend-tools  ## a gigabyte is sent through 30 cuts by each of tus' clients, in both ways of running
	$(BIN)/python -m testing.cuts

corpus: .build/dev  ## every file of the media corpus (CORPUS) through the engine, as a table
	$(BIN)/python dev/corpus.py

bench: .build/dev .build/mkv2cast  ## our speed and quality beside mkv2cast, HandBrake and the bare ffmpeg command
	$(BIN)/python benchmarks/compare.py

bench-estimates: .build/dev  ## each longer film of the corpus (CORPUS): what was estimated beside what it took
	$(BIN)/python benchmarks/estimates.py

bench-queue: .build/dev .build/system  ## the queue: start latency, its steps with 100,000 jobs, two workers, 1,000 sockets
	for what in queue_latency queue_operations queue_throughput sockets; do $(BIN)/python benchmarks/$$what.py || exit 1; done

bench-transfers: .build/dev .build/system  ## a gigabyte up and down beside cp and nginx; the memory it takes
	$(BIN)/python benchmarks/transfers.py

bench-ahead: .build/dev  ## a film converted while it comes, beside one converted when it has come
	$(BIN)/python benchmarks/ahead.py

openapi: .build/dev .build/frontend-tools  ## write the OpenAPI document and the client's types anew
	$(BIN)/python -m django spectacular --settings mkv2castui.project.settings --format openapi-json --file frontend/openapi.json --validate --fail-on-warn
	cd frontend && $(CURDIR)/$(BIN)/python $(CURDIR)/dev/frontend.py npm run openapi

screenshots: .build/dev .build/system .build/frontend  ## a picture of every page: phone and desktop, light and dark
	$(BIN)/python e2e/screenshots.py screenshots

wheel: .build/dev  ## the whole program as one wheel in dist/
	$(BIN)/pip wheel --quiet --no-deps --wheel-dir dist .

format: .build/dev .build/frontend-tools  ## format all sources
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	cd frontend && $(CURDIR)/$(BIN)/python $(CURDIR)/dev/frontend.py npm run format

clean:  ## forget everything that was set up or built
	rm -rf .venv .build dist frontend/node_modules frontend/out frontend/.next* backend/mkv2castui/web screenshots

# --- set-up, each step once ------------------------------------------------------------------------------------------
.build/python: pyproject.toml constraints.txt dev/setup.py
	@$(PYTHON) dev/setup.py run
	@mkdir -p .build && touch $@

# After Node, which may come into the same environment: two at once would be in each other's way.
.build/dev: .build/python pyproject.toml constraints.txt | .build/node
	@$(PYTHON) dev/setup.py dev
	@touch $@

.build/system: .build/python dev/setup.py
	@$(PYTHON) dev/setup.py system
	@touch $@

# In an environment of its own: it comes with another JOSE library.
.build/oidc-provider-mock: .build/python
	$(BIN)/python -m venv --without-pip $@
	$(BIN)/pip --python $@/bin/python install --quiet oidc-provider-mock==0.3.4
	@touch $@

.build/audit: .build/python
	$(BIN)/python -m venv --without-pip $@
	$(BIN)/pip --python $@/bin/python install --quiet bandit==1.9.4 pip-audit==2.10.1
	@touch $@

.build/mkv2cast: .build/python
	$(PYTHON) -m venv $@
	$@/bin/pip install --quiet mkv2cast
	@touch $@

.build/node: .build/python
	@$(BIN)/python dev/frontend.py node
	@touch $@

.build/frontend-tools: .build/node frontend/package-lock.json dev/frontend.py
	@$(BIN)/python dev/frontend.py install
	@touch $@

.build/frontend: .build/frontend-tools $(FRONTEND_SOURCES)
	@$(BIN)/python dev/frontend.py build
	@touch $@
