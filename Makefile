# Set-up and the tasks of every day. Needs Python 3.11+ and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test kills check peers bench docs clean

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[test,check]'
	touch $@

run: $(VENV)/.installed
	$(BIN)/mailsluice serve --demo

test: $(VENV)/.installed
	$(BIN)/pytest -n auto
	$(BIN)/pytest -n auto --loop uvloop tests/gateway tests/hostile

peers:   # npm packages that some tests need; those are skipped without
	npm install --prefix .cache/node --no-audit --no-fund --no-package-lock --silent nodemailer@10 mailauth@4

check: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

kills: $(VENV)/.installed
	MAILSLUICE_KILLS=200 $(BIN)/pytest -s tests/durability/test_kills.py

bench: $(VENV)/.installed
	$(BIN)/python -m tests.bench

quality: $(VENV)/.installed
	$(BIN)/python -m tests.quality
	$(BIN)/python -m tests.evasion

model: $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[train]'
	$(BIN)/python -m tests.quality.training

docs: $(VENV)/.installed
	$(BIN)/mailsluice rules --format markdown > docs/rules.md

clean:
	rm -rf $(VENV) var dist build
