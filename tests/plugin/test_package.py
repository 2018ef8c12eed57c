"""The packed plugin: what the hub and QGIS will see."""

from __future__ import annotations

import ast
import configparser
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
FOLDER = BUILD / "package" / "deepsat_qgis"


@pytest.fixture(scope="module")
def archive() -> Path:
    """The zip as `make package` just made it."""
    found = sorted(BUILD.glob("deepsat_qgis-*.zip"))
    assert len(found) == 1, f"`make package` makes one zip in {BUILD}; found {found}"
    return found[0]


def names_in(archive: Path) -> list[str]:
    with zipfile.ZipFile(archive) as packed:
        return packed.namelist()


def test_one_folder_with_all_that_belongs_to_it(archive: Path) -> None:
    names = set(names_in(archive))
    assert {name.split("/")[0] for name in names} == {"deepsat_qgis"}
    for needed in (
        *("__init__.py", "plugin.py", "metadata.txt", "LICENSE", "NOTICE", "worker/environment.py"),
        *("worker/verification.py", "core/deepsat/__init__.py", "core/deepsat/jobs/jobs.py", "core/worker.lock"),
        *("core/worker-cuda.lock", "resources/icons/deepsat.svg", "resources/report/report.html.jinja"),
        *("resources/sample/raleigh_landsat7_2000.tif", "resources/sample/raleigh_training.gpkg"),
    ):
        assert f"deepsat_qgis/{needed}" in names


def test_no_leftovers_and_no_binaries(archive: Path) -> None:
    wrong = re.compile(r"\.pyc$|__pycache__|/\.|ruff\.toml$|\.egg-info|\.(so|dll|exe|dylib)$|^/|\.\./")
    assert [name for name in names_in(archive) if wrong.search(name)] == []


def test_every_python_file_of_the_tree_is_packed(archive: Path) -> None:
    """A subpackage that a pattern leaves out would be missed only on other people's machines."""
    expected = {
        f"deepsat_qgis/{path.relative_to(ROOT / 'deepsat_qgis').as_posix()}"
        for path in (ROOT / "deepsat_qgis").rglob("*.py")
    }
    expected |= {f"deepsat_qgis/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "core").rglob("*.py")}
    assert {name for name in names_in(archive) if name.endswith(".py")} == expected


def test_the_zip_is_small_enough(archive: Path) -> None:
    assert 200_000 < archive.stat().st_size <= 25_000_000


def test_the_same_files_make_the_same_bytes(archive: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from build_tools.package import pack;"
        "pack(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    subprocess.run([sys.executable, "-c", code, str(FOLDER), str(tmp_path / "again.zip")], cwd=ROOT, check=True)
    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()


def test_metadata(archive: Path) -> None:
    parser = configparser.ConfigParser()
    parser.read(FOLDER / "metadata.txt", encoding="utf-8")
    general = parser["general"]
    assert general["name"] == "DeepSat"
    assert general["qgisMinimumVersion"] == "3.22"
    assert general["qgisMaximumVersion"] == "4.99"
    assert general.getboolean("hasProcessingProvider")
    assert "supportsQt6" not in general
    assert archive.name == f"deepsat_qgis-{general['version']}.zip"
    assert (FOLDER / general["icon"]).is_file()


def test_every_file_that_qgis_loads_is_valid_python_3_9() -> None:
    files = [path for path in FOLDER.rglob("*.py") if "core" not in path.parts or "jobs" in path.parts]
    assert len(files) > 30
    for path in files:
        ast.parse(path.read_text(encoding="utf-8"), str(path), feature_version=(3, 9))


def test_the_packed_plugin_uses_its_own_core_and_resources(tmp_path: Path) -> None:
    code = (
        "import deepsat_qgis, deepsat.jobs, deepsat; from deepsat_qgis.worker.lock_file import LOCK_PATH, read_lock;"
        "from deepsat_qgis.paths import RESOURCES_FOLDER; from deepsat_qgis.worker.diagnostics import plugin_version;"
        "print(deepsat.__file__); print(LOCK_PATH); print(RESOURCES_FOLDER);"
        "print(plugin_version() == deepsat.__version__)"
    )
    environment = {**os.environ, "PYTHONPATH": str(FOLDER.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        str(FOLDER / "core" / "deepsat" / "__init__.py"),
        str(FOLDER / "core" / "worker.lock"),
        str(FOLDER / "resources"),
        "True",
    ]
