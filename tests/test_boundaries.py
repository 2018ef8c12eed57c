"""The line between the two processes, proven by reading every import; the linter says the same in words."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CORE, PLUGIN = ROOT / "core", ROOT / "deepsat_qgis"
QT = {"qgis", "PyQt5", "PyQt6", "PySide2", "PySide6", "sip"}
# What ships with every QGIS on every system, and nothing else from outside the standard library.
WITH_QGIS = {"qgis", "osgeo", "numpy", "processing"}


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, anywhere in it, with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, (
                f"{path}:{node.lineno} imports relatively, so its module cannot be told from its text"
            )
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from ((name, node.lineno) for name in (names if node.module == "deepsat" else [node.module or ""]))


def python_files(folder: Path) -> list[Path]:
    files = sorted(folder.rglob("*.py"))
    assert len(files) > 10, f"{folder} holds only {len(files)} files: the test looks in the wrong place"
    return files


def top(module: str) -> str:
    return module.split(".")[0]


def test_core_never_imports_qgis_or_the_plugin() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {module}"
        for path in python_files(CORE)
        for module, line in imported(path)
        if top(module) in QT | {"deepsat_qgis"}
    ]
    assert wrong == []


def test_plugin_imports_only_what_ships_with_qgis_and_the_jobs() -> None:
    standard = set(sys.stdlib_module_names)
    wrong = []
    for path in python_files(PLUGIN):
        for module, line in imported(path):
            is_jobs = module == "deepsat.jobs" or module.startswith("deepsat.jobs.")
            if top(module) not in standard | WITH_QGIS | {"deepsat_qgis"} and not is_jobs:
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports {module}")
    assert wrong == []


@pytest.mark.parametrize("package", ["deepsat", "deepsat_qgis", "deepsat_qgis.dock"])
def test_what_packages_need_runs_one_way(package: str) -> None:
    """No package needs another one that needs it, directly or by others: who reads the one need not know the other."""
    names = package.split(".")
    folder = (CORE if package == "deepsat" else ROOT).joinpath(*names)
    needs: dict[str, set[str]] = {}
    for path in python_files(folder):
        parts = path.relative_to(folder).with_suffix("").parts
        for module, _ in imported(path):
            if module.startswith(f"{package}.") and parts[0] != "core":
                needs.setdefault(parts[0], set()).add(module.split(".")[len(names)])
    for name, others in needs.items():
        others.discard(name)
    while leaves := {name for name, others in needs.items() if not others & needs.keys()}:
        needs = {name: others for name, others in needs.items() if name not in leaves}
    assert needs == {}


@pytest.mark.parametrize("folder", ["core/deepsat/jobs", "deepsat_qgis"])
def test_what_runs_in_qgis_parses_on_python_3_9(folder: str) -> None:
    for path in (ROOT / folder).rglob("*.py"):
        ast.parse(path.read_text(encoding="utf-8"), str(path), feature_version=(3, 9))


@pytest.mark.parametrize("folder", ["core/deepsat/jobs", "deepsat_qgis"])
def test_what_runs_in_qgis_passes_nothing_that_python_3_9_does_not_take(folder: str) -> None:
    newer = {
        *(("TemporaryDirectory", name) for name in ("ignore_cleanup_errors", "delete")),
        *(("dataclass", name) for name in ("slots", "kw_only", "match_args")),
        *(("zip", name) for name in ("strict",)),
        *(("write_text", name) for name in ("newline",)),
    }
    passed = {
        (
            getattr(node.func, "attr", getattr(node.func, "id", "")),
            keyword.arg,
            f"{path.relative_to(ROOT)}:{node.lineno}",
        )
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
    }
    assert [place for function, name, place in passed if (function, name) in newer] == []


def test_jobs_need_the_standard_library_only() -> None:
    wrong = [
        f"{path.name}:{line} imports {module}"
        for path in (CORE / "deepsat" / "jobs").glob("*.py")
        for module, line in imported(path)
        if top(module) not in sys.stdlib_module_names and not module.startswith("deepsat.jobs")
    ]
    assert wrong == []


@pytest.mark.parametrize("module", ["deepsat_qgis.worker.environment", "deepsat_qgis.worker.client", "deepsat.jobs"])
def test_the_installer_and_the_client_start_in_a_bare_python(module: str) -> None:
    """Without site-packages at all: no qgis, no numpy, nothing."""
    code = f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(CORE)!r}]; import {module}; print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "'torch'" not in done.stdout


@pytest.mark.parametrize(
    ("folder", "statement", "sentence"),
    [
        ("core/deepsat", "from qgis.core import QgsProject", "core/ runs in the worker"),
        ("core/deepsat", "import deepsat_qgis.paths", "core/ must work without the plugin"),
        ("deepsat_qgis", "import torch", "clash with those of QGIS"),
        ("deepsat_qgis", "from rasterio.crs import CRS", "clash with those of QGIS"),
        ("deepsat_qgis", "from PyQt5.QtCore import Qt", "import from qgis.PyQt"),
        ("deepsat_qgis", "from deepsat.imagery import Grid", "import deepsat.jobs"),
    ],
)
def test_the_linter_answers_a_forbidden_import_with_a_sentence(folder: str, statement: str, sentence: str) -> None:
    done = lint(f"{statement}\n", folder)
    assert done.returncode == 1
    assert "TID251" in done.stdout
    assert sentence in done.stdout


def test_the_linter_knows_every_part_of_the_core() -> None:
    """A new module or subpackage has to be added to the list in deepsat_qgis/ruff.toml."""
    core = CORE / "deepsat"
    parts = {path.name for path in core.iterdir() if (path / "__init__.py").is_file()}
    parts |= {path.stem for path in core.glob("*.py") if not path.stem.startswith("__")}
    assert {"labels", "class_map"} <= parts
    found = lint("".join(f"import deepsat.{part}\n" for part in sorted(parts)), "deepsat_qgis").stdout
    assert {part for part in parts if f"TID251 `deepsat.{part}` is banned" not in found} == {"jobs"}


def test_the_linter_allows_the_jobs() -> None:
    assert "TID251" not in lint("from deepsat.jobs import MapJob\n", "deepsat_qgis").stdout


def lint(text: str, folder: str) -> subprocess.CompletedProcess[str]:
    """What ruff says of a file of this text in `folder`."""
    command = [sys.executable, "-m", "ruff", "check", "--select", "TID251", "--stdin-filename", f"{folder}/new.py", "-"]
    return subprocess.run(command, input=text, cwd=ROOT, capture_output=True, text=True, check=False)
