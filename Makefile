# "make chat" and "make test" create the virtual environment and install what they need.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: chat test check clean hashes

chat: $(VENV)/.installed
	$(BIN)/pilcrow chat

test: $(VENV)/.installed-test
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not timing"
	$(BIN)/python -m pytest -m timing

check: $(VENV)/.installed-dev
	$(BIN)/python -m scripts.check

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/.installed-test: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[test]"
	touch $@ $(VENV)/.installed

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[dev]"
	touch $@ $(VENV)/.installed $(VENV)/.installed-test

clean:
	rm -rf $(VENV)

# Writes hashes.txt: the digests of all files of the installed versions. Run it in an environment that
# has only the base dependencies. See SECURITY.md.
hashes: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/python -m pip freeze --exclude-editable --exclude uv | sed 's/+cpu$$//' \
	  | $(BIN)/uv pip compile --quiet --generate-hashes --no-deps --no-annotate --no-header \
	    --output-file hashes.txt -
