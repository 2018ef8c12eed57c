"""Categorical rasters: names, colours, NoData, damage, other grids, and reading in parts."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from hypothesis import given
from hypothesis import strategies as st
from rasterio.enums import ColorInterp

from deepsat.class_map import ClassMap
from deepsat.imagery import ClassRasterWriter, Grid, Window, categorical_raster
from deepsat.imagery.categorical_raster import open_categories
from deepsat.jobs import ErrorCode, UserError

PLACE = {"crs": "EPSG:32633", "transform": rasterio.Affine(10.0, 0, 500_000.0, 0, -20.0, 5_000_000.0)}


def written(path: Path, values: np.ndarray, **profile: Any) -> str:
    height, width = values.shape
    place = {**PLACE, "dtype": values.dtype, **profile}
    with rasterio.open(path, "w", driver="GTiff", height=height, width=width, count=1, **place) as dataset:
        dataset.write(values, 1)
    return str(path)


def test_a_map_of_ours_tells_its_names_and_colours(tmp_path: Path) -> None:
    class_map = ClassMap.from_names(["a & b", "w<a>ter", "ü  ö"])
    grid = Grid(rasterio.crs.CRS.from_epsg(32633).to_wkt(), (10.0, 0.0, 5e5, 0.0, -10.0, 5e6), 2, 3)
    with ClassRasterWriter(tmp_path / "map.tif", grid, class_map, {}) as writer:
        writer.write(0, np.array([[0, 1, 2], [255, 2, 2]], np.uint8))
    with open_categories(str(tmp_path / "map.tif")) as raster:
        assert raster.names == {0: "a & b", 1: "w<a>ter", 2: "ü ö"}
        assert [raster.colours[value] for value in range(3)] == list(class_map.colours)
        values, valid = raster.read(raster.grid.whole)
        assert values[valid].tolist() == [0, 1, 2, 2, 2]
        assert valid.tolist() == [[True, True, True], [False, True, True]]


def test_a_map_that_was_sent_without_its_sidecar_keeps_its_names(tmp_path: Path) -> None:
    class_map = ClassMap.from_names(["a & b", "w<a>ter", "ü  ö"])
    grid = Grid(rasterio.crs.CRS.from_epsg(32633).to_wkt(), (10.0, 0.0, 5e5, 0.0, -10.0, 5e6), 2, 3)
    with ClassRasterWriter(tmp_path / "map.tif", grid, class_map, {"MADE_BY": "us"}) as writer:
        writer.write(0, np.array([[0, 1, 2], [255, 2, 2]], np.uint8))
    sent = tmp_path / "sent.tif"
    sent.write_bytes((tmp_path / "map.tif").read_bytes())
    with open_categories(str(sent)) as raster:
        assert raster.names == {0: "a & b", 1: "w<a>ter", 2: "ü ö"}
    # What a person has named since goes before, and values that were counted anew are no classes of ours.
    text = (tmp_path / "map.tif.aux.xml").read_text(encoding="utf-8")
    (tmp_path / "sent.tif.aux.xml").write_text(text.replace("ü  ö", "rock"), encoding="utf-8")
    with open_categories(str(sent)) as raster:
        assert raster.names[2] == "rock"
    with rasterio.open(tmp_path / "map.tif") as dataset:
        assert dataset.tags()["MADE_BY"] == "us"
        other = written(tmp_path / "other.tif", dataset.read(1).astype(np.uint16))
        with rasterio.open(other, "r+") as changed:
            changed.update_tags(**dataset.tags())
    with open_categories(other) as raster:
        assert raster.names == {}


def test_without_names_there_are_none_and_signs_and_sizes_are_kept(tmp_path: Path) -> None:
    path = written(tmp_path / "r.tif", np.array([[-7, 511], [40_000, 0]], np.int32), nodata=0)
    with open_categories(path) as raster:
        assert raster.names == {} and raster.colours == {}
        values, valid = raster.read(Window(-1, 0, 4, 2))
        assert values.tolist() == [[0, 0], [-7, 511], [40_000, 0], [0, 0]]
        assert valid.tolist() == [[False, False], [True, True], [True, False], [False, False]]


def test_real_numbers_are_taken_when_they_are_whole(tmp_path: Path) -> None:
    with open_categories(written(tmp_path / "w.tif", np.array([[1.0, np.nan, 3.0]], np.float32))) as raster:
        values, valid = raster.read(raster.grid.whole)
        assert values[valid].tolist() == [1, 3]
    with open_categories(written(tmp_path / "f.tif", np.array([[1.0, 2.5]], np.float32))) as raster:
        with pytest.raises(UserError, match="the value 2.5") as error:
            raster.read(raster.grid.whole)
    assert error.value.code is ErrorCode.RASTER_UNREADABLE


@given(seed=st.integers(0, 99), block=st.integers(1, 40))
def test_strips_and_single_pixels_agree_with_the_whole(
    tmp_path_factory: pytest.TempPathFactory, seed: int, block: int
) -> None:
    random = np.random.default_rng(seed)
    stored = random.integers(0, 5, (random.integers(1, 30), random.integers(1, 9))).astype(np.uint8)
    path = written(tmp_path_factory.mktemp("r") / "r.tif", stored, nodata=4)
    with pytest.MonkeyPatch.context() as patch, open_categories(path) as raster:
        patch.setattr(categorical_raster, "PIXELS_AT_ONCE", block)
        strips = list(raster.strips())
        assert [strip.row for strip in strips[1:]] == [strip.end_row for strip in strips[:-1]]
        assert np.vstack([raster.read(strip)[1] for strip in strips]).tolist() == (stored != 4).tolist()
        rows, columns = random.integers(0, stored.shape[0], 20), random.integers(0, stored.shape[1], 20)
        values, valid = raster.values_at(rows, columns)
        assert valid.tolist() == (stored[rows, columns] != 4).tolist()
        assert values[valid].tolist() == stored[rows, columns][valid].tolist()


@pytest.mark.parametrize(("dtype", "nodata"), [("uint8", None), ("uint8", 9), ("float32", None), ("int16", None)])
def test_another_grid_is_met_by_nearest_neighbour(tmp_path: Path, dtype: str, nodata: float | None) -> None:
    stored = np.array([[1, 2], [3, 0]]).astype(dtype)
    path = written(tmp_path / "r.tif", stored, nodata=nodata)
    a, _, c, _, e, f = 5.0, 0.0, 500_000.0, 0.0, -10.0, 5_000_000.0
    grid = Grid(rasterio.crs.CRS.from_epsg(32633).to_wkt(), (a, 0.0, c, 0.0, e, f + 10), 5, 6)
    with open_categories(path, grid) as raster:
        values, valid = raster.read(raster.grid.whole)
        assert "nearest neighbour" in raster.findings[0]
    assert valid.astype(int).tolist() == [[0] * 6] + [[1] * 4 + [0] * 2] * 4
    assert values[1:, :4].tolist() == [[1, 1, 2, 2], [1, 1, 2, 2], [3, 3, 0, 0], [3, 3, 0, 0]]


def test_another_place_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "r.tif", np.array([[1, 2]], np.uint8))
    west = Grid(rasterio.crs.CRS.from_epsg(32632).to_wkt(), (10.0, 0.0, 300_000.0, 0.0, -10.0, 5_000_000.0), 5, 6)
    with pytest.raises(UserError, match="which covers .* in the same CRS") as error:
        open_categories(path, west)
    assert error.value.code is ErrorCode.GRID_UNSUPPORTED


def test_several_bands_are_no_map_but_transparency_is_none(tmp_path: Path) -> None:
    path = tmp_path / "r.tif"
    for interpretation, refused in ((ColorInterp.undefined, True), (ColorInterp.alpha, False)):
        with rasterio.open(written(path, np.array([[1, 2]], np.uint8))) as dataset:
            profile = {**dataset.profile, "count": 2}
        with rasterio.open(path, "w", **profile) as dataset:
            dataset.colorinterp = [ColorInterp.gray, interpretation]
            dataset.write(np.array([[[1, 2]], [[255, 255]]], np.uint8))
        if refused:
            with pytest.raises(UserError, match="2 bands in"):
                open_categories(str(path))
        else:
            open_categories(str(path)).__exit__(None, None, None)


def test_the_same_grid_is_read_as_it_is(tmp_path: Path) -> None:
    path = written(tmp_path / "r.tif", np.array([[1, 2]], np.uint8))
    with open_categories(path) as raster:
        grid = raster.grid
    with open_categories(path, grid) as raster:
        assert raster.findings == ()


@pytest.mark.parametrize(
    ("name", "found"), [("none.tif", "no such file"), ("text.tif", "no raster that GDAL can read")]
)
def test_what_is_no_raster_is_refused_in_words(tmp_path: Path, name: str, found: str) -> None:
    (tmp_path / "text.tif").write_text("hello")
    with pytest.raises(UserError, match=found) as error:
        open_categories(str(tmp_path / name))
    assert error.value.code is ErrorCode.RASTER_UNREADABLE
    with pytest.raises(UserError, match="complex"):
        open_categories(written(tmp_path / "c.tif", np.ones((2, 2), np.complex64)))


@pytest.mark.parametrize("beside", [True, False])
def test_names_are_those_that_labels_have_however_a_program_wrote_accents(tmp_path: Path, beside: bool) -> None:
    grid = Grid(rasterio.crs.CRS.from_epsg(32633).to_wkt(), (10.0, 0.0, 5e5, 0.0, -10.0, 5e6), 1, 2)
    class_map = ClassMap.from_names(["field", unicodedata.normalize("NFD", "Wälder")])
    with ClassRasterWriter(tmp_path / "map.tif", grid, class_map, {}) as writer:
        writer.write(0, np.array([[0, 1]], np.uint8))
    if not beside:
        (tmp_path / "map.tif.aux.xml").unlink()
    with open_categories(str(tmp_path / "map.tif")) as raster:
        assert raster.names == {0: "field", 1: unicodedata.normalize("NFC", "Wälder")}
