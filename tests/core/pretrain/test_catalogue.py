"""Archives: places, dates, and what is left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from rasterio.transform import Affine

from deepsat.jobs import Cancelled, ErrorCode, UserError
from deepsat.pretrain.catalogue import find_places
from deepsat.reporting import SilentReporter

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


def test_another_grid_in_the_same_folder_is_another_place(write_raster: Write, tmp_path: Path) -> None:
    write_raster(rgb(5), name="in/a_2020-01-01.tif", names=RGB)
    write_raster(rgb(5), name="in/b_2020-02-01.tif", names=RGB)
    shifted = Affine(10.0, 0.0, 500_010.0, 0.0, -10.0, 5_000_000.0)
    write_raster(rgb(5), name="in/c_2020-03-01.tif", names=RGB, transform=shifted)
    write_raster(rgb(5, 40, 41), name="in/d_2020-04-01.tif", names=RGB)
    places = find_places([str(tmp_path / "in")], 0, SilentReporter()).places
    assert [[raster.date for raster in place.rasters] for place in places] == [
        ["2020-01-01", "2020-02-01"],
        ["2020-03-01"],
        ["2020-04-01"],
    ]


def test_a_table_decides_over_tags_and_tags_over_names(write_raster: Write, tmp_path: Path) -> None:
    write_raster(rgb(1), name="in/x_2020-01-01.tif", names=RGB)
    write_raster(rgb(1), name="in/y_2020-01-02.tif", names=RGB, tags={"ACQUISITIONDATE": "2019-05-05"})
    write_raster(rgb(1), name="in/z_2020-01-03.tif", names=RGB, tags={"ACQUISITIONDATE": "2019-05-06"})
    (tmp_path / "in" / "dates.csv").write_text("path,date\nz_2020-01-03.tif,2018-08-08\n")
    (place,) = find_places([str(tmp_path / "in")], 0, SilentReporter()).places
    dates = {Path(raster.path).name[0]: raster.date for raster in place.rasters}
    assert dates == {"x": "2020-01-01", "y": "2019-05-05", "z": "2018-08-08"}
    assert [Path(raster.path).name[0] for raster in place.rasters] == ["z", "y", "x"]


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
