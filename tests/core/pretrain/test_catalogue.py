"""Archives: places, dates, and what is left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.enums import Resampling
from rasterio.transform import Affine
from rasterio.warp import calculate_default_transform, reproject

from deepsat.imagery import Window
from deepsat.jobs import Cancelled, ErrorCode, UserError
from deepsat.pretrain.catalogue import find_places
from deepsat.pretrain.chips import _Rasters
from deepsat.reporting import SilentReporter
from tests.core.imagery.delivered import ramp, write, write_safe

Write = Callable[..., str]
RGB = ("red", "green", "blue")


def rgb(value: int, height: int = 40, width: int = 40) -> np.ndarray:
    """uint16 (3,H,W): a ramp above a value."""
    return (value + np.arange(3 * height * width).reshape(3, height, width) % 97).astype(np.uint16)


def test_rasters_of_one_folder_and_grid_are_dates_in_the_order_of_time(archive: Path) -> None:
    catalogue = find_places([str(archive)], 0, SilentReporter())
    assert [place.name for place in catalogue.places] == ["other/image", "tirol/image_2021-03-01"]
    assert [len(place.rasters) for place in catalogue.places] == [1, 3]
    tirol = catalogue.places[1]
    assert [raster.date for raster in tirol.rasters] == ["2021-03-01", "2021-06-01", "2021-09-01"]
    assert tirol.rasters[0].bands == (0, 1, 2, 3)
    assert tirol.rasters[0].slots == (3, 2, 1, 7)
    assert (tirol.grid.height, tirol.grid.width, tirol.pixel_count) == (40, 52, 2080)
    assert (catalogue.raster_count, catalogue.findings) == (4, ())


def moved(columns: float, rows: float = 0.0, pixel: float = 10.0) -> Affine:
    return Affine(pixel, 0.0, 500_000.0 + 10 * columns, 0.0, -pixel, 5_000_000.0 - 10 * rows)


def test_dates_on_other_grids_of_the_same_ground_are_brought_to_the_first_one(
    write_raster: Write, tmp_path: Path
) -> None:
    values = rgb(5, 50, 60)
    write_raster(values, name="in/a_2020-03-01.tif", names=RGB)
    write_raster(values[:, 2:, 3:], name="in/b_2020-01-01.tif", names=RGB, transform=moved(3, 2))
    write_raster(values[:, 2:], name="in/c_2020-02-01.tif", names=RGB, transform=moved(0, 2))
    catalogue = find_places([str(tmp_path / "in")], 0, SilentReporter())
    (place,) = catalogue.places
    assert [raster.date for raster in place.rasters] == ["2020-01-01", "2020-02-01", "2020-03-01"]
    assert (place.grid.height, place.grid.width) == (50, 60)
    assert [raster.grid is None for raster in place.rasters] == [False, False, True]
    assert catalogue.findings == ("b_2020-01-01.tif, c_2020-02-01.tif were resampled to the grid of a_2020-03-01.tif.",)
    # Shifted by whole pixels, they show the very same pixels where they have any.
    reader = _Rasters(10**6)
    (shifted, known), (own, _) = (reader.read(place.rasters[date], Window(0, 0, 50, 60)) for date in (0, 2))
    assert known[2:, 3:].all() and not known[:2].any() and not known[:, :3].any()
    for band in range(3):
        assert np.corrcoef(shifted[band, 2:, 3:].ravel(), own[band, 2:, 3:].ravel())[0, 1] > 0.9999


def test_a_date_in_another_crs_shows_the_same_ground(write_raster: Write, tmp_path: Path) -> None:
    rows, columns = np.mgrid[:80, :90]
    plane = (1000 + 10 * rows + 3 * columns).astype(np.float32)
    first = write_raster(np.stack([plane] * 3), name="in/a_2020-01-01.tif", names=RGB)
    with rasterio.open(first) as dataset:
        grid = calculate_default_transform(dataset.crs, "EPSG:3035", 90, 80, *dataset.bounds)
        warped = np.full((3, grid[2], grid[1]), -1, np.float32)
        reproject(dataset.read(), warped, src_transform=dataset.transform, src_crs=dataset.crs, dst_transform=grid[0],
                  dst_crs="EPSG:3035", dst_nodata=-1, resampling=Resampling.bilinear)  # fmt: skip
    write_raster(warped, name="in/b_2020-02-01.tif", names=RGB, crs="EPSG:3035", transform=grid[0], nodata=-1)
    (place,) = find_places([str(tmp_path / "in")], 0, SilentReporter()).places
    reader = _Rasters(10**6)
    (one, _), (other, known) = (reader.read(raster, Window(0, 0, 80, 90)) for raster in place.rasters)
    assert known[5:-5, 5:-5].all()
    # A plane resampled twice is the plane, but for mean and deviation, to which the edges belong as well.
    slope, level = np.polyfit(one[0, 5:-5, 5:-5].ravel(), other[0, 5:-5, 5:-5].ravel(), 1)
    assert np.abs(slope * one[0] + level - other[0])[5:-5, 5:-5].max() < 0.02


@pytest.mark.parametrize(
    ("second", "shape", "transform"),
    [
        ("b_2020-02-01.tif", (40, 40), moved(11)),
        ("b_2020-02-01.tif", (80, 80), moved(0)),
        ("b_2020-02-01.tif", (20, 20), moved(0, pixel=20.0)),
        ("b.tif", (40, 40), moved(1)),
        ("other/b_2020-02-01.tif", (40, 40), moved(1)),
    ],
    ids=["beside it", "larger", "coarser", "without date", "in another folder"],
)
def test_other_ground_is_another_place(
    write_raster: Write, tmp_path: Path, second: str, shape: tuple[int, int], transform: Affine
) -> None:
    # Enough pixels for the coarser one: each is written four times.
    for name, sides, at in (("a_2020-01-01.tif", (40, 40), moved(0)), (second, shape, transform)):
        finer = np.repeat(np.repeat(rgb(5, *sides), 2, axis=1), 2, axis=2)
        write_raster(finer, name=f"in/{name}", names=RGB, transform=at @ Affine.scale(0.5))
    catalogue = find_places([str(tmp_path / "in")], 0, SilentReporter())
    assert [len(place.rasters) for place in catalogue.places] == [1, 1]
    assert catalogue.findings == ()


@pytest.mark.parametrize("second_at", [moved(0), moved(1)], ids=["one grid", "another grid"])
def test_dates_without_a_common_band_are_places_of_their_own(
    write_raster: Write, tmp_path: Path, second_at: Affine
) -> None:
    write_raster(rgb(1), name="in/a_2020-01-01.tif", names=RGB)
    write_raster(rgb(1)[:2], name="in/b_2020-02-01.tif", names=("nir", "swir16"), transform=second_at)
    write_raster(rgb(1)[:2], name="in/c_2020-03-01.tif", names=("nir", "red"))
    write_raster(rgb(1)[:1], name="in/d_2020-04-01.tif", names=("nir",), transform=second_at)
    catalogue = find_places([str(tmp_path / "in")], 0, SilentReporter())
    dates = [[raster.date[5:7] for raster in place.rasters] for place in catalogue.places]
    assert dates == [["01", "03"], ["02", "04"]]
    # What is alone on its grid stays as it is.
    assert all(raster.grid is None for place in catalogue.places for raster in place.rasters)
    assert [place.grid.transform for place in catalogue.places] == [moved(0)[:6], second_at[:6]]
    assert catalogue.findings == (
        "No band in common with a_2020-01-01.tif, and so kept apart: b_2020-02-01.tif, d_2020-04-01.tif.",
    )


def test_single_bands_without_dates_are_places_of_their_own(write_raster: Write, tmp_path: Path) -> None:
    for name in RGB:
        write_raster(rgb(1)[:1], name=f"in/of_{name[0]}.tif", names=(name,))
    catalogue = find_places([str(tmp_path / "in")], 0, SilentReporter())
    assert [[raster.slots for raster in place.rasters] for place in catalogue.places] == [[(1,)], [(2,)], [(3,)]]
    assert catalogue.findings == ("No band in common with of_b.tif, and so kept apart: of_g.tif, of_r.tif.",)


def test_a_table_decides_over_tags_and_tags_over_names(write_raster: Write, tmp_path: Path) -> None:
    write_raster(rgb(1), name="in/x_2020-01-01.tif", names=RGB)
    write_raster(rgb(1), name="in/y_2020-01-02.tif", names=RGB, tags={"ACQUISITIONDATE": "2019-05-05"})
    write_raster(rgb(1), name="in/z_2020-01-03.tif", names=RGB, tags={"ACQUISITIONDATE": "2019-05-06"})
    (tmp_path / "in" / "dates.csv").write_text("path,date\nz_2020-01-03.tif,2018-08-08\n")
    (place,) = find_places([str(tmp_path / "in")], 0, SilentReporter()).places
    dates = {Path(raster.path).name[0]: raster.date for raster in place.rasters}
    assert dates == {"x": "2020-01-01", "y": "2019-05-05", "z": "2018-08-08"}
    assert [Path(raster.path).name[0] for raster in place.rasters] == ["z", "y", "x"]


def test_rows_are_matched_as_in_a_series_and_a_table_that_is_given_wins(write_raster: Write, tmp_path: Path) -> None:
    for name in ("x", "y", "z_2020-01-03"):
        write_raster(rgb(1), name=f"in/{name}.tif", names=RGB)
    (tmp_path / "in" / "dates.csv").write_text("path,date\nX.TIF,2018-08-08\ny,2018-09-09\n")
    given = tmp_path / "mine.csv"
    given.write_text("path;date\nin/Y.tif;2017-07-07\nin/w.tif;2016-06-06\n")
    catalogue = find_places([str(tmp_path / "in"), str(given)], 0, SilentReporter())
    (place,) = catalogue.places
    dates = {Path(raster.path).name[0]: raster.date for raster in place.rasters}
    assert dates == {"x": "2018-08-08", "y": "2017-07-07", "z": "2020-01-03"}
    assert catalogue.findings == ("mine.csv names rasters that are not there: w.tif.",)


def test_label_rasters_and_temporary_files_are_no_imagery(write_raster: Write, tmp_path: Path) -> None:
    for name in ("image.tif", "truth.tif", "Labels.tif", ".~x.tif"):
        write_raster(rgb(1), name=f"in/{name}", names=RGB)
    catalogue = find_places([str(tmp_path / "in")], 0, SilentReporter())
    assert [Path(raster.path).name for place in catalogue.places for raster in place.rasters] == ["image.tif"]


def test_what_cannot_be_used_is_left_out_and_said(write_raster: Write, tmp_path: Path) -> None:
    write_raster(rgb(1), name="in/good.tif", names=RGB)
    write_raster(rgb(1), name="in/unnamed.tif")
    write_raster(rgb(1, 31, 90), name="in/thin.tif", names=RGB)
    write_raster(rgb(1) * 0, name="in/empty.tif", names=RGB, nodata=0)
    (tmp_path / "in" / "broken.tif").write_bytes(b"II*\x00 no raster")
    catalogue = find_places([str(tmp_path / "in")], 0, SilentReporter())
    assert [place.name for place in catalogue.places] == ["in/good"]
    told = " ".join(catalogue.findings)
    assert "unnamed.tif was left out: none of its 3 bands has a name or wavelength that is known." in told
    assert "thin.tif was left out: a side is shorter than 32 pixels." in told
    assert "empty.tif was left out: NoData in every pixel." in told
    assert "broken.tif was left out" in told
    assert len(catalogue.findings) == 4


def test_bands_without_a_slot_are_not_read(write_raster: Write) -> None:
    values = np.concatenate([rgb(1), np.zeros((1, 40, 40), np.uint16)])
    path = write_raster(values, names=(*RGB, "thermal"), nodata=0)
    (place,) = find_places([path], 0, SilentReporter()).places
    assert place.rasters[0].bands == (0, 1, 2)
    assert len(place.rasters[0].normalisation.mean) == 3


def test_a_raster_named_twice_counts_once(write_raster: Write, tmp_path: Path) -> None:
    path = write_raster(rgb(1), name="in/a.tif", names=RGB)
    assert find_places([path, str(tmp_path / "in"), path], 0, SilentReporter()).raster_count == 1


@pytest.mark.parametrize(("name", "code"), [("nowhere", ErrorCode.INVALID_JOB), ("", ErrorCode.RASTER_UNREADABLE)])
def test_an_input_without_rasters_is_refused(tmp_path: Path, name: str, code: ErrorCode) -> None:
    with pytest.raises(UserError) as caught:
        find_places([str(tmp_path / name)], 0, SilentReporter())
    assert caught.value.code is code


def test_the_look_can_be_cancelled(archive: Path) -> None:
    with pytest.raises(Cancelled):
        find_places([str(archive)], 0, SilentReporter(cancelled=True))


def test_products_and_folders_of_bands_are_dates_of_one_place(tmp_path: Path) -> None:
    products = [write_safe(tmp_path / "products", day) for day in ("20210717", "20210617")]
    for day, level in (("2021-06-17", 0), ("2021-07-17", 9)):
        for name, band in (("red", "B04"), ("nir", "B08")):
            write(tmp_path / "dates" / day / f"{name}.tif", ramp(band, start=level), 10)
    flat = tmp_path / "flat"
    for day in ("20210617", "20210717"):
        for band in ("B04", "B08"):
            write(flat / f"T33TWN_{day}T100559_{band}.tif", ramp(band), 10)
    catalogue = find_places([str(tmp_path)], 0, SilentReporter())
    found = {place.name: place for place in catalogue.places}
    assert len(found) == len(catalogue.places) == 3
    safe = next(place for name, place in found.items() if name.startswith("products/"))
    assert [raster.image.name for raster in safe.rasters] == [products[1].name, products[0].name]
    assert [raster.date for raster in safe.rasters] == ["2021-06-17", "2021-07-17"]
    assert [len(raster.bands) for raster in safe.rasters] == [12, 12]
    assert safe.rasters[0].normalisation.mean[1] == pytest.approx(ramp("B02").mean() / 10_000)
    dated = next(place for name, place in found.items() if name.startswith("dates/"))
    assert [(raster.date, len(raster.bands)) for raster in dated.rasters] == [("2021-06-17", 2), ("2021-07-17", 2)]
    assert [len(place.rasters) for name, place in found.items() if name.startswith("flat/")] == [2]
    assert catalogue.findings == ()
