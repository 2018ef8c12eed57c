"""The first day of a person with DeepSat, in a real QGIS with a fresh profile, by mouse and keyboard."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from osgeo import gdal

from tests.gui.playing import play
from tests.qgis_profile import ROOT, worker_python

SIDE_SQUARED = 36


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Notes of the first day, and of the second one in a QGIS that was started anew."""
    folder = tmp_path_factory.mktemp("first day ü")
    profile = folder / "profiles" / "default" / "QGIS"
    profile.mkdir(parents=True)
    (profile / "QGIS3.ini").write_text(
        "[qgis]\ncheckVersion=false\n\n[app]\nask_to_save=false\n\n[locale]\noverrideFlag=true\nuserLocale=en\n"
    )
    (package,) = (ROOT / "build").glob("deepsat_qgis-*.zip")
    kept = {name: value for name, value in os.environ.items() if name not in {"DEEPSAT_PYTHON", "PYTHONPATH"}}
    environment = {
        **kept,
        "DEEPSAT_ENVIRONMENTS": str(folder / "environments"),
        "XDG_DATA_HOME": str(folder / "data"),
        "DEEPSAT_TEST_ZIP": str(package),
        "DEEPSAT_TEST_PYTHON": worker_python(),
    }
    first = play("first_day_script.py", "first_day", folder, folder, environment)
    project = str(folder / "Projekt ä.qgz")
    second = play("first_day_script.py", "second_day", folder, folder, environment, project=project)
    return {"first": first, "second": second, "folder": folder}


def test_the_zip_installs_and_an_own_python_is_enough(days: dict[str, Any]) -> None:
    first = days["first"]
    assert first["before"] is False
    assert "ready" in first["environment"].lower()
