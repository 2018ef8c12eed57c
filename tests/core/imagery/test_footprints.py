"""Where on Earth grids lie."""

from __future__ import annotations

import pytest
from pyproj import CRS

from deepsat.imagery import Grid
from deepsat.imagery.footprints import footprint_in_degrees, joint_footprint

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


def test_several_places_are_in_one_footprint_also_across_the_180th_meridian() -> None:
    utm = {zone: CRS.from_epsg(32700 + zone).to_wkt() for zone in (1, 33, 60)}
    one, other = (Grid(utm[zone], (10, 0, 500_000, 0, -10, 8_000_000), 100, 200) for zone in (33, 1))
    west, south, east, north = joint_footprint([one, other])
    assert (west, east) == (pytest.approx(-177, abs=1e-6), pytest.approx(15.02, abs=0.01))
    assert -18.1 < south < north < -18.0
    fiji = Grid(utm[60], (100, 0, 700_000, 0, -100, 8_100_000), 1000, 3000)
    assert joint_footprint([one, fiji])[::2] == (-180, 180)
