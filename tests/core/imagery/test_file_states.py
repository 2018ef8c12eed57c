"""States of files: whatever imagery is read from tells when it was changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio
import rasterio.shutil
from rasterio.io import MemoryFile

from deepsat.imagery.file_states import State, states_of_raster, states_of_vector
from deepsat.imagery.stacking import stack_bands
from deepsat.jobs import StackBandsJob
from deepsat.reporting import SilentReporter
from tests.core.conftest import RASTER_TRANSFORM

Write = Callable[..., str]


def values(level: int, height: int = 4) -> np.ndarray:
    return (np.arange(height * 6).reshape(1, height, 6) + level).astype(np.uint16)


def virtual(source: str, path: Path) -> str:
    """A virtual raster that names its source as it lies from there."""
    with rasterio.open(source) as dataset:
        rasterio.shutil.copy(dataset, path, driver="VRT")
    return str(path)


def names(states: list[State] | None) -> list[str]:
    assert states is not None
    return [Path(str(state[0])).name for state in states]


def changed(path: str) -> None:
    """As if it had been written a second later, with as many bytes."""
    found = os.stat(path)
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns + 10**9))


def test_a_raster_is_its_file_with_what_lies_beside_it(write_raster: Write) -> None:
    path = write_raster(values(7))
    before = states_of_raster(path)
    assert before == [[path, os.stat(path).st_size, os.stat(path).st_mtime_ns]]
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=False), rasterio.open(path, "r+") as dataset:
        dataset.write_mask(np.full((4, 6), 255, dtype=np.uint8))
    assert names(states_of_raster(path)) == ["scene.tif", "scene.tif.msk"]


def test_a_virtual_raster_of_a_virtual_raster_is_its_sources_too(tmp_path: Path, write_raster: Write) -> None:
    source = write_raster(values(7), name="files/red & nir.tif")
    inner = virtual(source, tmp_path / "files" / "inner.vrt")
    outer = virtual(inner, tmp_path / "outer.vrt")
    before = states_of_raster(outer)
    # GDAL copies the description of a virtual raster: the outer one shows the inner one only where it says so.
    Path(outer).write_text(Path(outer).read_text().replace("files/red &amp; nir.tif", "files/inner.vrt"))
    nested = states_of_raster(outer)
    assert names(before) == ["red & nir.tif", "outer.vrt"]
    assert names(nested) == ["inner.vrt", "red & nir.tif", "outer.vrt"]
    changed(source)
    after = states_of_raster(outer)
    assert [one == other for one, other in zip(nested or [], after or [], strict=True)] == [True, False, True]
    Path(f"{source}.aux.xml").write_text("<PAMDataset/>")
    assert names(states_of_raster(outer)) == ["inner.vrt", "red & nir.tif", "red & nir.tif.aux.xml", "outer.vrt"]


def test_a_stack_of_bands_of_several_pixel_sizes_is_all_of_its_files(tmp_path: Path, write_raster: Write) -> None:
    for name, size in (("B04", 10), ("B11", 20)):
        transform = RASTER_TRANSFORM @ RASTER_TRANSFORM.scale(size / 10)
        write_raster(values(7, 40)[:, : 40 * 10 // size], name=f"image/{name}.tif", transform=transform, nodata=0)
    result = stack_bands(StackBandsJob((str(tmp_path / "image"),), str(tmp_path / "stacks")), SilentReporter())
    states = states_of_raster(result["rasters"][0]["path"])
    assert names(states)[:2] == ["B04.tif", "B11.tif"]
    assert len(states or []) == 3


def test_of_what_is_no_file_nobody_can_tell(tmp_path: Path) -> None:
    with MemoryFile(ext=".tif") as memory:
        layout = {"driver": "GTiff", "count": 1, "height": 4, "width": 6, "dtype": "uint16"}
        with memory.open(**layout, crs="EPSG:32633", transform=RASTER_TRANSFORM) as dataset:
            dataset.write(values(7))
        assert states_of_raster(memory.name) is None
        assert states_of_raster(virtual(memory.name, tmp_path / "scene.vrt")) is None
    assert states_of_vector("PG:dbname=land") is None
    assert states_of_vector(str(tmp_path)) is None


@pytest.mark.parametrize(("name", "beside"), [("area.gpkg", "area.gpkg-wal"), ("area.shp", "area.dbf")])
def test_polygons_are_their_file_with_edits_and_parts_beside_it(tmp_path: Path, name: str, beside: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"polygons")
    (tmp_path / "area.tif").write_bytes(b"pixels")
    assert names(states_of_vector(str(path))) == [name]
    (tmp_path / beside).write_bytes(b"edits")
    states = states_of_vector(str(path))
    assert names(states) == [name, beside]
    assert [state[1] for state in states or []] == [8, 5]
