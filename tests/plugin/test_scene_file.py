"""Raster layers that can be mapped and those that are refused, each with its own sentence."""

from __future__ import annotations

import math
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from osgeo import gdal, osr

from deepsat.jobs import ErrorCode, UserError
from tests.plugin.scene_and_labels import write_raster


def layer_of(source: Path | str, provider: str = "gdal") -> Any:
    from qgis.core import QgsRasterLayer

    return QgsRasterLayer(str(source), "layer", provider)


def refusal(layer: Any) -> UserError:
    from deepsat_qgis.layers.scene_file import scene_path

    with pytest.raises(UserError) as caught:
        scene_path(layer)
    return caught.value


def test_path_with_spaces_and_umlauts(scene_layer: Any, scene: Path) -> None:
    from deepsat_qgis.layers.scene_file import scene_path

    assert scene_path(scene_layer) == str(scene)


def test_raster_without_crs(qgis_app: Any, tmp_path: Path) -> None:
    error = refusal(layer_of(write_raster(tmp_path / "bare.tif", epsg=None)))
    assert error.code is ErrorCode.GRID_UNSUPPORTED
    assert error.found == "no coordinate reference system in bare.tif"
    assert "Assign Projection" in error.remedy


def test_a_crs_that_only_the_layer_has_does_not_count(qgis_app: Any, tmp_path: Path) -> None:
    from qgis.core import QgsCoordinateReferenceSystem

    layer = layer_of(write_raster(tmp_path / "bare.tif", epsg=None))
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    assert refusal(layer).code is ErrorCode.GRID_UNSUPPORTED


def test_a_crs_that_is_not_that_of_the_file_is_refused(scene_layer: Any, scene: Path) -> None:
    from qgis.core import QgsCoordinateReferenceSystem

    from deepsat_qgis.layers.scene_file import paths_of, scene_path

    for crs in ("EPSG:32632", "EPSG:4326"):
        scene_layer.setCrs(QgsCoordinateReferenceSystem(crs))
        error = refusal(scene_layer)
        assert error.code is ErrorCode.GRID_UNSUPPORTED
        assert error.found == f"EPSG:32633 in scene ä.tif, {crs} for its layer “scene”"
        assert "Assign Projection" in error.remedy
        with pytest.raises(UserError):
            paths_of([scene_layer])
    scene_layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    assert scene_path(scene_layer) == str(scene)


@pytest.mark.parametrize(
    "written",
    [
        "+proj=utm +zone=33 +datum=WGS84 +units=m +no_defs",
        "+proj=tmerc +lat_0=0 +lon_0=15 +k=0.9996 +x_0=500000 +y_0=0 +datum=WGS84 +units=m",
        "EPSG:25833",
    ],
)
def test_the_crs_of_the_file_may_be_written_in_other_words(scene_layer: Any, scene: Path, written: str) -> None:
    """ETRS89 lies half a metre off WGS 84."""
    from qgis.core import QgsCoordinateReferenceSystem

    from deepsat_qgis.layers.scene_file import scene_path

    is_known = written.startswith("EPSG")
    crs = QgsCoordinateReferenceSystem(written) if is_known else QgsCoordinateReferenceSystem.fromProj(written)
    assert crs.isValid()
    scene_layer.setCrs(crs)
    assert scene_path(scene_layer) == str(scene)


@pytest.mark.parametrize("kept", ["in degrees", "as ESRI writes it", "of its own", "beside the file"])
def test_a_crs_that_qgis_has_read_itself_is_never_refused(qgis_app: Any, tmp_path: Path, kept: str) -> None:
    from deepsat_qgis.layers.scene_file import scene_path

    path = write_raster(tmp_path / "a.tif", epsg=None, transform=(11.0, 0.01, 0, 47.0, 0, -0.01))
    reference = osr.SpatialReference()
    if kept == "of its own":
        reference.ImportFromProj4("+proj=laea +lat_0=47 +lon_0=11 +ellps=bessel +towgs84=577,90,463,5,1,2,2 +units=m")
    else:
        reference.ImportFromEPSG(31468 if kept == "as ESRI writes it" else 4326)
    if kept == "as ESRI writes it":
        reference.MorphToESRI()
    dataset = gdal.Open(str(path), gdal.GA_ReadOnly if kept == "beside the file" else gdal.GA_Update)
    dataset.SetProjection(reference.ExportToWkt())
    del dataset
    assert (tmp_path / "a.tif.aux.xml").exists() == (kept == "beside the file")
    layer = layer_of(path)
    assert layer.crs().isValid()
    assert scene_path(layer) == str(path)


@pytest.mark.parametrize(
    ("transform", "word"),
    [
        ((0, 10 * math.cos(0.2), 10 * math.sin(0.2), 0, 10 * math.sin(0.2), -10 * math.cos(0.2)), "rotated"),
        ((0, 10, 0, 0, 0, 10), "south-up"),
        ((0, -10, 0, 0, 0, -10), "mirrored"),
    ],
)
def test_grids_that_are_not_north_up(qgis_app: Any, tmp_path: Path, transform: tuple[float, ...], word: str) -> None:
    error = refusal(layer_of(write_raster(tmp_path / "odd.tif", transform=transform)))
    assert error.code is ErrorCode.GRID_UNSUPPORTED
    assert word in error.found
    assert "Warp" in error.remedy


def test_layers_that_are_no_plain_file(qgis_app: Any, scene: Path) -> None:
    web = layer_of("type=xyz&url=file:///{z}/{x}/{y}.png", "wms")
    error = refusal(web)
    assert error.code is ErrorCode.RASTER_UNREADABLE
    assert "“wms”" in error.found
    assert refusal(layer_of(f"{scene}|option:NUM_THREADS=2")).code is ErrorCode.RASTER_UNREADABLE
    gone = refusal(layer_of(scene.with_name("gone.tif")))
    assert gone.code is ErrorCode.RASTER_UNREADABLE
    assert f"no file at {scene.with_name('gone.tif')}" in gone.found
    assert "Put the file back" in gone.remedy
    product = refusal(layer_of("SENTINEL2_L2A:/S2A_MSIL2A_20210617T100559.SAFE/MTD_MSIL2A.xml:10m:EPSG_32633"))
    assert product.code is ErrorCode.RASTER_UNREADABLE
    assert "files of bands" in product.remedy


def test_a_layer_in_an_archive(qgis_app: Any, scene: Path, tmp_path: Path) -> None:
    archive = tmp_path / "Bilder ä.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(scene, "B04.tif")
    error = refusal(layer_of(f"/vsizip/{archive}/B04.tif"))
    assert error.found == "layer “layer” in Bilder ä.zip"
    assert error.remedy.startswith("Unpack the archive")


@pytest.mark.parametrize("ending", ["zip", "tar", "tar.gz", "tgz"])
def test_the_crs_of_an_archive_is_that_of_its_first_raster(qgis_app: Any, tmp_path: Path, ending: str) -> None:
    from deepsat_qgis.layers.scene_file import folder_crs

    files = tmp_path / "files"
    files.mkdir()
    write_raster(files / "red.tif")
    kind = {"zip": "zip", "tar": "tar"}.get(ending, "gztar")
    made = Path(shutil.make_archive(str(tmp_path / "packed" / "bands"), kind, files))
    archive = made.rename(made.parent / f"bands.{ending}")
    assert folder_crs(archive).authid() == "EPSG:32633"
    assert list(archive.parent.iterdir()) == [archive]
