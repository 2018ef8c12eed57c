"""The zip that `make package` builds: unpacked into a fresh profile, enabled, and used on its own sample."""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from pathlib import Path
from typing import Callable

import numpy as np
import pytest
from osgeo import gdal

from tests.qgis_profile import PLUGIN, ROOT, qgis_process_program, worker_python

Run = Callable[..., str]


@pytest.fixture(scope="module")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plugin's folder in a profile in which it was never enabled."""
    zips = sorted((ROOT / "build").glob(f"{PLUGIN}-*.zip"))
    assert len(zips) == 1, "`make package` builds the zip that this test needs"
    plugins = tmp_path_factory.mktemp("profile") / "profiles" / "default" / "python" / "plugins"
    with zipfile.ZipFile(zips[0]) as archive:
        archive.extractall(plugins)
    return plugins / PLUGIN


@pytest.fixture(scope="module")
def qgis_process(plugin: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs `qgis_process` in that profile, far from the source tree, and returns what it printed."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment = {
        **kept,
        "DEEPSAT_PYTHON": worker_python(),
        "QGIS_CUSTOM_CONFIG_PATH": str(plugin.parents[4]),
        "QT_QPA_PLATFORM": "offscreen",
    }

    def run(*arguments: str) -> str:
        command = [qgis_process_program(), *arguments]
        done = subprocess.run(command, env=environment, cwd=elsewhere, capture_output=True, text=True, timeout=500)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("plugins", "enable", PLUGIN)
    return run


def test_the_unpacked_plugin_maps_its_own_sample(plugin: Path, qgis_process: Run, tmp_path: Path) -> None:
    sample = plugin / "resources" / "sample"
    scene = sample / "raleigh_landsat7_2000.tif"
    printed = qgis_process(
        "--json",
        "run",
        "deepsat:mapfromlabels",
        f"--INPUT={scene}",
        f"--LABELS={sample / 'raleigh_training.gpkg'}",
        "--CLASS_FIELD=class",
        "--MAX_MINUTES=0.3",
        f"--MODEL={tmp_path / 'model'}",
        f"--OUTPUT={tmp_path / 'map.tif'}",
    )
    results = json.loads(printed[printed.find("{") :])["results"]
    assert results["HELD_OUT_ACCURACY"] > 0.5
    output, source = gdal.Open(str(tmp_path / "map.tif")), gdal.Open(str(scene))
    assert output.GetGeoTransform() == source.GetGeoTransform()
    shown = np.unique(output.ReadAsArray())
    assert {*range(7), 255} >= set(shown.tolist())
    assert len(shown) >= 6, "a map of one class would be no map"
