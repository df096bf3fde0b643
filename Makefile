# Each target only names commands that also work by hand.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: site serve check test test-release package bench parity lock

.venv/.site: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 5) and "需要Python 3.11.5或更新的版本")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -c 'import pathlib, sysconfig; pathlib.Path(sysconfig.get_path("purelib"), "antou.pth").write_text(str(pathlib.Path.cwd()), encoding="utf-8")'
	@touch $@

.venv/.test: .venv/.site requirements-test.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

site: .venv/.site
	$(BIN)/python -m scripts.build

serve: .venv/.site
	$(BIN)/python -m scripts.serve

check: .venv/.site
	$(BIN)/python -m scripts.check

test: .venv/.test
	$(BIN)/python -m scripts.prepare
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

# The long ones: load, faults, equal bytes, every page.
test-release: .venv/.test
	$(BIN)/python -m scripts.prepare release
	$(BIN)/python -m pytest -m release -n 0
	$(BIN)/python -m scripts.parity

package: .venv/.site
	$(BIN)/python -m scripts.package

# What the benchmark's peers need, nothing that the site needs.
.venv/.bench: .venv/.test requirements-bench.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

bench: .venv/.bench
	$(BIN)/python -m scripts.prepare
	$(BIN)/python -m scripts.bench

parity: .venv/.test
	$(BIN)/python -m scripts.parity

lock: .venv/.test
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile -q --universal --python-version 3.11.5 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11.5 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra test pyproject.toml -o requirements-test.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11.5 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra bench -c requirements-test.txt pyproject.toml -o requirements-bench.txt
