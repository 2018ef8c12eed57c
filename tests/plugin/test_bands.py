"""Which bands a start uses: as the worker reads and matches them, and in words."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any, Sequence

import numpy as np
import pytest
from osgeo import gdal

from tests.made_cube import WAVELENGTHS_NM, hidden_bands, listed, write_envi
from tests.plugin.checkpoint_folders import make_checkpoint
from tests.plugin.scene_and_labels import write_raster
from tests.qgis_profile import ROOT, worker_python

SENTINEL2 = ("B2", "B3", "B4", "B8", "B8A", "B11", "B12", "SCL")
ASK_THE_WORKER = """
import json, sys
from deepsat.imagery import open_scene
scenes = [open_scene([path]) for path in sys.argv[1:]]
print(json.dumps([[scene.dtype, [[band.name, band.wavelength_nm] for band in scene.bands]] for scene in scenes]))
"""


@pytest.fixture(autouse=True)
def bundled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checkpoint that comes with the plugin."""
    from deepsat_qgis import checkpoints

    monkeypatch.setattr(checkpoints, "BUNDLED_FOLDER", ROOT / "resources" / "checkpoints")


def raster_of(path: Path, names: Sequence[str], tags: Sequence[dict[str, str]] = (), alpha: int = 0) -> Path:
    """A raster with bands of these names, with tags of the first ones, and one marked as alpha."""
    write_raster(path.with_suffix(".source.tif"))
    copied = [1 + number % 4 for number in range(len(names))]
    dataset = gdal.Translate(str(path), str(path.with_suffix(".source.tif")), bandList=copied)
    for number, name in enumerate(names, start=1):
        dataset.GetRasterBand(number).SetDescription(name)
    for number, mapping in enumerate(tags, start=1):
        dataset.GetRasterBand(number).SetMetadata(mapping)
    if alpha:
        dataset.GetRasterBand(alpha).SetColorInterpretation(gdal.GCI_AlphaBand)
    return path


def bands_of(path: Path) -> list[list[Any]]:
    from deepsat_qgis.layers.raster_bands import bands_of

    return [[band.name, band.wavelength_nm] for band in bands_of(gdal.Open(str(path)))]


def test_bands_are_read_as_the_worker_reads_them(qgis_app: Any, tmp_path: Path) -> None:
    from deepsat_qgis.layers.raster_bands import dtype_of

    rasters = [
        raster_of(tmp_path / "s2.tif", SENTINEL2),
        raster_of(tmp_path / "unnamed.tif", ["", "", "", ""]),
        raster_of(tmp_path / "aerial.tif", ["Red", "Green", "Blue", "NIR"], alpha=4),
        raster_of(tmp_path / "alpha.tif", ["Red", "Green", "Blue", ""], alpha=4),
        raster_of(tmp_path / "tags.tif", ["a", "b", ""], [{"wavelength": "0.56"}, {"Wavelength_nm": "842"}]),
        raster_of(tmp_path / "words.tif", ["Band 1 (0.49 Micrometers)", "thermal", "swir 1"]),
    ]
    done = subprocess.run(
        [worker_python(), "-c", ASK_THE_WORKER, *map(str, rasters)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "core")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [[dtype_of(gdal.Open(str(path))), bands_of(path)] for path in rasters] == json.loads(done.stdout)
    assert [name for name, _ in bands_of(rasters[0])] == list(SENTINEL2[:-1])
    assert [len(bands_of(path)) for path in rasters[1:4]] == [4, 4, 3]


def test_what_is_left_out_is_told_before_the_run(qgis_app: Any) -> None:
    from deepsat.jobs.bands import Band
    from deepsat_qgis.layers.band_use import band_use

    bands = (Band("nir", 850.0), Band("thermal", 10_900.0), Band("red", 660.0))
    assert band_use("random", bands, "uint16").text == "Random weights use all bands."
    usual = band_use("auto", bands, "uint16").text
    assert usual.startswith("Training starts from random weights")
    assert usual.endswith("“deepsat-v1” does not know thermal.")
    assert band_use("auto", (bands[0], bands[2]), "uint16").text == "“deepsat-v1” uses all bands."
    named = band_use("deepsat-v1", bands, "uint16")
    assert named.text == "“deepsat-v1” uses nir, red. It leaves out thermal."
    assert not named.is_problem
    unknown = band_use("deepsat-v1", bands[1:2], "uint16")
    assert unknown.is_problem
    assert "none of these bands" in unknown.text


def test_three_unnamed_bands_of_a_picture_are_red_green_and_blue(qgis_app: Any) -> None:
    from deepsat.jobs.bands import Band
    from deepsat_qgis.layers.band_use import band_use

    bands = [Band(f"band_{number}") for number in (1, 2, 3)]
    assert band_use("deepsat-v1", bands, "uint8").text == "“deepsat-v1” uses all bands."
    assert band_use("deepsat-v1", bands, "uint16").is_problem


def test_a_model_that_lacks_a_band_of_the_imagery_is_told(qgis_app: Any, tmp_path: Path) -> None:
    from deepsat.jobs.bands import Band
    from deepsat_qgis.layers.band_use import band_use

    card = {"properties": {"bands": [{"name": "red", "eo:center_wavelength": 0.66}, {"name": "nir"}]}}
    (tmp_path / "model.json").write_text(json.dumps(card), encoding="utf-8")
    names = ("nir", "red", "blue")
    bands = [Band(name) for name in names]
    assert band_use(str(tmp_path), bands, "").text == "The model to continue from has not seen blue."
    assert band_use(str(tmp_path), bands[:2], "").text == "The model to continue from uses all bands."
    missing = band_use(str(tmp_path), bands[1:], "")
    assert missing.is_problem
    assert "without nir" in missing.text


def test_a_model_made_without_a_band_finds_the_others_by_their_places(qgis_app: Any, tmp_path: Path) -> None:
    from deepsat.jobs.bands import Band
    from deepsat_qgis.layers.band_use import band_use

    left_out = [{"place": 1, "name": "band_2"}]
    card = {"properties": {"bands": [{"name": "band_1"}, {"name": "band_3"}], "deepsat:left_out": left_out}}
    (tmp_path / "model.json").write_text(json.dumps(card), encoding="utf-8")
    bands = [Band(f"band_{number}") for number in (1, 2, 3)]
    assert band_use(str(tmp_path), bands, "").text == "The model to continue from has not seen band_2."


@pytest.mark.parametrize("document", ["{", "[]", '{"properties": {"bands": [{"title": 3}]}}'])
def test_of_a_damaged_card_nothing_is_told(qgis_app: Any, tmp_path: Path, document: str) -> None:
    from deepsat.jobs.bands import Band
    from deepsat_qgis.layers.band_use import band_use

    folder = make_checkpoint(tmp_path / "mine")
    (folder / "checkpoint.json").write_text(document, encoding="utf-8")
    assert band_use(str(folder), [Band("red")], "").text == ""


def test_the_panel_tells_the_bands_of_imagery_and_start(
    qgis_app: Any, project: Any, tmp_path: Path, labels: Any
) -> None:
    from qgis.core import QgsRasterLayer

    from deepsat_qgis.dock.dock import DeepSatDock

    dock = DeepSatDock(project)
    dock.show()
    path = raster_of(tmp_path / "scene.tif", ["red", "nir", "height"])
    project.addMapLayers([QgsRasterLayer(str(path), "scene", "gdal"), labels])
    line = dock.form.imagery_section.bands_line
    dock.start.start_from.choose("deepsat-v1")
    dock.start.start_from.activated.emit(dock.start.start_from.currentIndex())
    assert line.text() == "“deepsat-v1” uses red, nir. It leaves out height."
    assert "random forest" in line.toolTip()
    dock.start.start_from.choose("random")
    dock.start.start_from.activated.emit(dock.start.start_from.currentIndex())
    assert line.text() == "Random weights use all bands."
    project.removeAllMapLayers()
    assert line.isHidden()
    dock.deleteLater()


@pytest.mark.parametrize(("columns", "left_out"), [(0, []), (12, ["nir"])])
def test_a_band_that_ends_early_is_told(
    qgis_app: Any, project: Any, tmp_path: Path, columns: int, left_out: list[str]
) -> None:
    from qgis.core import QgsRasterLayer

    from deepsat_qgis.dock.imagery.imagery_section import ImagerySection

    path = raster_of(tmp_path / "scene.tif", ["red", "nir", "green"])
    dataset = gdal.Open(str(path), gdal.GA_Update)
    values = dataset.GetRasterBand(2).ReadAsArray()
    values[:, :columns] = 0
    dataset.GetRasterBand(2).WriteArray(values)
    for number in (1, 2, 3):
        dataset.GetRasterBand(number).SetNoDataValue(0)
    del dataset
    section = ImagerySection(project)
    section.show_start("deepsat-v1")
    project.addMapLayer(QgsRasterLayer(str(path), "scene", "gdal"))
    said = section.bands_line.text()
    assert said.startswith("“deepsat-v1” uses red, green." if left_out else "“deepsat-v1” uses all bands.")
    assert ("Left out, having no data on parts of the image: nir." in said) == bool(left_out)
    assert section.facts.of_layer(section.layer()).patchy == tuple(left_out)
    assert [band.name for band in section.facts.of_layer(section.layer()).usable_bands()] == [
        name for name in ("red", "nir", "green") if name not in left_out
    ]
    section.deleteLater()


@pytest.fixture
def cube(tmp_path: Path) -> Path:
    """A made image of an imaging spectrometer: 224 bands, those under water vapour marked as bad."""
    values = np.arange(224 * 70 * 80, dtype=np.int16).reshape(224, 70, 80) % 3000
    bad = listed("bbl", [int(band not in hidden_bands()) for band in range(224)])
    lines = ["wavelength units = Nanometers", listed("wavelength", WAVELENGTHS_NM), bad]
    return write_envi(tmp_path / "cube.bsq", values.astype(np.int16), (465_180, 5_080_250), 30, lines)


def test_some_hundred_bands_are_told_in_few_words(qgis_app: Any, cube: Path) -> None:
    from qgis.core import QgsRasterLayer

    from deepsat_qgis.layers.band_use import band_use
    from deepsat_qgis.layers.scene_facts import scene_facts

    facts = scene_facts(QgsRasterLayer(str(cube), "cube", "gdal"))
    assert facts.problem == ""
    assert facts.lines == ("224 bands, 80 × 70 pixels of 30 m", "Values 0 to 2999, no NoData, EPSG:32633")
    assert facts.details.splitlines()[0] == "224 bands, 420 to 2445 nm"
    assert facts.bad() == tuple(hidden_bands())
    assert facts.holey() == ()
    usable = facts.usable_bands()
    assert len(usable) == 200
    use = band_use("auto", usable, facts.dtype, others_left_out=True)
    assert (
        use.text == "Training starts from random weights, which use 200 bands: “deepsat-v1” does not know 187 of them."
    )
    assert use.details == "200 bands, 420 to 2445 nm"
    use = band_use("deepsat-v1", usable, facts.dtype, others_left_out=True)
    assert use.text.startswith(
        "“deepsat-v1” uses 13 of 200 bands, those at 445, 490, 560, 662, 706, 738, 783, 834, 866, "
    )
    assert use.text.endswith(" nm, and leaves out the others.")


def test_the_worker_reads_the_same_of_enmap_as_qgis(qgis_app: Any, tmp_path: Path) -> None:
    image = raster_of(tmp_path / "ENMAP01-____L2A-DT1_20220724T104526Z_008-SPECTRAL_IMAGE.TIF", ["", "", ""])
    bands = "".join(
        f'<bandID number="{number}"><wavelengthCenterOfBand>{nanometres}</wavelengthCenterOfBand></bandID>'
        for number, nanometres in enumerate((423.03, 665.2, 865.5), start=1)
    )
    metadata = image.with_name("ENMAP01-____L2A-DT1_20220724T104526Z_008-METADATA.XML")
    metadata.write_text(f"<level_X><specific>{bands}</specific></level_X>", encoding="utf-8")
    assert bands_of(image) == [["band_1", 423.03], ["band_2", 665.2], ["band_3", 865.5]]
    command = [worker_python(), "-c", ASK_THE_WORKER, str(image)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "core")}
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert json.loads(found.stdout)[0][1] == bands_of(image)


def test_the_worker_reads_the_same_of_planet_as_qgis(qgis_app: Any, tmp_path: Path) -> None:
    image = raster_of(tmp_path / "20210617_100559_24_2456_3B_AnalyticMS_SR.tif", [""] * 4)
    assert bands_of(image) == [["band_1", 490.0], ["band_2", 560.0], ["band_3", 660.0], ["band_4", 850.0]]
    command = [worker_python(), "-c", ASK_THE_WORKER, str(image)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "core")}
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert json.loads(found.stdout)[0][1] == bands_of(image)


def test_the_page_of_a_model_has_one_row_for_some_hundred_bands(qgis_app: Any) -> None:
    from deepsat_qgis.model_page import band_rows

    bands = [{"name": f"band_{n}", "eo:center_wavelength": 0.4 + n / 100} for n in range(1, 31)]
    assert [(row.name, row.value) for row in band_rows(bands)] == [("30 bands", "410 to 700 nm")]
    assert [row.name for row in band_rows(bands[:3])] == ["band_1", "band_2", "band_3"]
