"""From a map to its accuracy through the real `qgis_process`: points are drawn, answered, and evaluated."""

from __future__ import annotations

import csv
import json
import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, ogr, osr

from tests.qgis_process import QgisProcess
from tests.qgis_profile import worker_python

NAMES = ("fields", "forest", "water")
LEFT, TOP, PIXEL = 512_340.0, 5_208_120.0, 10.0
ROWS, COLUMNS = 60, 90


@pytest.fixture(scope="module")
def qgis_process(tmp_path_factory: pytest.TempPathFactory) -> QgisProcess:
    """A profile with the plugin and a worker."""
    return QgisProcess(tmp_path_factory.mktemp("profile"), {**os.environ, "DEEPSAT_PYTHON": worker_python()})


def truth() -> np.ndarray:
    """Index into NAMES, uint8, without any symmetry."""
    rows, columns = np.mgrid[:ROWS, :COLUMNS]
    values = np.zeros((ROWS, COLUMNS), np.uint8)
    values[(rows - 15) ** 2 + (columns - 20) ** 2 < 180] = 1
    values[np.abs(columns - 55 - rows / 5) < 8] = 2
    return values


@pytest.fixture(scope="module")
def class_map(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A map in which a tenth of the pixels is called fields, whatever is there."""
    said = truth()
    said[np.random.default_rng(1).random(said.shape) < 0.1] = 0
    path = tmp_path_factory.mktemp("Karte ä") / "Karte ö.tif"
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), COLUMNS, ROWS, 1, gdal.GDT_Byte)
    dataset.SetGeoTransform((LEFT, PIXEL, 0, TOP, 0, -PIXEL))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32633)
    dataset.SetProjection(reference.ExportToWkt())
    dataset.GetRasterBand(1).SetRasterCategoryNames(list(NAMES))
    dataset.GetRasterBand(1).WriteArray(said)
    dataset.FlushCache()
    return path


def class_at(x: float, y: float) -> str:
    return NAMES[truth()[int((TOP - y) // PIXEL), int((x - LEFT) // PIXEL)]]


@pytest.mark.parametrize("ending", ["gpkg", "csv"])
def test_points_are_drawn_answered_and_evaluated(
    qgis_process: QgisProcess, class_map: Path, tmp_path: Path, ending: str
) -> None:
    points, report = tmp_path / f"Punkte.{ending}", tmp_path / "Bericht.html"
    drawn = qgis_process(
        "run", "deepsat:samplepoints", f"--MAP={class_map}", "--COUNT=120", "--SEED=2", f"--OUTPUT={points}"
    )
    assert drawn.status == 0, drawn.text
    assert json.loads(drawn.document["results"]["SUMMARY"])["count"] == 120
    (answer_table if ending == "csv" else answer_layer)(points)
    evaluated = qgis_process(
        "run",
        "deepsat:evaluate",
        f"--MAP={class_map}",
        f"--REFERENCE={points}",
        "--DESIGN=stratified",
        f"--REPORT={report}",
    )
    assert evaluated.status == 0, evaluated.text
    results = evaluated.document["results"]
    accuracy = json.loads(results["SUMMARY"])["map_accuracy"]
    assert 0.8 < results["OVERALL_ACCURACY"] == accuracy["overall"]["value"] < 1
    assert accuracy["points"] == 120
    assert "Olofsson" in accuracy["design"]
    for index, name in enumerate(NAMES):
        area = accuracy["classes"][name]["area_hectares"]
        assert abs(area["value"] - (truth() == index).sum() / 100) < 1.5 * area["half_width_95"] + 0.5
    assert "Map accuracy" in report.read_text(encoding="utf-8")
    document = json.loads(report.with_suffix(".json").read_text(encoding="utf-8"))
    assert document["map_accuracy"] == accuracy
    # Not the copy that the worker read, which is gone.
    name = str(points) if ending == "csv" else "Punkte"
    assert document["settings"]["Reference"] == json.loads(results["SUMMARY"])["reference"] == name


def test_a_german_qgis_writes_a_german_report(class_map: Path, tmp_path: Path) -> None:
    german = QgisProcess(tmp_path / "profile", {**os.environ, "DEEPSAT_PYTHON": worker_python()}, "de_AT")
    reference, report = tmp_path / "Referenz.tif", tmp_path / "Bericht.html"
    shutil.copy(class_map, reference)
    done = german("run", "deepsat:evaluate", f"--MAP={class_map}", f"--REFERENCE={reference}", f"--REPORT={report}")
    assert done.status == 0, done.text
    page = report.read_text(encoding="utf-8")
    assert '<html lang="de">' in page
    assert "100,0\N{NO-BREAK SPACE}%" in page
    document = json.loads(report.with_suffix(".json").read_text(encoding="utf-8"))
    assert (document["title"], document["scene"]["Size"]) == ("Wie gut Karte ö.tif ist", "90 x 60 Pixel")
    assert document["skill"]["overall"] == 1.0


def answer_table(path: Path) -> None:
    with path.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        row["reference"] = class_at(float(row["x"]), float(row["y"]))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def answer_layer(path: Path) -> None:
    dataset = ogr.Open(str(path), 1)
    layer = dataset.GetLayer(0)
    for feature in list(layer):
        place = feature.GetGeometryRef()
        feature.SetField("reference", class_at(place.GetX(), place.GetY()))
        layer.SetFeature(feature)
    dataset.FlushCache()


def test_a_class_that_the_map_lacks_is_refused_with_both_lists(
    qgis_process: QgisProcess, class_map: Path, tmp_path: Path
) -> None:
    (tmp_path / "points.csv").write_text(f"x,y,reference\n{LEFT + 5},{TOP - 5},lava\n", encoding="utf-8")
    answer = qgis_process(
        "run", "deepsat:evaluate", f"--MAP={class_map}", f"--REFERENCE={tmp_path / 'points.csv'}",
        f"--REPORT={tmp_path / 'r.html'}",
    )  # fmt: skip
    assert answer.status != 0
    assert "0 'fields', 1 'forest', 2 'water'" in answer.text
    assert "no 'lava'" in answer.text
    assert "Traceback" not in answer.text
    assert not (tmp_path / "r.html").exists()
