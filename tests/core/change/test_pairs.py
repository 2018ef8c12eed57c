from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from rasterio.transform import Affine

from deepsat.imagery import Window
from deepsat.imagery.pair import open_pair
from deepsat.jobs import ErrorCode, UserError
from tests.core.imagery.delivered import SENTINEL2, ramp, write_safe

from .conftest import TRANSFORM, ChangedPlace, two_dates, write_raster


def test_both_dates_are_read_first_date_first(place: ChangedPlace) -> None:
    before, after, _ = two_dates()
    with open_pair(place.before, place.after) as pair:
        pixels = pair.read(Window(3, 5, 40, 50))
        assert np.array_equal(pixels.values, np.concatenate([before, after])[:, 3:43, 5:55])
        assert pixels.valid.all() and pair.channel_count == 6 and pair.moments == ("1", "2")
        fewer = pair.with_bands([2, 0])
        assert np.array_equal(fewer.read(Window(0, 0, 4, 4)).values[:2], before[[2, 0], :4, :4])
        assert np.array_equal(fewer.read(Window(0, 0, 4, 4)).values[2:], after[[2, 0], :4, :4])


def test_bands_are_matched_by_name_and_those_of_one_date_left_out(tmp_path: Path) -> None:
    before, after, _ = two_dates()
    first = write_raster(tmp_path / "a.tif", before, ("Red", "Green", "NIR"))
    second = write_raster(tmp_path / "b.tif", after, ("NIR", "Blue", "Red"))
    with open_pair(first, second) as pair:
        values = pair.read(Window(0, 0, 6, 7)).values
        assert [band.name for band in pair.bands] == ["Red", "NIR"]
        assert np.array_equal(values, np.stack([before[0], before[2], after[2], after[0]])[:, :6, :7])
        assert "Left out, as only one of the dates has them: Green, Blue." in pair.findings
        assert [band.name for band in pair.before.bands] == ["Red", "NIR"]


def test_a_band_without_a_partner_does_not_take_that_of_another_one(tmp_path: Path) -> None:
    """B08, at 842 nm, is within the tolerance of B8A, which has B8A itself."""
    before, after, _ = two_dates()
    first = write_raster(tmp_path / "a.tif", before, ("B08", "B8A", "B11"))
    second = write_raster(tmp_path / "b.tif", after, ("B02", "B8A", "B11"))
    with open_pair(first, second) as pair:
        assert [band.name for band in pair.bands] == ["B8A", "B11"]
        assert np.array_equal(
            pair.read(Window(0, 0, 4, 4)).values, np.concatenate([before, after])[[1, 2, 4, 5], :4, :4]
        )
    with pytest.raises(UserError) as error:
        open_pair(
            write_raster(tmp_path / "c.tif", before, ("", "", "")), write_raster(tmp_path / "d.tif", after[:1], ("",))
        )
    assert error.value.code is ErrorCode.BANDS_MISMATCH and error.value.remedy.endswith("to as many.")


def test_products_are_two_dates_too(tmp_path: Path) -> None:
    before, after = write_safe(tmp_path), write_safe(tmp_path, "20220617", baseline="N0400", start=400)
    with open_pair(str(before), str(after)) as pair:
        assert pair.images == (before.name, after.name)
        values = pair.read(Window(4, 7, 1, 1)).values.ravel()
    expected = np.array([ramp(name)[4, 7] for name in SENTINEL2]) / 10_000
    assert values[:12] == pytest.approx(expected) and values[12:] == pytest.approx(expected + 0.04)
    with pytest.raises(UserError) as error:
        open_pair(str(tmp_path), str(after))
    assert error.value.found == f"2 images of one place in {tmp_path}"


def test_no_band_in_common_is_refused(tmp_path: Path) -> None:
    before, after, _ = two_dates()
    first = write_raster(tmp_path / "a.tif", before, ("Red", "Green", "NIR"))
    second = write_raster(tmp_path / "b.tif", after[:1], ("Blue",))
    with pytest.raises(UserError) as caught:
        open_pair(first, second)
    assert caught.value.code is ErrorCode.BANDS_MISMATCH and "Blue in b.tif" in caught.value.found


def test_where_either_date_has_no_data_nothing_is_known(tmp_path: Path) -> None:
    before, after, _ = two_dates()
    before[:, :10], after[:, :, :7] = 0, 0
    first, second = write_raster(tmp_path / "a.tif", before), write_raster(tmp_path / "b.tif", after)
    with open_pair(first, second) as pair:
        pixels = pair.read(pair.grid.whole)
    expected = np.ones(before.shape[1:], bool)
    expected[:10], expected[:, :7] = False, False
    assert np.array_equal(pixels.valid, expected)
    assert (pixels.values[:, ~expected] == 0).all()


def test_a_band_that_one_date_lacks_is_missing_at_both(tmp_path: Path) -> None:
    before, after, _ = two_dates()
    after[1, :, :2] = 0
    before[0, 5:8], after[2, 5:8, 4:] = 0, 0
    first, second = write_raster(tmp_path / "a.tif", before), write_raster(tmp_path / "b.tif", after)
    with open_pair(first, second) as pair:
        pixels, alone = pair.read(pair.grid.whole), pair.read(Window(0, 0, 3, 4), [1])
    missing = np.zeros(before.shape, bool)
    missing[1, :, :2], missing[0, 5:8], missing[2, 5:8, 4:] = True, True, True
    # Two of three bands at each date, but one in both: no more than half.
    valid = missing.sum(axis=0) < 2
    assert np.array_equal(pixels.valid, valid) and not valid[5:8, :2].any() and not valid[5:8, 4:].any()
    expected = np.where(np.tile(missing, (2, 1, 1)), np.nan, np.concatenate([before, after]).astype(np.float32))
    assert np.array_equal(pixels.values[:, valid], expected[:, valid], equal_nan=True)
    assert (pixels.values[:, ~valid] == 0).all() and alone.valid.tolist() == 3 * [[False, False, True, True]]


def test_a_second_date_of_another_place_is_refused_with_both_extents(tmp_path: Path) -> None:
    before, after, _ = two_dates()
    far = Affine(10.0, 0.0, TRANSFORM.c + 100_000, 0.0, -10.0, TRANSFORM.f)
    first = write_raster(tmp_path / "a.tif", before)
    second = write_raster(tmp_path / "b.tif", after, transform=far)
    with pytest.raises(UserError) as error:
        open_pair(first, second)
    assert error.value.code is ErrorCode.GRID_UNSUPPORTED
    assert f"{TRANSFORM.c:.10g}" in error.value.expected
    assert error.value.found.startswith(f"{second}, which covers x {far.c:.10g}")


def test_a_second_date_on_another_grid_is_brought_to_the_first(tmp_path: Path) -> None:
    before, after, _ = two_dates()
    moved = Affine(10.0, 0.0, TRANSFORM.c + 30, 0.0, -10.0, TRANSFORM.f - 20)
    first = write_raster(tmp_path / "a.tif", before)
    second = write_raster(tmp_path / "b.tif", after[:, 2:, 3:], transform=moved)
    with open_pair(first, second) as pair:
        pixels = pair.read(pair.grid.whole)
        assert any("Resampled to the grid of a.tif" in finding for finding in pair.findings)
    assert not pixels.valid[:2].any() and not pixels.valid[:, :3].any()
    assert np.array_equal(pixels.values[3:, 2:, 3:], after[:, 2:, 3:])


def test_a_pair_that_runs_backwards_is_said(tmp_path: Path) -> None:
    before, after, _ = two_dates()
    early = write_raster(tmp_path / "d_2020-06-01.tif", before)
    late = write_raster(tmp_path / "d_2021-06-01.tif", after)
    said = "The first date, d_2021-06-01.tif of 2021-06-01, is later than the second, d_2020-06-01.tif of 2020-06-01"
    with open_pair(late, early) as pair:
        assert [finding.startswith(said) for finding in pair.findings].count(True) == 1
    with open_pair(early, late) as pair:
        assert not any("is later than" in finding for finding in pair.findings)
    # What a person tells goes before names.
    with open_pair(late, early, ("2018-06-01", "2019-06-01")) as pair:
        assert not any("is later than" in finding for finding in pair.findings)
