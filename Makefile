# Everything that is done with the project, by name. It needs Python 3.11 or newer with pip, and nothing else.
#   make demo    build the example study here and open it
#   make test    run the tests
# It works from any folder: make -C path/to/okqual demo

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
CANDIDATES := python3.11 python3.12 python3.13 python3.14 python3 python
PYTHON ?= $(shell for it in $(CANDIDATES); do \
	"$$it" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$it" && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
RUNS ?= 200
ARGS ?=

.PHONY: help demo demo-anew test check lint types floors messages docs pictures faults faults-long fuzz bench bench-long clean

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 18

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "okqual needs Python 3.11 or newer: install it, or say make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "Making .venv with $(PYTHON) …"
	@$(PYTHON) -m venv .venv

# The stamps keep an installation from being repeated until pyproject.toml changes.
.venv/installed: .venv/bin/python pyproject.toml
	@echo "Installing okqual …"
	@$(PIP) -e .
	@touch $@

.venv/installed-dev: .venv/bin/python pyproject.toml
	@echo "Installing okqual and what its tests need …"
	@$(PIP) -e '.[dev]'
	@touch $@ .venv/installed

demo: .venv/installed ## build the example study here, write its Word files, open it in the terminal
	@test -f okqual.db || $(BIN)/okqual init "$(CURDIR)" --example --name "Exempel: ÖK 2020–2024"
	@$(BIN)/okqual matrix -o exports/temamatris.docx
	@$(BIN)/okqual summary -o exports/kapitel.docx
	@echo
	@echo "The example study lies in $(CURDIR):"
	@echo "  okqual.db                 interviews, codings and the journal of how they came about"
	@echo "  exports/temamatris.docx   the framework matrix, interview by code"
	@echo "  exports/kapitel.docx      a chapter for each criterion"
	@echo "Open it with $(BIN)/okqual; F1 shows the keys, Ctrl+Q leaves. make demo-anew begins from the start."
	@if test -t 0 && test -t 1; then $(BIN)/okqual open; fi

demo-anew: ## throw the example study here away and build it again
	@rm -f okqual.db okqual.db-wal okqual.db-shm okqual.db.part exports/temamatris.docx exports/kapitel.docx
	@$(MAKE) demo

test: .venv/installed-dev ## run the tests on all cores, a file on one; ARGS are handed to pytest
	@$(BIN)/python -m pytest -n logical --dist loadfile $(ARGS)

check: lint types floors test ## all that has to hold before work is handed in

lint: .venv/installed-dev ## style of the code
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: .venv/installed-dev ## types, strictly in the inner rooms
	@$(BIN)/mypy

floors: .venv/installed-dev ## who may import whom
	@$(BIN)/lint-imports

messages: .venv/installed-dev ## compile the message catalogues after an edit
	@$(BIN)/python -m okqual.messages.compiling

docs: .venv/installed-dev ## write the generated parts of the documentation anew
	@$(BIN)/python docs/blocks.py

pictures: .venv/installed ## make the README's pictures anew
	@$(BIN)/python docs/pictures/make.py

faults: .venv/installed-dev ## kill a writing okqual RUNS times at random moments
	@$(BIN)/python tests/faults/kill.py $(RUNS)

faults-long: .venv/installed-dev ## kills of all that writes, turned bits, full disks, every reader fuzzed: an hour
	@$(BIN)/python tests/faults/kill_deeds.py 1000
	@$(BIN)/python tests/faults/flips.py 1000
	@$(BIN)/python tests/faults/full.py 600 || test $$? = 2 # 2: no disk of a fixed size can be mounted here
	@$(BIN)/python tests/faults/fuzz.py --minutes 5

fuzz: .venv/installed-dev ## every reader for MINUTES of a processor, led by coverage (Linux; hours)
	@$(BIN)/python -m pip install --quiet atheris
	@$(BIN)/python tests/faults/guided.py --minutes $(or $(MINUTES),30) --together 2

bench: .venv/installed-dev ## the short benchmarks
	@$(BIN)/python benchmarks/start.py
	@$(BIN)/python benchmarks/loading.py --notes 20 --long 20000
	@$(BIN)/python benchmarks/importing.py
	@$(BIN)/python benchmarks/counting.py
	@$(BIN)/python benchmarks/matrix_docx.py
	@$(BIN)/python benchmarks/tui_keys.py --only example

bench-long: .venv/installed-dev ## 200 Word notes, a million codings, a note of a million characters, a thousand notes
	@$(BIN)/python benchmarks/loading.py
	@$(BIN)/python benchmarks/counting.py --codings 1000000
	@$(BIN)/python benchmarks/tui_keys.py --only long
	@$(BIN)/python benchmarks/tui_keys.py --only large
	@$(BIN)/python benchmarks/tui_places.py
	@$(BIN)/python benchmarks/tui_terminal.py

clean: ## remove what was built; studies stay
	@rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
