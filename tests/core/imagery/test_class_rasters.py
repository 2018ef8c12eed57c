"""Class and percent rasters: the scene's grid to the last bit, names and colours, the same bytes every time."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import rasterio
from hypothesis import given, settings
from hypothesis import strategies as st
from rasterio.crs import CRS

from deepsat.class_map import NO_CLASS, ClassMap
from deepsat.imagery import ClassRasterWriter, Grid, PercentRasterWriter, percent_of
from deepsat.jobs import ErrorCode, UserError

GRIDS = {
    "state plane, metres": (32119, (28.5, 0.0, 630534.0, 0.0, -28.5, 228114.0)),
    "degrees": (4326, (8.983152841195215e-05, 0.0, -0.7818936232976315, 0.0, -8.97e-05, 38.12881257139627)),
    "feet": (2264, (3.1, 0.0, 2_000_000.7, 0.0, -3.3, 700_000.1)),
    "odd metres": (32633, (9.99479222007154, 0.0, 465181.0522318204, 0.0, -9.997448467363668, 5080254.63349641)),
}
CLASSES = ClassMap.from_names(["forest", "Wasser & <Fluss>", "shrub", "Müll ✓"])


def grid_named(name: str, height: int = 37, width: int = 53) -> Grid:
    """One of the grids above."""
    epsg, transform = GRIDS[name]
    return Grid(CRS.from_epsg(epsg).to_wkt(), transform, height, width)


def some_classes(height: int, width: int) -> np.ndarray:
    """Class ids without symmetry, NoData among them."""
    ids = np.random.default_rng(height * 1000 + width).integers(0, 5, (height, width)).astype(np.uint8)
    ids[ids == 4] = NO_CLASS
    return ids


def write_classes(path: Path, grid: Grid, ids: np.ndarray, rows_at_a_time: int = 10, **tags: str) -> None:
    """Writes a class raster in bands of rows."""
    with ClassRasterWriter(path, grid, CLASSES, tags) as writer:
        for row in range(0, grid.height, rows_at_a_time):
            writer.write(row, ids[row : row + rows_at_a_time])


@pytest.mark.parametrize("name", GRIDS)
def test_the_grid_is_the_scenes_to_the_last_bit(tmp_path: Path, name: str) -> None:
    grid, ids = grid_named(name), some_classes(37, 53)
    write_classes(tmp_path / "map.tif", grid, ids)
    with rasterio.open(tmp_path / "map.tif") as dataset:
        assert tuple(dataset.transform)[:6] == grid.transform
        assert dataset.crs == grid.crs
        assert Grid.of(dataset) == grid
        assert dataset.read(1).tolist() == ids.tolist()


@settings(max_examples=25)
@given(
    height=st.sampled_from([1, 2, 511, 512, 513, 700]),
    width=st.sampled_from([1, 3, 512, 513, 530]),
    rows_at_a_time=st.integers(1, 800),
)
def test_pixels_arrive_whatever_the_size_and_the_number_of_rows_at_a_time(
    tmp_path_factory: pytest.TempPathFactory, height: int, width: int, rows_at_a_time: int
) -> None:
    path = tmp_path_factory.mktemp("sizes") / "map.tif"
    ids = some_classes(height, width)
    write_classes(path, grid_named("feet", height, width), ids, rows_at_a_time)
    with rasterio.open(path) as dataset:
        assert np.array_equal(dataset.read(1), ids)


def test_names_colours_nodata_and_tags_are_inside(tmp_path: Path) -> None:
    write_classes(tmp_path / "map.tif", grid_named("degrees"), some_classes(37, 53), DEEPSAT_MODEL="raleigh")
    with rasterio.open(tmp_path / "map.tif") as dataset:
        assert dataset.dtypes == ("uint8",)
        assert dataset.nodata == 255
        assert dataset.descriptions == ("class",)
        assert dataset.profile["compress"] == "deflate"
        assert dataset.block_shapes == [(512, 512)]
        assert dataset.tags()["DEEPSAT_MODEL"] == "raleigh"
        colours = dataset.colormap(1)
    assert [colours[c.id] for c in CLASSES.classes] == [(*c.rgb, 255) for c in CLASSES.classes]
    assert colours[255] == (0, 0, 0, 0)


@pytest.mark.skipif(shutil.which("gdalinfo") is None, reason="gdalinfo is not installed")
def test_gdalinfo_shows_the_class_names(tmp_path: Path) -> None:
    write_classes(tmp_path / "map.tif", grid_named("degrees"), some_classes(37, 53))
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GDAL_", "PROJ_", "PYTHON"))}
    answer = subprocess.run(
        ["gdalinfo", "-json", str(tmp_path / "map.tif")], capture_output=True, check=True, env=clean
    )
    band = json.loads(answer.stdout)["bands"][0]
    assert band["noDataValue"] == 255
    assert band["colorInterpretation"] == "Palette"
    text = subprocess.run(["gdalinfo", str(tmp_path / "map.tif")], capture_output=True, check=True, env=clean).stdout
    for number, name in enumerate(CLASSES.names):
        assert f"{number}: {name}" in text.decode()


def test_the_same_map_has_the_same_bytes(tmp_path: Path) -> None:
    grid, ids = grid_named("feet", 1100, 600), some_classes(1100, 600)
    for number, rows_at_a_time in enumerate([1100, 7, 512]):
        write_classes(tmp_path / f"{number}.tif", grid, ids, rows_at_a_time, a="1", b="2")
    write_classes(tmp_path / "3.tif", grid, ids, 100, b="2", a="1")
    for suffix in ("", ".aux.xml"):
        assert len({(tmp_path / f"{number}.tif{suffix}").read_bytes() for number in range(4)}) == 1
    other = ids.copy()
    other[1099, 599] = (other[1099, 599] + 1) % 4
    write_classes(tmp_path / "4.tif", grid, other, 100, a="1", b="2")
    assert (tmp_path / "4.tif").read_bytes() != (tmp_path / "0.tif").read_bytes()


def test_maps_are_cloud_optimised_with_the_most_frequent_class_in_smaller_copies(tmp_path: Path) -> None:
    ids = np.zeros((1300, 1100), dtype=np.uint8)
    ids[:, 550:] = 3
    ids[::2, ::2] = 1
    ids[:600, :400] = NO_CLASS
    write_classes(tmp_path / "map.tif", grid_named("odd metres", 1300, 1100), ids, DEEPSAT_SOURCE="scene ä.tif")
    with rasterio.open(tmp_path / "map.tif") as dataset:
        assert dataset.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        assert dataset.overviews(1) == [2, 4]
        assert dataset.tags()["DEEPSAT_SOURCE"] == "scene ä.tif"
    with rasterio.open(tmp_path / "map.tif", overview_level=0) as half:
        smaller = half.read(1)
    assert smaller.shape == (650, 550)
    assert (smaller[:300, :200] == NO_CLASS).all()
    assert (smaller[301:, :275] == 0).all()
    assert (smaller[:, 275:] == 3).all(), "three of four pixels"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["map.tif", "map.tif.aux.xml"]


def test_smaller_copies_of_shares_are_their_means_without_nodata(tmp_path: Path) -> None:
    percent = np.full((2, 600, 700), 255, dtype=np.uint8)
    percent[0, ::2, :350] = 20
    percent[0, 1::2, :350] = 80
    percent[1, :, :350:2] = 40
    with PercentRasterWriter(tmp_path / "p.tif", grid_named("feet", 600, 700), ["a", "b"], {}) as writer:
        writer.write(0, percent)
    with rasterio.open(tmp_path / "p.tif", overview_level=0) as half:
        smaller = half.read()
    assert (smaller[0, :, :175] == 50).all()
    assert (smaller[1, :, :175] == 40).all()
    assert (smaller[:, :, 175:] == 255).all()


WRITE_SHARES = """
import sys
import numpy as np
from deepsat.imagery import Grid, PercentRasterWriter
from rasterio.crs import CRS

shares = np.random.default_rng(0).integers(0, 101, (3, 1100, 1300)).astype(np.uint8)
grid = Grid(CRS.from_epsg(32633).to_wkt(), (10.0, 0.0, 5e5, 0.0, -10.0, 5e6), 1100, 1300)
with PercentRasterWriter(sys.argv[1], grid, ["a", "b", "c"], {}) as writer:
    for row in range(0, 1100, 100):
        writer.write(row, shares[:, row : row + 100])
"""


def test_the_bytes_do_not_depend_on_gdals_cache(tmp_path: Path) -> None:
    for megabytes in ("1", "64"):
        environment = {**os.environ, "GDAL_CACHEMAX": megabytes, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = [sys.executable, "-c", WRITE_SHARES, str(tmp_path / f"{megabytes}.tif")]
        subprocess.run(command, env=environment, check=True, capture_output=True)
    assert (tmp_path / "1.tif").read_bytes() == (tmp_path / "64.tif").read_bytes()


def test_percent_rasters_have_a_named_band_each(tmp_path: Path) -> None:
    grid = grid_named("odd metres", 600, 40)
    shares = np.random.default_rng(1).integers(0, 101, (4, 600, 40)).astype(np.uint8)
    shares[:, 5, 7] = 255
    with PercentRasterWriter(tmp_path / "p.tif", grid, CLASSES.names, {"MODEL": "x"}) as writer:
        writer.write(0, shares[:, :450])
        writer.write(450, shares[:, 450:])
    with rasterio.open(tmp_path / "p.tif") as dataset:
        assert dataset.read().tolist() == shares.tolist()
        assert dataset.descriptions == CLASSES.names
        assert set(dataset.nodatavals) == {255}
        assert Grid.of(dataset) == grid
        # Four bands of bytes must not pass for a picture with transparency.
        assert {meaning.name for meaning in dataset.colorinterp} == {"gray", "undefined"}


def test_a_single_percent_band_takes_plain_rows(tmp_path: Path) -> None:
    confidence = np.arange(6, dtype=np.uint8).reshape(2, 3)
    with PercentRasterWriter(tmp_path / "c.tif", grid_named("feet", 2, 3), ["confidence"], {}) as writer:
        writer.write(0, confidence)
    with rasterio.open(tmp_path / "c.tif") as dataset:
        assert dataset.read(1).tolist() == confidence.tolist()


def test_percent_of_rounds_and_blanks() -> None:
    shares = np.array([[[0.0, 0.004, 0.006], [0.999, 1.0000001, np.nan]]], dtype=np.float32)
    valid = np.array([[True, True, True], [True, True, False]])
    assert percent_of(shares, valid).tolist() == [[[0, 0, 1], [100, 100, 255]]]
    assert percent_of(shares, valid).dtype == np.uint8


def test_rows_must_come_whole_in_order_and_with_known_classes(tmp_path: Path) -> None:
    grid, ids = grid_named("feet", 4, 3), some_classes(4, 3)
    wrong = {
        "row": (1, ids[:2]),
        "width": (0, ids[:, :2]),
        "height": (0, np.vstack([ids, ids])),
        "type": (0, ids.astype(np.int16)),
        "class": (0, np.full((4, 3), 4, np.uint8)),
    }
    for row, values in wrong.values():
        with pytest.raises(ValueError), ClassRasterWriter(tmp_path / "map.tif", grid, CLASSES, {}) as writer:  # noqa: PT011
            writer.write(row, values)
    with (
        pytest.raises(ValueError, match="2 of 4 rows"),
        ClassRasterWriter(tmp_path / "map.tif", grid, CLASSES, {}) as w,
    ):
        w.write(0, ids[:2])
    with pytest.raises(ValueError, match="0 to 100"), PercentRasterWriter(tmp_path / "p.tif", grid, ["a"], {}) as p:
        p.write(0, np.full((4, 3), 101, np.uint8))
    assert list(tmp_path.iterdir()) == []


def test_a_map_that_fails_leaves_the_old_one_untouched(tmp_path: Path) -> None:
    grid, ids = grid_named("feet", 40, 30), some_classes(40, 30)
    write_classes(tmp_path / "map.tif", grid, ids)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    with pytest.raises(ValueError, match="uint8 rows from 10 on"):
        write_classes(tmp_path / "map.tif", grid, ids[:10])
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_a_new_map_replaces_the_statistics_and_names_of_the_old_one(tmp_path: Path) -> None:
    grid, ids = grid_named("feet", 4, 3), some_classes(4, 3)
    (tmp_path / "map.tif.aux.xml").write_text("<PAMDataset><Metadata/></PAMDataset>")
    write_classes(tmp_path / "map.tif", grid, ids)
    sidecar = (tmp_path / "map.tif.aux.xml").read_text(encoding="utf-8")
    assert "<Category>Wasser &amp; &lt;Fluss&gt;</Category>" in sidecar
    assert "Metadata" not in sidecar


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError) as error:
        write_classes(tmp_path / "nowhere" / "map.tif", grid_named("feet", 2, 3), some_classes(2, 3))
    assert error.value.code is ErrorCode.OUTPUT_UNWRITABLE


def test_a_name_that_leaves_no_room_for_the_names_of_classes_beside_it_is_refused_before_any_row(
    tmp_path: Path,
) -> None:
    path, asked = tmp_path / f"{'ü' * 124}.tif", []
    with pytest.raises(UserError) as error, ClassRasterWriter(path, grid_named("feet"), CLASSES, {}) as writer:
        asked.append(writer)
    assert error.value.code is ErrorCode.OUTPUT_UNWRITABLE
    assert error.value.found == f"File name too long ({path}.aux.xml)"
    assert asked == []
    assert list(tmp_path.iterdir()) == []
