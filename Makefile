# DeepSat, from set-up to the zip. Plain `make` lists the targets; CONTRIBUTING.md says how to work with them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# QGIS' own Python: another one that comes first on the PATH has no qgis module.
QGIS_PYTHON ?= /usr/bin/python3
# The QGIS profile that `make deploy` copies the plugin into.
QGIS_PROFILE ?= $(or $(XDG_DATA_HOME),$(HOME)/.local/share)/QGIS/QGIS3/profiles/default

BUILD := build
DEV := $(BUILD)/dev/bin/python
QGIS_TESTS := $(BUILD)/qgis-tests/bin/python
PACKAGE := $(BUILD)/package
SCENE := $(BUILD)/sample/raleigh_landsat7_2000.tif
ENVIRONMENT := $(QGIS_PYTHON) -m deepsat_qgis.worker.environment
BESIDE_QGIS := python3-venv xvfb xauth procps
SYSTEM_PACKAGES := qgis python3-qgis qgis-providers $(BESIDE_QGIS)

# What pytest is told beyond pyproject.toml, as in `make test-core PYTEST_OPTIONS='-k tiling -x'`.
PYTEST_OPTIONS ?=
# In how many processes tests run, each with one thread of torch; 0 is this one, as a debugger needs it.
TEST_PROCESSES ?= 2
# What `make benchmark-…` is told, as in BENCHMARK_OPTIONS='--workers 2 --places development'.
BENCHMARK_OPTIONS ?=
# A screen of its own for everything that opens windows, so that a desktop stays usable and a server needs none.
ON_SCREEN := xvfb-run --auto-servernum --server-args="-screen 0 1400x900x24"

export PYTHONDONTWRITEBYTECODE := 1
# Two threads of torch in each of several test processes would fight over the cores.
export OMP_NUM_THREADS ?= 2
export OMP_WAIT_POLICY ?= PASSIVE
# Tests expect English, whatever language the computer speaks.
export LC_ALL := C.UTF-8

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- set-up ---------------------------------------------------------------------------------------------------------

.PHONY: setup
setup: system worker sample tools ## Install what is missing: QGIS, the worker's environment, the sample scene, the tools

.PHONY: system
system:
	@sh build_tools/system_packages.sh $(SYSTEM_PACKAGES)

.PHONY: worker
worker: system
	@if $(ENVIRONMENT) status >/dev/null 2>&1; then $(ENVIRONMENT) install >/dev/null; else $(ENVIRONMENT) install; fi

.PHONY: worker-python
worker-python: ## Print the path of the worker's interpreter, after making its environment if need be
	@$(ENVIRONMENT) python 2>/dev/null || { $(MAKE) worker >&2; $(ENVIRONMENT) python; }

.PHONY: sample
sample: $(SCENE)

$(SCENE): build_tools/sample.py | worker
	@"$$($(ENVIRONMENT) python)" -m build_tools.sample $(BUILD)
	@touch $@

.PHONY: products
products: $(BUILD)/products

$(BUILD)/products: build_tools/products.py | worker
	@"$$($(ENVIRONMENT) python)" -m build_tools.products $(BUILD)
	@touch $@

.PHONY: tools
tools: $(BUILD)/dev/made-from $(BUILD)/qgis-tests/made-from

# The development environment sees the worker's packages through a path file, so both have the same torch. It is remade
# when either lock, or the worker's environment, is another one.
.PHONY: force
$(BUILD)/dev/made-from: force | worker
	@worker="$$($(ENVIRONMENT) python)"; \
	wanted="$$worker $$(cat requirements-dev.lock core/worker.lock | sha256sum)"; \
	if [ "$$(cat $@ 2>/dev/null)" != "$$wanted" ]; then \
		echo "Making the development environment in $(BUILD)/dev"; \
		rm -rf $(BUILD)/dev; \
		"$$worker" -m venv --without-pip $(BUILD)/dev; \
		"$$worker" -m pip --python $(DEV) install --quiet --no-deps --disable-pip-version-check -r requirements-dev.lock; \
		"$$worker" -c 'import sysconfig; print(sysconfig.get_path("purelib"))' \
			> "$$($(DEV) -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/worker.pth"; \
		echo "$$wanted" > $@; \
	fi

$(BUILD)/qgis-tests/made-from: force | worker
	@worker="$$($(ENVIRONMENT) python)"; \
	wanted="$(QGIS_PYTHON) $$(sha256sum < requirements-qgis-tests.lock)"; \
	if [ "$$(cat $@ 2>/dev/null)" != "$$wanted" ]; then \
		echo "Making the environment of the QGIS tests in $(BUILD)/qgis-tests"; \
		rm -rf $(BUILD)/qgis-tests; \
		$(QGIS_PYTHON) -m venv --without-pip --system-site-packages $(BUILD)/qgis-tests; \
		"$$worker" -m pip --python $(QGIS_TESTS) install --quiet --no-deps --ignore-installed --disable-pip-version-check \
			-r requirements-qgis-tests.lock; \
		echo "$$wanted" > $@; \
	fi

# --- use ------------------------------------------------------------------------------------------------------------

.PHONY: demo
demo: worker sample package ## Map the sample scene with qgis_process, score the map, and draw a picture of it
	@PYTHONPATH=core "$$($(ENVIRONMENT) python)" -m build_tools.demo $(BUILD)

.PHONY: package
package: sample ## Pack the plugin: build/deepsat_qgis-VERSION.zip, and the same as a folder in build/package
	@$(QGIS_PYTHON) -m build_tools.package $(BUILD)

.PHONY: deploy
deploy: package ## Copy the packed plugin into your QGIS profile (QGIS_PROFILE)
	@mkdir -p "$(QGIS_PROFILE)/python/plugins"
	@rm -rf "$(QGIS_PROFILE)/python/plugins/deepsat_qgis"
	@cp -r $(PACKAGE)/deepsat_qgis "$(QGIS_PROFILE)/python/plugins/"
	@echo "Deployed to $(QGIS_PROFILE)/python/plugins/deepsat_qgis: enable it in QGIS under Plugins"

# Warnings, such as a broken link, are errors: --quiet would not count them.
.PHONY: docs
docs: tools ## Build the user guide, which opens without network: build/docs/index.html
	@$(DEV) -m mkdocs build --strict --site-dir $(BUILD)/docs
	@echo "Open $(BUILD)/docs/index.html"

.PHONY: screenshots
screenshots: tools sample ## Take the pictures of the guide anew, and others to look at: build/screenshots
	@$(WITH_WORKER) $(DEV) -m build_tools.screenshots $(BUILD) docs/guide/pictures

# --- check ----------------------------------------------------------------------------------------------------------

# In this order: what is quick fails first, and pytest's closing lines come last. The plugin's tests run on what users get,
# the packed plugin; on the tree, they would only say the same again.
PARTS := lint check-package test-core test-package test-gui test-end-to-end

.PHONY: test
test: setup ## Set up, then lint and run every test; fails if any part does, after running all
	@failed=""; \
	for part in $(PARTS); do \
		echo; echo "=== $$part"; \
		$(MAKE) $$part || failed="$$failed $$part"; \
	done; \
	[ -z "$$failed" ] || { echo; echo "Failed:$$failed"; exit 1; }

.PHONY: lint
lint: tools ## Style, docstrings, boundaries, types, readiness for Qt 6 and the links of the guide
	@$(DEV) -m ruff check .
	@$(DEV) -m mypy
	@$(DEV) -m mypy --config-file build_tools/qt6_types/mypy.ini
	@$(DEV) -m mkdocs build --strict --site-dir $(BUILD)/docs

.PHONY: check-package
check-package: package tools ## Check the zip by the rules of the QGIS plugin hub
	@$(DEV) -m build_tools.check_package $(BUILD)/deepsat_qgis-*.zip

# With worksteal neighbours stay in one process, so that what a module's tests share is made once; a process that is done
# takes from another one.
.PHONY: test-core
test-core: tools sample ## Tests of the library, the worker, the build tools and the benchmarks
	@OMP_NUM_THREADS=1 $(DEV) -m pytest --numprocesses $(TEST_PROCESSES) --dist worksteal $(PYTEST_OPTIONS) tests/core tests/build_tools tests/benchmarks tests/test_boundaries.py tests/test_qt6_readiness.py

.PHONY: test-products
test-products: tools products ## Tests on genuine products of Landsat and Sentinel-2, which are fetched first (45 MB)
	@OMP_NUM_THREADS=1 $(DEV) -m pytest $(PYTEST_OPTIONS) tests/core/imagery/test_genuine_products.py

# The plugin's tests get the worker's interpreter by name, so that one that a person has chosen is used here too.
WITH_WORKER = DEEPSAT_PYTHON="$$($(ENVIRONMENT) python)"
# Several processes at once, and the workers that they start, would fight over the cores.
ONE_THREAD_EACH = $(WITH_WORKER) OMP_NUM_THREADS=1

# pytest in QGIS' Python, its tests spread over processes in the given way. Each process has a screen of its own: on
# one screen, a window of one would take the keyboard from that of another.
ifeq ($(TEST_PROCESSES),0)
QGIS_PYTEST = $(ON_SCREEN) $(QGIS_TESTS) -m pytest $(PYTEST_OPTIONS)
else
QGIS_PYTEST = $(QGIS_TESTS) -m pytest $(PYTEST_OPTIONS) --dist $(1) --tx '$(TEST_PROCESSES)*popen//python=$(ON_SCREEN) $(QGIS_TESTS)'
endif

.PHONY: test-plugin
test-plugin: tools package ## Tests inside QGIS, without its window
	@$(ONE_THREAD_EACH) $(call QGIS_PYTEST,worksteal) tests/plugin

.PHONY: test-package
test-package: tools package ## The same on the packed plugin instead of the tree
	@$(ONE_THREAD_EACH) DEEPSAT_PLUGIN_PARENT=$(abspath $(PACKAGE)) $(call QGIS_PYTEST,worksteal) -o pythonpath=. tests/plugin

.PHONY: test-gui
test-gui: tools package ## Tests that use the panel in a QGIS window
	@$(ONE_THREAD_EACH) $(call QGIS_PYTEST,loadfile) tests/gui

# Looks at what the worker wrote with the worker's own libraries, which QGIS' Python does not have.
NEEDS_TORCH := tests/end_to_end/test_real_jobs.py tests/end_to_end/test_preview_in_worker.py

.PHONY: test-end-to-end
test-end-to-end: tools package ## Tests of the whole way: QGIS, qgis_process, command line, worker
	@export $(ONE_THREAD_EACH); failed=0; \
	$(DEV) -m pytest --numprocesses $(TEST_PROCESSES) $(PYTEST_OPTIONS) $(NEEDS_TORCH) || failed=1; \
	$(call QGIS_PYTEST,loadfile) tests/end_to_end $(addprefix --ignore=,$(NEEDS_TORCH)) || failed=1; \
	exit $$failed

.PHONY: translations
translations: ## Bring resources/i18n up to date with the texts in the code, and say what is not translated
	@PYTHONPATH=core $(QGIS_PYTHON) -m build_tools.translations

# Another Debian in a folder of its own; TESTS chooses fewer, as in `make test-qgis RELEASE=trixie TESTS=tests/plugin`.
RELEASE ?=
TESTS ?= tests/plugin tests/gui $(filter-out $(NEEDS_TORCH),$(wildcard tests/end_to_end/test_*.py))

.PHONY: test-qgis
test-qgis: package ## Tests in another QGIS: RELEASE=trixie (3.40), sid (3.44) or trixie-qt6 (3.40 on Qt 6); needs root
	@[ -n "$(RELEASE)" ] || { echo "Say which Debian, as in: make test-qgis RELEASE=trixie"; exit 2; }
	@$(WITH_WORKER) PYTEST_OPTIONS="$(PYTEST_OPTIONS)" sh build_tools/other_qgis.sh \
		$(BUILD)/other-qgis "$(RELEASE)" "$(if $(filter %-qt6,$(RELEASE)),$(BESIDE_QGIS),$(SYSTEM_PACKAGES))" $(TESTS)

.PHONY: benchmark-label-fractions
benchmark-label-fractions: tools ## Measure maps against labels and starts: docs/label_fractions.md
	@PYTHONPATH=core OMP_NUM_THREADS=1 $(DEV) -m benchmarks.label_fractions $(BENCHMARK_OPTIONS)

.PHONY: benchmark-few-polygons
benchmark-few-polygons: tools ## Measure DeepSat against forests and others, few polygons: docs/few_polygons.md
	@PYTHONPATH=core OMP_NUM_THREADS=1 $(DEV) -m benchmarks.few_polygons $(BENCHMARK_OPTIONS)

.PHONY: benchmark-series
benchmark-series: tools ## Measure networks for series and contrast against a forest: docs/series.md
	@PYTHONPATH=core OMP_NUM_THREADS=1 $(DEV) -m benchmarks.series $(BENCHMARK_OPTIONS)

.PHONY: benchmark-super-resolution
benchmark-super-resolution: tools ## Measure maps finer than their imagery: docs/super_resolution.md
	@PYTHONPATH=core OMP_NUM_THREADS=1 $(DEV) -m benchmarks.super_resolution $(BENCHMARK_OPTIONS)

.PHONY: benchmark-change
benchmark-change: tools ## Measure how well synthetic change is found: docs/change.md
	@PYTHONPATH=core OMP_NUM_THREADS=1 $(DEV) -m benchmarks.change $(BENCHMARK_OPTIONS)

.PHONY: benchmark-rounds
benchmark-rounds: tools sample ## Measure how long a round of labelling takes: preview and map, cold and warm
	@PYTHONPATH=core $(DEV) -m benchmarks.rounds $(BENCHMARK_OPTIONS)

.PHONY: benchmark-desk
benchmark-desk: tools sample ## Measure how long QGIS cannot answer while the panel works: docs/desk.md
	@$(WITH_WORKER) $(DEV) -m benchmarks.desk $(BENCHMARK_OPTIONS)

.PHONY: benchmark-predict
benchmark-predict: tools ## Measure how fast scenes are mapped, in how much memory: docs/prediction.md
	@PYTHONPATH=core $(DEV) -m benchmarks.predict $(BENCHMARK_OPTIONS)

.PHONY: clean
clean: ## Remove everything that was built here; the worker's environment stays
	@rm -rf $(BUILD) .pytest_cache .ruff_cache .mypy_cache .hypothesis .qgis-settings
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
