"""A fresh QGIS profile with the plugin in it, and the programs to run with it."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLUGIN = "deepsat_qgis"


def built_plugin(folder: Path) -> Path:
    """A plugin folder laid out as in the zip: the one in DEEPSAT_PLUGIN_PARENT, else one made from the tree."""
    if os.environ.get("DEEPSAT_PLUGIN_PARENT"):
        return Path(os.environ["DEEPSAT_PLUGIN_PARENT"]) / PLUGIN
    plugin = folder / PLUGIN
    shutil.copytree(ROOT / PLUGIN, plugin, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "metadata.txt", plugin)
    for name in ("core", "resources"):
        shutil.copytree(ROOT / name, plugin / name, ignore=shutil.ignore_patterns("__pycache__"))
    return plugin


def make_profile(folder: Path, locale: str = "en") -> Path:
    """A folder for QGIS' `--profiles-path` whose profile `default` has the plugin enabled, in a language."""
    profile = folder / "profiles" / "default"
    plugins = profile / "python" / "plugins"
    plugins.mkdir(parents=True)
    (plugins / PLUGIN).symlink_to(built_plugin(folder / "built"), target_is_directory=True)
    settings = profile / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir()
    settings.write_text(
        f"[PythonPlugins]\n{PLUGIN}=true\n\n[qgis]\ncheckVersion=false\n\n[app]\nask_to_save=false\n\n"
        f"[locale]\noverrideFlag=true\nuserLocale={locale}\n"
    )
    return folder


@functools.cache
def worker_python() -> str:
    """Interpreter of the worker: DEEPSAT_PYTHON, else the managed environment.

    Raises:
        RuntimeError: there is none, so that nothing can be tested.
    """
    command = [sys.executable, "-m", "deepsat_qgis.worker.environment", "python"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode != 0:
        raise RuntimeError(f"these tests need the worker environment; `make worker-python` makes it. {found.stderr}")
    return found.stdout.strip()


def qgis_process_program() -> str:
    """The program itself: Debian's wrapper script passes a flag that its own binary refuses."""
    found = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    if found is None:
        raise RuntimeError("these tests need QGIS with qgis_process on the PATH")
    return found


def environment_without_worker(folder: Path) -> dict[str, str]:
    """Environment variables under which no worker environment is found."""
    kept = {name: value for name, value in os.environ.items() if name != "DEEPSAT_PYTHON"}
    return {**kept, "DEEPSAT_ENVIRONMENTS": str(folder / "no environments")}
