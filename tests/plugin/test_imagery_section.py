"""Section 1 of the panel: what is said of a raster, and several of them as a time series."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.plugin.imagery_hands import layers_listed, raster_layer
from tests.plugin.scene_and_labels import write_raster


def test_the_section_tells_of_damaged_imagery(imagery_section: Any, project: Any, damaged: Path) -> None:
    project.addMapLayer(raster_layer(damaged))
    assert "damaged data in half.tif" in imagery_section.warning_line.text()
    assert imagery_section.problem() == "This imagery cannot be mapped as it is: see section 1."


def test_imagery_whose_file_is_found_again_is_described_anew(
    imagery_section: Any, project: Any, tmp_path: Path
) -> None:
    from qgis.core import QgsDataProvider, QgsRasterLayer

    layer = QgsRasterLayer(str(tmp_path / "lost.tif"), "lost", "gdal")
    project.addMapLayer(layer)
    assert f"no file at {tmp_path / 'lost.tif'}" in imagery_section.warning_line.text()
    assert "Save the layer" not in imagery_section.warning_line.text()
    found = write_raster(tmp_path / "found.tif")
    layer.setDataSource(str(found), "lost", "gdal", QgsDataProvider.ProviderOptions())
    assert imagery_section.facts_line.text().startswith("4 bands")
    assert imagery_section.problem() == ""


def test_imagery_of_a_project_that_is_opened_again_is_followed_too(
    imagery_section: Any, project: Any, tmp_path: Path
) -> None:
    from qgis.core import QgsDataProvider

    gone, found = write_raster(tmp_path / "gone.tif"), write_raster(tmp_path / "found.tif")
    project.addMapLayer(raster_layer(gone))
    project.write(str(tmp_path / "p.qgs"))
    gone.unlink()
    for _ in range(2):
        project.clear()
        project.read(str(tmp_path / "p.qgs"))
        assert imagery_section.problem() == "This imagery cannot be mapped as it is: see section 1."
        imagery_section.layer().setDataSource(str(found), "found", "gdal", QgsDataProvider.ProviderOptions())
        assert imagery_section.problem() == ""
        assert imagery_section.facts_line.text().startswith("4 bands")


def test_a_web_layer_is_no_file(imagery_section: Any, project: Any) -> None:
    from qgis.core import QgsRasterLayer

    layer = QgsRasterLayer("type=xyz&url=file:///nowhere/{z}/{x}/{y}.png&zmax=1&zmin=0", "tiles", "wms")
    project.addMapLayer(layer)
    assert "Save the layer as GeoTIFF first" in imagery_section.warning_line.text()
    assert imagery_section.problem()


def test_layers_that_are_added_do_not_have_the_imagery_read_again(
    imagery_section: Any, project: Any, tmp_path: Path
) -> None:
    photo, other = (raster_layer(write_raster(tmp_path / name)) for name in ("photo.tif", "other.tif"))
    project.addMapLayer(photo)
    facts, told = imagery_section.facts.of_layer(photo), []
    imagery_section.changed.connect(lambda: told.append(True))
    ours = raster_layer(write_raster(tmp_path / "map.tif"))
    ours.setCustomProperty("deepsat/role", "map")
    project.addMapLayer(ours)
    assert imagery_section.layer() is photo
    assert imagery_section.facts.of_layer(photo) is facts
    assert told == []
    project.addMapLayer(other)
    imagery_section.layers.setLayer(other)
    imagery_section.layers.setLayer(photo)
    assert imagery_section.facts.of_layer(photo) is not facts
    assert len(told) == 2


def test_maps_of_ours_are_not_offered_as_imagery(imagery_section: Any, project: Any, tmp_path: Path) -> None:
    ours, photo = (raster_layer(write_raster(tmp_path / name)) for name in ("map.tif", "photo.tif"))
    ours.setCustomProperty("deepsat/role", "map")
    project.addMapLayers([ours, photo])
    assert layers_listed(imagery_section) == ["photo"]
    assert imagery_section.layer() is photo
