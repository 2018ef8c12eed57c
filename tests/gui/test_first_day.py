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

NODATA = 255


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
    assert days["first"]["before"] is False
    assert (days["folder"] / "profiles") in Path(days["first"]["installed_at"]).parents
    assert days["first"]["environment"] == "The environment is there."


def test_polygons_are_drawn_by_mouse_into_a_file_beside_the_project(days: dict[str, Any]) -> None:
    first = days["first"]
    assert Path(first["new_file"].split("|")[0]).parent == days["folder"] / "deepsat"
    assert [name for name, _ in first["drawn"]] == ["developed", "forest", "forest", "water"]
    assert first["hint"] == ""


def test_a_cancelled_run_leaves_nothing_and_the_next_one_a_map(days: dict[str, Any]) -> None:
    first = days["first"]
    assert first["cancelled"] == "Cancelled; nothing was added to the project."
    assert first["first"]["notice"] == ""
    # The labels stay above the map, and the map lies above the imagery.
    own, sample, group, imagery = first["first"]["names"]
    assert [own, sample, imagery] == ["Labels", "Sample: training polygons", "Sample: Raleigh, Landsat 7"]
    assert group.startswith("DeepSat: Sample")
    classes = gdal.Open(first["first"]["map"]).ReadAsArray()
    assert classes.shape == (443, 489)
    assert set(np.unique(classes[classes != NODATA])) == {0, 1, 2}


def test_the_second_round_goes_on_from_the_first(days: dict[str, Any]) -> None:
    first = days["first"]
    assert first["second"]["notice"] == ""
    assert first["continued_from"][0] == first["continued_from"][1]
    maps = [gdal.Open(first[name]["map"]).ReadAsArray() for name in ("first", "second")]
    # Two more polygons change the map, and leave most of it as it was.
    assert 0.5 < (maps[0] == maps[1]).mean() < 1


def test_what_comes_after_a_map(days: dict[str, Any]) -> None:
    first = days["first"]
    assert first["suggestions"].startswith("10 places to label next")
    assert first["opened"].endswith("report.html") and Path(first["opened"]).is_file()
    assert first["applied"][0] == "later_2000-09-01"
    assert gdal.Open(first["applied"][1]).ReadAsArray().shape == (443, 489)
    assert "Raleigh ä" in first["kept"]


def test_everything_is_there_on_the_second_day(days: dict[str, Any]) -> None:
    first, second = days["first"], days["second"]
    assert (first["saved"], second["runs"], second["current"]) == (True, first["runs"], first["current"])
    assert len(second["runs"]) == 3
    assert second["imagery"] == "Sample: Raleigh, Landsat 7"
    assert second["classes"] == [["water", "1"], ["forest", "3"], ["developed", "2"]]
    assert [name for name, _ in second["labels"]] == sorted(["developed"] * 2 + ["forest"] * 3 + ["water"])
    assert (second["invalid"], second["missing"]) == ([], "")
    assert second["current"] in second["result"]
    assert "Raleigh ä" in second["models"]
