"""Where on Earth a model was made."""

from __future__ import annotations

import pytest
from pyproj import CRS

from deepsat.finetune.outcome_card import footprint_in_degrees
from deepsat.imagery import Grid

GEOSTATIONARY = CRS.from_proj4("+proj=geos +h=35786023 +lon_0=-75 +sweep=x +ellps=GRS80").to_wkt()


def footprint(side_m: float, pixel_m: float = 2000.0) -> tuple[float, float, float, float]:
    """Of a square around the point below the satellite."""
    count = round(side_m / pixel_m)
    half = count * pixel_m / 2
    return footprint_in_degrees(Grid(GEOSTATIONARY, (pixel_m, 0, -half, 0, -pixel_m, half), count, count))


def test_a_full_disk_has_a_footprint_on_earth() -> None:
    assert footprint(11_000_000) == (-180, -90, 180, 90)
    west, south, east, north = footprint(800_000)
    assert (west + east) / 2 == pytest.approx(-75, abs=1e-6)
    assert 7 < east - west < 7.5
    assert (north, south) == (pytest.approx(3.6, abs=0.1), pytest.approx(-3.6, abs=0.1))
