"""Units of a series: reflectance is not to stand beside the numbers that it is stored as."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from deepsat.imagery import open_scene
from deepsat.jobs import ErrorCode, UserError

Write = Callable[..., str]
BANDS = ("red", "nir")


def dates_of(write: Write, *images: np.ndarray, names: Sequence[str] = BANDS) -> list[str]:
    return [write(values, name=f"2021-0{n}-01.tif", names=names) for n, values in enumerate(images, 1)]


def level(value: float, dtype: str = "float32", bands: int = 2) -> np.ndarray:
    """Noise of a tenth about one value, 40 x 50 pixels."""
    noise = np.random.default_rng(5).uniform(0.9, 1.1, (bands, 40, 50))
    return (value * noise).astype(dtype)


@pytest.mark.parametrize("stored", ["uint16", "float32"])
def test_reflectance_beside_its_stored_numbers_is_refused_by_the_values(write_raster: Write, stored: str) -> None:
    paths = dates_of(write_raster, level(1000, stored), level(0.1), level(1000, stored))
    with pytest.raises(UserError) as error:
        open_scene(paths)
    assert error.value.code is ErrorCode.INVALID_JOB
    assert error.value.found == "values up to about 2 in 2021-02-01.tif, and of 100 and more in 2021-01-01.tif"


@pytest.mark.parametrize("values", [(0.05, 0.6), (-8.0, -21.0), (1.5, 24.0), (250.0, 310.0), (0.0, 3000.0)])
def test_reflectance_decibels_degrees_and_dates_without_values_stay(
    write_raster: Write, values: tuple[float, float]
) -> None:
    with open_scene(dates_of(write_raster, *(level(value) for value in values))) as scene:
        assert len(scene.dates) == len(values)


def test_one_unknown_band_may_be_rain(write_raster: Write) -> None:
    paths = dates_of(write_raster, level(1, bands=1), level(200, bands=1), names=["rain"])
    open_scene(paths).close()
    with pytest.raises(UserError, match="one unit"):
        open_scene(dates_of(write_raster, level(0.3, bands=1), level(3000, bands=1), names=["nir"]))
