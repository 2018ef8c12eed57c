"""The algorithms through the real `qgis_process`, in a fresh profile, and the same work on the command line."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, ogr

from tests.qgis_process import Answer, QgisProcess
from tests.qgis_profile import ROOT, environment_without_worker, worker_python
from tests.synthetic_scene import CLASSES, SyntheticScene, write_numbered_labels, write_scene

# Far more than is needed: a run that the clock cuts short cannot be repeated to the byte.
MINUTES = "600"


@pytest.fixture(scope="module")
def qgis_process(tmp_path_factory: pytest.TempPathFactory) -> QgisProcess:
    """A profile with the plugin and a worker."""
    return QgisProcess(tmp_path_factory.mktemp("profile"), {**os.environ, "DEEPSAT_PYTHON": worker_python()})


@pytest.fixture(scope="module")
def without_worker(tmp_path_factory: pytest.TempPathFactory) -> QgisProcess:
    """A profile with the plugin, on a machine without a worker environment."""
    folder = tmp_path_factory.mktemp("profile")
    return QgisProcess(folder, environment_without_worker(folder))


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> SyntheticScene:
    """The synthetic scene."""
    return write_scene(tmp_path_factory.mktemp("scene"))


@pytest.fixture(scope="module")
def mapped(qgis_process: QgisProcess, scene: SyntheticScene, tmp_path_factory: pytest.TempPathFactory) -> Answer:
    """`mapfromlabels` on the synthetic scene."""
    folder = tmp_path_factory.mktemp("Ergebnis ö")
    return qgis_process(
        "run",
        "deepsat:mapfromlabels",
        f"--INPUT={scene.raster}",
        f"--LABELS={scene.labels}|layername=labels",
        "--CLASS_FIELD=class",
        f"--MAX_MINUTES={MINUTES}",
        "--SEED=5",
        "--DEVICE=cpu",
        f"--MODEL={folder / 'model'}",
        f"--OUTPUT={folder / 'map.tif'}",
        f"--CONFIDENCE={folder / 'confidence.tif'}",
        f"--POLYGONS={folder / 'polygons.gpkg'}",
        "--MIN_AREA=2000",
        "--SIMPLIFY=15",
        f"--REPORT={folder / 'report.html'}",
    )


def polygons_of(path: str) -> list[tuple[str, int, float, ogr.Geometry]]:
    """Class, class id, hectares and geometry of each polygon."""
    dataset = ogr.Open(path)
    return [
        (f.GetField("class"), f.GetField("class_id"), f.GetField("hectares"), f.GetGeometryRef().Clone())
        for f in dataset.GetLayerByName("land_cover")
    ]


def test_polygons_of_a_map_are_its_pixels(qgis_process: QgisProcess, mapped: Answer, tmp_path: Path) -> None:
    raster = mapped.document["results"]["OUTPUT"]
    output = tmp_path / "Flächen.gpkg"
    answer = qgis_process("run", "deepsat:mappolygons", f"--MAP={raster}", f"--OUTPUT={output}")
    assert answer.status == 0, answer.text
    found = polygons_of(answer.document["results"]["OUTPUT"])
    pixels = np.bincount(gdal.Open(raster).ReadAsArray().ravel(), minlength=len(CLASSES))
    for class_id, name in enumerate(CLASSES):
        of_class = [polygon for polygon in found if polygon[1] == class_id]
        assert {polygon[0] for polygon in of_class} == {name}
        assert sum(polygon[2] for polygon in of_class) == pytest.approx(pixels[class_id] / 100)
        assert sum(polygon[3].GetArea() for polygon in of_class) == pytest.approx(pixels[class_id] * 100)


def test_polygons_beside_the_map_are_few_and_simple(mapped: Answer) -> None:
    results = mapped.document["results"]
    found = polygons_of(results["POLYGONS"])
    assert {polygon[0] for polygon in found} == set(CLASSES)
    assert min(polygon[2] for polygon in found) >= 0.2
    height, width = gdal.Open(results["OUTPUT"]).ReadAsArray().shape
    assert sum(polygon[3].GetArea() for polygon in found) == pytest.approx(height * width * 100)
    assert sum(polygon[2] for polygon in found) == pytest.approx(height * width / 100)


def bytes_of(path: str | Path) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def test_algorithms_are_listed(qgis_process: QgisProcess) -> None:
    provider = qgis_process("list").document["providers"]["deepsat"]
    assert set(provider["algorithms"]) == {
        f"deepsat:{name}"
        for name in (
            *("finetune", "mapfromlabels", "predict", "modelinfo", "checkenvironment"),
            *("pretrain", "importcheckpoint", "downloadcheckpoint", "suggestlabels"),
            *("evaluate", "samplepoints", "mappolygons", "exportmodel"),
            *("changemap", "finetunechange", "predictchange", "stackbands"),
        )
    }


def test_help_describes_the_parameters(qgis_process: QgisProcess) -> None:
    parameters = qgis_process("help", "deepsat:finetune").document["parameters"]
    assert parameters["CLASS_FIELD"]["type"]["id"] == "field"
    assert parameters["SEED"]["is_advanced"]
    assert parameters["LOSS"]["default_value"] == "cross_entropy"


def test_environment_is_checked(qgis_process: QgisProcess) -> None:
    results = qgis_process("run", "deepsat:checkenvironment").document["results"]
    assert results["READY"] is True, results["TEXT"]
    assert json.loads(results["SUMMARY"])["device"]
    assert "- QGIS: 3." in results["TEXT"], "the installation is part of the report"
    assert "chosen by hand" in results["TEXT"]


def test_missing_environment_is_an_answer_of_the_check(without_worker: QgisProcess) -> None:
    answer = without_worker("run", "deepsat:checkenvironment")
    assert answer.status == 0
    assert answer.document["results"]["READY"] is False
    assert "not installed yet" in answer.document["results"]["TEXT"]


def test_missing_environment_stops_everything_else_with_a_sentence(
    without_worker: QgisProcess, scene: SyntheticScene, tmp_path: Path
) -> None:
    answer = without_worker(
        "run",
        "deepsat:finetune",
        f"--INPUT={scene.raster}",
        f"--LABELS={scene.labels}",
        "--CLASS_FIELD=class",
        f"--MODEL={tmp_path / 'model'}",
    )
    assert answer.status != 0
    assert "DeepSat's worker environment is not installed yet." in answer.text
    assert "worker.environment install" in answer.text
    assert "Traceback" not in answer.text
    assert not (tmp_path / "model").exists()


def test_missing_model_is_refused_in_words(qgis_process: QgisProcess, tmp_path: Path) -> None:
    answer = qgis_process("run", "deepsat:modelinfo", f"--MODEL={tmp_path / 'kein Modell'}")
    assert answer.status != 0
    assert "The model folder cannot be used." in answer.text
    assert "kein Modell" in answer.text
    assert "Traceback" not in answer.text


def test_map_lies_on_the_scenes_grid_and_is_right(mapped: Answer, scene: SyntheticScene) -> None:
    assert mapped.status == 0, mapped.text
    output, source = gdal.Open(mapped.document["results"]["OUTPUT"]), gdal.Open(str(scene.raster))
    assert output.GetGeoTransform() == source.GetGeoTransform()
    assert (output.RasterXSize, output.RasterYSize) == (source.RasterXSize, source.RasterYSize)
    assert output.GetSpatialRef().IsSame(source.GetSpatialRef())
    band = output.GetRasterBand(1)
    assert band.GetNoDataValue() == 255
    assert band.GetRasterCategoryNames() == list(CLASSES)
    assert np.mean(output.ReadAsArray() == scene.truth) > 0.9


def test_outputs_and_numbers_are_returned(mapped: Answer) -> None:
    results = mapped.document["results"]
    assert 0.5 < results["HELD_OUT_MEAN_IOU"] <= 1
    assert results["HELD_OUT_MEAN_IOU"] <= results["HELD_OUT_ACCURACY"] <= 1
    assert (Path(results["MODEL"]) / "model.safetensors").is_file()
    assert "<html" in Path(results["REPORT"]).read_text(encoding="utf-8").lower()
    confidence = gdal.Open(results["CONFIDENCE"]).ReadAsArray()
    assert 34 <= confidence.min() <= confidence.max() <= 100
    assert "PROBABILITY" not in results
    summary = json.loads(results["SUMMARY"])
    assert summary["output"] == results["OUTPUT"]
    assert summary["device"].startswith("cpu:")


def test_model_describes_itself(qgis_process: QgisProcess, mapped: Answer, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    answer = qgis_process(
        "run", "deepsat:modelinfo", f"--MODEL={mapped.document['results']['MODEL']}", f"--REPORT={page}"
    )
    assert answer.status == 0, answer.text
    text = answer.document["results"]["TEXT"]
    assert all(name in text for name in (*CLASSES, "Blue", "NIR"))
    assert "2 water" in page.read_text(encoding="utf-8")


def test_places_to_label_next_lie_clear_of_the_labels(
    qgis_process: QgisProcess, mapped: Answer, scene: SyntheticScene, tmp_path: Path
) -> None:
    answer = qgis_process(
        "run",
        "deepsat:suggestlabels",
        f"--INPUT={scene.raster}",
        f"--MODEL={mapped.document['results']['MODEL']}",
        f"--LABELS={scene.labels}|layername=labels",
        "--COUNT=6",
        "--DEVICE=cpu",
        f"--OUTPUT={tmp_path / 'places ö.gpkg'}",
    )
    assert answer.status == 0, answer.text
    results = answer.document["results"]
    assert Path(results["OUTPUT"]) == tmp_path / "places ö.gpkg"
    reasons = [place["reason"] for place in json.loads(results["SUMMARY"])["suggestions"]]
    left, pixel, _, top, _, _ = gdal.Open(str(scene.raster)).GetGeoTransform()
    places, labels = ogr.Open(results["OUTPUT"]), ogr.Open(str(scene.labels))
    assert places.GetLayer().GetSpatialRef().GetAuthorityCode(None) == "32633"
    for rank, place in enumerate(places.GetLayer(), 1):
        xmin, xmax, ymin, ymax = place.GetGeometryRef().GetEnvelope()
        assert (xmax - xmin, ymax - ymin) == (5 * pixel, 5 * pixel)
        assert ((xmin - left) % (5 * pixel), (top - ymax) % (5 * pixel)) == (0, 0)
        assert (place["rank"], place["reason"], place["class"]) == (rank, reasons[rank - 1], None)
        assert place["guess"] in CLASSES
        for polygon in labels.GetLayer():
            assert place.GetGeometryRef().Distance(polygon.GetGeometryRef()) >= pixel
    assert places.GetLayer().GetFeatureCount() == len(reasons) == 6


def test_predicting_with_the_model_gives_the_same_map(
    qgis_process: QgisProcess, mapped: Answer, scene: SyntheticScene, tmp_path: Path
) -> None:
    answer = qgis_process(
        "run",
        "deepsat:predict",
        f"--INPUT={scene.raster}",
        f"--MODEL={mapped.document['results']['MODEL']}",
        "--DEVICE=cpu",
        f"--OUTPUT={tmp_path / 'map.tif'}",
    )
    assert answer.status == 0, answer.text
    assert bytes_of(tmp_path / "map.tif") == bytes_of(mapped.document["results"]["OUTPUT"])


def test_a_folder_of_band_files_gives_the_same_map(
    qgis_process: QgisProcess, mapped: Answer, scene: SyntheticScene, tmp_path: Path
) -> None:
    folder, model = tmp_path / "2021-06-17 ü", mapped.document["results"]["MODEL"]
    folder.mkdir()
    for index, name in enumerate(("blue", "green", "red", "nir"), 1):
        gdal.Translate(str(folder / f"Flusstal_{name}.tif"), str(scene.raster), bandList=[index]).FlushCache()
    output = tmp_path / "map.tif"
    chosen = (f"--INPUT={folder}", f"--MODEL={model}", "--DEVICE=cpu", f"--OUTPUT={output}")
    answer = qgis_process("run", "deepsat:predict", *chosen)
    assert answer.status == 0, answer.text
    said = json.loads(answer.document["results"]["SUMMARY"])["findings"]
    assert said[0].lower() == "files of single bands are read as one image: blue, green, red, nir."
    found, expected = gdal.Open(str(output)), gdal.Open(mapped.document["results"]["OUTPUT"])
    assert found.GetMetadataItem("DEEPSAT_SOURCE") == "Flusstal"
    assert np.array_equal(found.ReadAsArray(), expected.ReadAsArray())
    second = tmp_path / "second.tif"
    listed = [str(path) for path in sorted(folder.glob("*.tif"), reverse=True)]
    command = ("predict", "--input", *listed, "--model", model, "--device", "cpu", "--output", str(second))
    done = subprocess.run(
        [worker_python(), "-m", "deepsat", *command],
        env={**os.environ, "PYTHONPATH": str(ROOT / "core")},
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert done.returncode == 0, done.stderr
    assert bytes_of(second) == bytes_of(output)


def test_a_part_is_the_same_as_cut_from_the_whole(
    qgis_process: QgisProcess, mapped: Answer, scene: SyntheticScene, tmp_path: Path
) -> None:
    left, pixel, _, top, _, _ = gdal.Open(str(scene.raster)).GetGeoTransform()
    xmin, xmax = left + 20 * pixel, left + 131 * pixel
    ymin, ymax = top - 90 * pixel, top - 11 * pixel
    answer = qgis_process(
        "run",
        "deepsat:predict",
        f"--INPUT={scene.raster}",
        f"--MODEL={mapped.document['results']['MODEL']}",
        "--DEVICE=cpu",
        f"--EXTENT={xmin},{xmax},{ymin},{ymax} [EPSG:32633]",
        f"--OUTPUT={tmp_path / 'part.tif'}",
    )
    assert answer.status == 0, answer.text
    part = gdal.Open(str(tmp_path / "part.tif"))
    assert part.GetGeoTransform() == (xmin, pixel, 0, ymax, 0, -pixel)
    whole = gdal.Open(mapped.document["results"]["OUTPUT"]).ReadAsArray()[11:90, 20:131]
    assert part.ReadAsArray().shape == whole.shape
    assert np.mean(part.ReadAsArray() == whole) > 0.98


def test_inside_of_polygons_is_the_same_as_in_the_whole(
    qgis_process: QgisProcess, mapped: Answer, scene: SyntheticScene, tmp_path: Path
) -> None:
    answer = qgis_process(
        "run",
        "deepsat:predict",
        f"--INPUT={scene.raster}",
        f"--MODEL={mapped.document['results']['MODEL']}",
        "--DEVICE=cpu",
        f"--WITHIN={scene.labels}|layername=labels",
        f"--OUTPUT={tmp_path / 'inside.tif'}",
    )
    assert answer.status == 0, answer.text
    inside = gdal.Open(str(tmp_path / "inside.tif")).ReadAsArray()
    whole = gdal.Open(mapped.document["results"]["OUTPUT"]).ReadAsArray()
    assert (inside != 255).sum() == 18 * 49
    assert np.array_equal(inside[inside != 255], whole[inside != 255])


def test_command_line_gives_the_same_raster(mapped: Answer, scene: SyntheticScene, tmp_path: Path) -> None:
    options = {
        "--input": scene.raster,
        "--labels": scene.labels,
        "--labels-layer": "labels",
        "--class-field": "class",
        "--max-minutes": MINUTES,
        "--seed": "5",
        "--device": "cpu",
        "--model": tmp_path / "model",
        "--output": tmp_path / "map.tif",
    }
    done = subprocess.run(
        [worker_python(), "-m", "deepsat", "map", *(str(part) for pair in options.items() for part in pair)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "core")},
        capture_output=True,
        text=True,
        timeout=500,
    )
    assert done.returncode == 0, done.stderr
    assert bytes_of(tmp_path / "map.tif") == bytes_of(mapped.document["results"]["OUTPUT"])


def test_names_for_numbers_make_the_same_map(
    qgis_process: QgisProcess, mapped: Answer, scene: SyntheticScene, tmp_path: Path
) -> None:
    labels = write_numbered_labels(tmp_path / "numbers.gpkg", {"fields": 3, "forest": 7, "water": 12})
    names = "--CLASS_NAMES=3=fields; 7=forest; 12=water"
    answer = qgis_process(
        "run",
        "deepsat:mapfromlabels",
        f"--INPUT={scene.raster}",
        f"--LABELS={labels}",
        "--CLASS_FIELD=class",
        names,
        f"--MAX_MINUTES={MINUTES}",
        "--SEED=5",
        "--DEVICE=cpu",
        f"--MODEL={tmp_path / 'model'}",
        f"--OUTPUT={tmp_path / 'map.tif'}",
    )
    assert answer.status == 0, answer.text
    assert "Names of classes: 3=fields; 7=forest; 12=water" in answer.text
    dataset = gdal.Open(str(tmp_path / "map.tif"))
    # GDAL 3.6 reads the names from the file beside only once it was asked for something else.
    assert dataset.GetRasterBand(1).GetNoDataValue() == 255
    assert dataset.GetRasterBand(1).GetRasterCategoryNames() == list(CLASSES)
    assert bytes_of(tmp_path / "map.tif") == bytes_of(mapped.document["results"]["OUTPUT"])
    reference = ("--CLASS_FIELD=class", f"--MAP={tmp_path / 'map.tif'}", f"--REFERENCE={labels}")
    assert "no '3', '7', '12'" in qgis_process("run", "deepsat:evaluate", *reference).text
    answer = qgis_process("run", "deepsat:evaluate", *reference, names)
    assert answer.status == 0, answer.text
    assert answer.document["results"]["OVERALL_ACCURACY"] > 0.95


def test_selected_class_field_that_is_missing_is_refused(
    qgis_process: QgisProcess, scene: SyntheticScene, tmp_path: Path
) -> None:
    answer = qgis_process(
        "run",
        "deepsat:finetune",
        f"--INPUT={scene.raster}",
        f"--LABELS={scene.labels}",
        "--CLASS_FIELD=klasse",
        f"--MODEL={tmp_path / 'model'}",
    )
    assert answer.status != 0
    assert "klasse" in answer.text
    assert "class" in answer.text


def test_help_speaks_the_language_of_qgis(tmp_path: Path) -> None:
    german = QgisProcess(tmp_path, environment_without_worker(tmp_path), "de")("help", "deepsat:finetune").document
    assert german["algorithm_details"]["name"] == "Mit Labels trainieren"
    assert german["parameters"]["SEED"]["description"] == "Startwert"
    assert german["parameters"]["LABELS"]["help"] == "Vektordatei mit den gelabelten Polygonen."
