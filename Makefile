# The door for whoever arrives: each target sets itself up first; nothing but Python 3.11 and make is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install demo test bench bench-nuit schema planche images codes regles clean

install: $(VENV)/.installed

$(VENV)/.installed: setup.cfg pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[apercu,dev]'
	touch $@

demo: install
	$(BIN)/python -m bench.demo out

test: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto

bench: install
	$(BIN)/python -m bench.mesures
	$(BIN)/python -m bench.nuit

bench-nuit: install
	$(BIN)/python -m bench.nuit

planche: install
	$(BIN)/python -m bench.planche out/planche.png

schema: install
	$(BIN)/actes schema > samples/dossier.schema.json
	$(BIN)/actes schema --markdown > docs/dossier.md

images: install
	$(BIN)/python -m bench.images docs/images
	$(BIN)/python -m bench.images_guide docs/images

codes: install
	$(BIN)/python -m bench.codes

regles: install
	$(BIN)/python -m bench.regles

clean:
	rm -rf $(VENV) out build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache
