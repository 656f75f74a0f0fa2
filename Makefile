# Two commands do everything: `make book` to read, `make test` to be sure.
# `make` alone lists the rest.

PORT   ?= 8000
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SITE   := _build/html
PAPER  ?= letter
FSRS   := 5.4.2
GIFT   := 1.0.2
SCORM  := 3.4.3
QTI    := 1.1.20
VUE    := 2.7.16
# What the QTI player has in it, each with a licence of its own.
IN_QTI := axios bignumber.js core-js printf quill parchment quill-delta eventemitter3 extend clone deep-equal fast-diff \
  sortablejs sweetalert2 tippy.js @popperjs/core
# The day that files bear which hold the whole book: that of the last change, so that the same text gives the same file.
DATED   = day=$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct 2>/dev/null)}; env $${day:+SOURCE_DATE_EPOCH=$$day}

# A stamp says which extras are installed; it is older than a changed pyproject.toml or
# constraints.txt, and then they are installed again.
WANTS  := pyproject.toml constraints.txt
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable
ROOT   := $(filter 0,$(shell id -u))
APT    := $(if $(ROOT),$(shell command -v apt-get))

.PHONY: help book site lite pdf epub tools anki moodle canvas cartridge qti test refresh check lint notebook bench vendor constraints clean
.DEFAULT_GOAL := help

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

book: site ## Build the book and serve it at http://localhost:8000 (PORT=8001 for another port)
	@$(BIN)/python -m quizzes serve $(SITE) --port $(PORT)

site: $(VENV)/book ## Build the book into _build/html; a warning is an error
	@$(BIN)/python -m quizzes check >/dev/null 2>&1 || { $(BIN)/python -m quizzes check; exit 1; }
	@# From nothing each time: a page that was renamed or dropped must not stay behind.
	@rm -rf $(SITE) _build/.doctrees
	@echo "Building the book into $(SITE) ..."
	@$(DATED) $(BIN)/jupyter-book build . --warningiserror --keep-going --quiet >/dev/null

lite: $(VENV)/lite ## Build the book with JupyterLite in it: its chapters run in the browser alone (43 MB more)
	@$(MAKE) --no-print-directory site QUIZZES_LITE=1
	@echo "Building JupyterLite into $(SITE)/lite ..."
	@$(DATED) $(BIN)/python -m quizzes lite $(SITE)

pdf: $(VENV)/print site ## Set the whole book as _build/zero-tolerance.pdf (PAPER=a4 for other paper; a minute or two)
	@$(DATED) $(BIN)/python -m quizzes pdf $(SITE) _build/zero-tolerance.pdf --size $(PAPER)

epub: $(VENV)/print site ## Pack the whole book as _build/zero-tolerance.epub
	@$(DATED) $(BIN)/python -m quizzes epub $(SITE) _build/zero-tolerance.epub

tools: $(VENV)/print $(VENV)/report ## Install what tests on paper, handouts, documents and class reports need

anki: $(VENV)/book ## Pack all questions as cards for Anki, _build/zero-tolerance.apkg
	@mkdir -p _build
	@$(DATED) $(BIN)/python -m quizzes export anki --output _build

moodle: $(VENV)/book ## Pack all questions for Moodle, _build/zero-tolerance-moodle.xml
	@mkdir -p _build
	@$(BIN)/python -m quizzes export moodle --output _build

canvas: $(VENV)/book ## Pack all questions for Canvas: for New Quizzes, _build/zero-tolerance-canvas.zip, and Classic ones
	@mkdir -p _build
	@$(BIN)/python -m quizzes export canvas --output _build
	@$(BIN)/python -m quizzes export canvas --classic --output _build

cartridge: $(VENV)/book ## Pack choices and short answers as a Common Cartridge, _build/zero-tolerance.imscc
	@mkdir -p _build
	@$(BIN)/python -m quizzes export cartridge --output _build

qti: $(VENV)/book ## Pack all questions in QTI 3.0, 2.2 and 2.1, _build/zero-tolerance-qti3.zip and others
	@mkdir -p _build
	@for version in 3.0 2.2 2.1; do $(BIN)/python -m quizzes export qti --version $$version --output _build || exit 1; done

test: $(VENV)/browser $(VENV)/print $(VENV)/lite ## Run every test: code, chapters (nbval), pages in a browser
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile $(ARGS)

refresh: $(VENV)/book ## Run the chapters again and store their outputs, after an edit of content
	@$(BIN)/python -m quizzes refresh

check: $(VENV)/book ## Check the content: references, quotations, dates, citations (seconds)
	@$(BIN)/python -m quizzes check

lint: $(VENV)/test ## Check the code's style and that imports point down only
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports

notebook: $(VENV)/notebook ## Open the chapters in JupyterLab
	@$(BIN)/python -m quizzes pages >/dev/null
	@$(BIN)/jupyter lab book $(if $(ROOT),--allow-root)

bench: site $(VENV)/browser ## Weigh a chapter beside the same one in stock Jupyter Book, and time a large report
	@$(BIN)/python tests/benchmarks/weight.py
	@$(BIN)/python tests/benchmarks/timelines.py
	@$(BIN)/python tests/benchmarks/report.py

vendor: ## Fetch the scripts of others that site and tests have, in their pinned versions (needs npm)
	@rm -rf _build/vendor && mkdir -p _build/vendor
	@cd _build/vendor && npm pack --silent ts-fsrs@$(FSRS) >/dev/null && tar -xzf ts-fsrs-$(FSRS).tgz
	@cp _build/vendor/package/dist/index.umd.js _build/vendor/package/LICENSE quizzes/static/vendor/ts-fsrs
	@rm -rf _build/vendor/package && cd _build/vendor && npm pack --silent gift-pegjs@$(GIFT) >/dev/null && tar -xzf gift-pegjs-$(GIFT).tgz
	@cp _build/vendor/package/lib/gift-parser-globals.js tests/vendor/gift-pegjs/gift-parser.js
	@cp _build/vendor/package/LICENSE tests/vendor/gift-pegjs && rm -rf _build/vendor/package
	@cd _build/vendor && npm pack --silent scorm-again@$(SCORM) >/dev/null && tar -xzf scorm-again-$(SCORM).tgz
	@cp $(addprefix _build/vendor/package/,LICENSE dist/scorm12.min.js dist/scorm2004.min.js) tests/vendor/scorm-again
	@cd _build/vendor && npm install --silent --ignore-scripts --no-audit --no-fund --prefix . \
	  qti3-item-player@$(QTI) vue@$(VUE) >/dev/null
	@cd _build/vendor/node_modules && cp qti3-item-player/dist/qti3Player.umd.min.js qti3-item-player/LICENSE \
	  ../../../tests/vendor/qti3-item-player && cp vue/dist/vue.min.js vue/LICENSE ../../../tests/vendor/vue
	@cd _build/vendor/node_modules && for one in $(IN_QTI); do printf '==== %s\n\n' $$one; \
	  cat $$one/LICEN[CS]E*; echo; done > ../../../tests/vendor/qti3-item-player/NOTICES
	@rm -rf _build/vendor && cd quizzes/static/vendor && sha256sum ts-fsrs/*
	@cd tests/vendor && sha256sum */*

constraints: ## Choose the newest versions of everything and pin them in constraints.txt
	@# Debian 12's Python 3.11.2 is the oldest that must work, and some packages ask for a later 3.11:
	@# run this with it, or a pin may be out of its reach.
	@rm -rf _build/pins && $(PYTHON) -m venv _build/pins
	@_build/pins/bin/python -m pip install --quiet --disable-pip-version-check '.[test,npm]'
	@{ echo '# The versions that the book is built and tested with. Written by: make constraints'; \
	   _build/pins/bin/python -m pip freeze --exclude zero-tolerance-quizzes; } > constraints.txt
	@rm -rf _build/pins && echo "constraints.txt is new. Now: make test"

clean: ## Remove what these commands made
	rm -rf $(VENV) _build dist book/evidence .pytest_cache .ruff_cache .import_linter_cache

# ---- what has to be there first

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "This needs Python 3.11 or newer as $(PYTHON). Another one: make PYTHON=/path/to/python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  if [ -n "$(APT)" ]; then echo "Installing python3-venv ..." && $(call debian,python3-venv); \
	  else echo "Python's venv is missing. On Debian, as root: apt-get install python3-venv" >&2; exit 1; fi; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/book: $(WANTS) | $(BIN)/python
	@echo "Installing what the book needs into $(VENV) ..."
	@$(PIP) '.[book]'
	@touch $@

$(VENV)/notebook: $(WANTS) | $(BIN)/python
	@echo "Installing what the notebooks need into $(VENV) ..."
	@$(PIP) '.[notebook]'
	@touch $@ $(VENV)/book

$(VENV)/test: $(WANTS) | $(BIN)/python
	@echo "Installing what the tests need into $(VENV) ..."
	@$(PIP) '.[test]'
	@touch $@ $(VENV)/book $(VENV)/notebook

# npm fetches Pyodide: the system's, else one that comes as a wheel.
$(VENV)/lite: $(WANTS) | $(BIN)/python
	@echo "Installing what JupyterLite needs into $(VENV) ..."
	@$(PIP) '.[lite]'
	@command -v npm >/dev/null || $(PIP) '.[npm]'
	@touch $@ $(VENV)/book

# Playwright drives the browser, and its driver wants a library that a small Debian lacks.
# A Chromium that is there is used; else Debian's, else the one that Playwright brings.
$(VENV)/browser: $(VENV)/test
	@$(BIN)/python -m playwright --version >/dev/null 2>&1 || { \
	  if [ -n "$(APT)" ]; then echo "Installing libatomic1 ..." && $(call debian,libatomic1); \
	  else echo "Playwright does not start. On Debian, as root: apt-get install libatomic1" >&2; exit 1; fi; }
	@if command -v chromium chromium-browser google-chrome google-chrome-stable >/dev/null; then :; \
	 elif [ -n "$(APT)" ]; then echo "Installing Chromium ..." && $(call debian,chromium); \
	 elif $(BIN)/python -m playwright install chromium; then :; \
	 else echo "The tests need a browser. On Debian, as root: apt-get install chromium" >&2; exit 1; fi
	@touch $@

# WeasyPrint sets the PDF with Pango, and with these letters; without them with others that are there.
$(VENV)/print: $(WANTS) | $(BIN)/python
	@echo "Installing what the printed book needs into $(VENV) ..."
	@$(PIP) '.[print]'
	@if [ -n "$(APT)" ]; then $(call debian,$(LETTERS)); \
	 elif $(BIN)/python -c 'import weasyprint' 2>/dev/null; then :; \
	 else echo "WeasyPrint does not start. On Debian, as root: apt-get install $(LETTERS)" >&2; exit 1; fi
	@touch $@ $(VENV)/book

$(VENV)/report: $(WANTS) | $(BIN)/python
	@echo "Installing what class reports need into $(VENV) ..."
	@$(PIP) '.[book,report]'
	@touch $@ $(VENV)/book

LETTERS := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-sil-charis fonts-inter
debian = apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends -y $(1) >/dev/null
