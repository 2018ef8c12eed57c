"""Section 1 of the panel with layers of single bands: they are one image, and no series."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Sequence

import pytest
from osgeo import gdal

from tests.plugin.imagery_hands import raster_layer, write_band
from tests.plugin.scene_and_labels import COLUMNS, ROWS, write_raster

STEM = "T33TWN_20210617T100559"


def product(folder: Path, stem: str = STEM) -> list[Any]:
    """Layers of three bands, one of them in two pixel sizes, and of a cloud mask."""
    sizes = (("B11", 20), ("B02", 20), ("B02", 10), ("B8A", 20))
    layers = [
        raster_layer(write_band(folder / f"R{size}m" / f"{stem}_{name}_{size}m.tif", size=size, level=place))
        for place, (name, size) in enumerate(sizes)
    ]
    mask = write_band(folder / "R20m" / f"{stem}_SCL_20m.tif", size=20, kind=gdal.GDT_Byte)
    return [*layers, raster_layer(mask)]


def names(layers: Sequence[Any]) -> set[str]:
    return {Path(layer.source()).name for layer in layers}


def test_layers_of_bands_are_one_image(imagery_section: Any, project: Any, tmp_path: Path) -> None:
    layers = product(tmp_path)
    project.addMapLayers(layers)
    imagery_section.layers.setLayer(layers[0])
    (image,) = imagery_section.series()
    assert names(image.layers) == names(layers)
    assert (image.name, image.date) == (STEM, "2021-06-17")
    assert not imagery_section.series_table.isVisible()
    assert (
        imagery_section.facts_line.text().splitlines()[0]
        == f"3 bands, {COLUMNS} × {ROWS} pixels of 10\N{NO-BREAK SPACE}m"
    )
    # Of three layers: the others are not read, so that QGIS need not wait.
    assert imagery_section.facts_line.text().splitlines()[1].startswith("Values 4 to 6, no NoData")
    assert imagery_section.facts_line.text().splitlines()[2] == f"5 layers are one image, “{STEM}”."
    assert "single band" not in imagery_section.warning_line.text()
    assert imagery_section.problem() == ""
    assert Path(imagery_section.finest().source()).name == f"{STEM}_B02_10m.tif"
    imagery_section.show_start("random")
    assert "Random weights use all bands." in imagery_section.bands_line.text()
    assert "B02" in imagery_section.bands_line.toolTip() and "SCL" not in imagery_section.bands_line.toolTip()


def test_bands_come_and_go_with_their_layers(imagery_section: Any, project: Any, tmp_path: Path) -> None:
    layers = product(tmp_path)
    project.addMapLayer(layers[0])
    assert imagery_section.series() == ()
    assert "A single band rarely tells land cover apart" in imagery_section.warning_line.text()
    told = []
    imagery_section.changed.connect(lambda: told.append(True))
    project.addMapLayers(layers[1:3])
    assert names(imagery_section.series()[0].layers) == names(layers[:3])
    assert told
    project.removeMapLayer(layers[0].id())
    assert names(imagery_section.series()[0].layers) == names(layers[1:3])
    assert imagery_section.layer() in layers[1:3]


def test_a_cloud_mask_alone_is_no_imagery(imagery_section: Any, project: Any, tmp_path: Path) -> None:
    *bands, mask = product(tmp_path)
    project.addMapLayer(mask)
    assert "A cloud mask is no imagery: load the bands of the image too." in imagery_section.warning_line.text()
    assert imagery_section.problem() == "This imagery cannot be mapped as it is: see section 1."
    project.addMapLayers(bands)
    assert imagery_section.problem() == ""
    assert imagery_section.layer() is mask and imagery_section.finest() is bands[2]


def test_what_lies_beside_bands_is_not_offered(imagery_section: Any, project: Any, tmp_path: Path) -> None:
    """A whole product comes as layers: the first of them by name is no band."""
    beside = [raster_layer(write_band(tmp_path / "R10m" / f"{STEM}_{name}_10m.tif")) for name in ("AOT", "TCI")]
    project.addMapLayers(beside)
    assert imagery_section.layer() in beside
    project.addMapLayers(product(tmp_path))
    assert imagery_section.layer() not in beside
    assert imagery_section.facts_line.text().startswith("3 bands")
    assert imagery_section.facts_line.toolTip().count("Bands:") == 1
    assert list(imagery_section.series_table.offered_images().values()) == []
    assert {layer.id() for layer in beside} <= {layer.id() for layer in imagery_section.series_table.offered()}


def test_another_date_is_offered_and_added_as_one_image(
    qgis_app: Any, project: Any, tmp_path: Path, labels: Any
) -> None:
    from deepsat_qgis.dock.dock import DeepSatDock
    from deepsat_qgis.dock.runs.request import job_of

    first, second = product(tmp_path), product(tmp_path, "T33TWN_20210717T100559")
    dock = DeepSatDock(project)
    project.addMapLayers([*first, *second, labels])
    dock.form.imagery.setLayer(second[0])
    imagery_section, table = dock.form.imagery_section, dock.form.imagery_section.series_table
    job = job_of(dock.request(), tmp_path)
    assert {Path(path).name for path in job.input} == names(second)
    assert job.dates == ("2021-07-17",) * 5
    offered = table.offered_images()
    assert STEM in offered.values() and list(offered.values()).count(STEM) == 1
    table.add_wanted.emit([next(key for key, name in offered.items() if name == STEM)])
    assert [(one.date, one.name) for one in imagery_section.series()] == [
        ("2021-06-17", STEM),
        ("2021-07-17", "T33TWN_20210717T100559"),
    ]
    assert STEM not in table.offered_images().values()
    job = job_of(dock.request(), tmp_path)
    assert job.dates == ("2021-06-17",) * 5 + ("2021-07-17",) * 5
    assert {Path(path).name for path in job.input[:5]} == names(first)
    assert imagery_section.problem() == ""
    choices = dock.form.choices()
    dock.form.imagery.setLayer(first[1])
    assert len(imagery_section.series()) == 2
    imagery_section.set_series([])
    dock.form.restore(project, choices)
    assert [len(one.layers) for one in imagery_section.series()] == [5, 5]
    assert dock.request().scene_name == "T33TWN_20210717T100559"
    dock.deleteLater()


@pytest.mark.parametrize("name", ["image_red.tif", "red.tif"])
def test_a_raster_of_several_bands_is_no_band(imagery_section: Any, project: Any, tmp_path: Path, name: str) -> None:
    whole, nir = write_raster(tmp_path / name), write_band(tmp_path / name.replace("red", "nir"))
    project.addMapLayers([raster_layer(whole), raster_layer(nir)])
    imagery_section.layers.setLayer(project.mapLayersByName(whole.stem)[0])
    assert imagery_section.series() == ()
    assert imagery_section.facts_line.text().startswith("4 bands")
