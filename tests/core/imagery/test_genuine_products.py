"""Genuine products of Landsat and Sentinel-2, as their providers packed them; `make products` fetches them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
import rasterio

from deepsat.imagery import open_scene
from deepsat.imagery.scene import Scene
from deepsat.jobs import UserError

PRODUCTS = Path(__file__).parents[3] / "build" / "products"
pytestmark = pytest.mark.skipif(not PRODUCTS.is_dir(), reason="genuine products were not fetched: make products")

THIRTEEN = ["B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B09", "B10", "B11", "B12"]
ETM = ["B1", "B2", "B3", "B4", "B5", "B7"]
OLI = ["B1", "B2", "B3", "B4", "B5", "B6", "B7", "B9"]


def opened(pattern: str) -> Scene:
    path = next(iter(sorted(PRODUCTS.glob(pattern))))
    return open_scene([str(path)])


@pytest.mark.parametrize(
    ("pattern", "date", "bands", "band", "values"),
    [
        ("LC08_L2SP_098084*", "2021-05-03", [f"SR_{name}" for name in OLI[:-1]], "SR_B4", (2.75e-5, -0.2)),
        ("LE07_L2SP_090084*", "2021-03-31", [f"SR_{name}" for name in ETM], "SR_B4", (2.75e-5, -0.2)),
        ("LT05_L2SP_090084*", "1998-03-08", [f"SR_{name}" for name in ETM], "SR_B4", (2.75e-5, -0.2)),
        ("LC08_L1GT_089074*", "2022-05-06", OLI, "B4", (2e-5, -0.1)),
        ("LC09_L1TP_112081*.tar", "2022-02-09", OLI, "B4", (2e-5, -0.1)),
        ("LE07_L1TP_107068*T1", "2022-03-10", ETM, "B4", (2.8036e-3, -0.017555)),
        ("LE07_L1TP_107068*.tar", "2022-03-10", ETM, "B4", (2.8036e-3, -0.017555)),
        ("LE07_L1TP_104078*.tar", "2013-04-29", ETM, "B4", (2.8833e-3, -0.018054)),
        ("LC08_L1TP_090084*20170405*.tar.gz", "2016-01-21", OLI, "B4", (2e-5, -0.1)),
        ("LT05_L1TP_090085*.tar.gz", "1997-04-06", ETM, "B4", (2.6694e-3, -0.007271)),
        ("esa_s2_l1c/*.zip", "2020-10-11", [name for name in THIRTEEN if name != "B8A"], "B04", (1e-4, 0)),
        ("s2_null_granule/*.zip", "2018-06-29", THIRTEEN, "B04", (1e-4, 0)),
        ("wagl-input/S2A_MSIL1C*.zip", "2020-10-31", THIRTEEN, "B04", (1e-4, 0)),
        ("sinergise_s2_l1c/*", "2020-10-11", THIRTEEN, "B04", (1, 0)),
    ],
)
def test_products(pattern: str, date: str, bands: list[str], band: str, values: tuple[float, float]) -> None:
    with opened(pattern) as scene:
        assert scene.dates == (date,)
        assert [one.name for one in scene.bands] == bands
        found = scene.bands[bands.index(band)]
        assert (found.scale, found.offset) == pytest.approx(values, rel=1e-6)
        assert found.wavelength_nm is not None


def test_numbers_are_those_of_the_files() -> None:
    with opened("LC08_L2SP_098084*") as scene:
        read = scene.read(scene.grid.whole)
    folder = next(PRODUCTS.glob("LC08_L2SP_098084*"))
    with rasterio.open(folder / f"{folder.name}_SR_B5.TIF") as file:
        stored = file.read(1).astype(np.float64)
    with rasterio.open(folder / f"{folder.name}_QA_PIXEL.TIF") as file:
        hidden = (file.read(1) & 0b11111) != 0
    assert np.array_equal(read.valid, ~hidden & (stored != 0))
    assert 0 < read.valid.sum() < read.valid.size
    assert np.allclose(read.values[4][read.valid], (stored * 2.75e-5 - 0.2)[read.valid], atol=1e-6)


def test_a_product_of_many_tiles_in_two_crs_is_refused_and_one_tile_is_read(tmp_path: Path) -> None:
    archive = next(PRODUCTS.glob("multi-granule/S2A*.zip"))
    with pytest.raises(UserError, match="rasters side by side"):
        open_scene([str(archive)])
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(tmp_path, [name for name in packed.namelist() if "SAFL1C" in name or "T53KMT" in name])
    tile = next(tmp_path.glob("*.SAFE/GRANULE/*"))
    with open_scene([str(tile)]) as scene:
        assert (scene.dates, scene.bands[3].scale) == (("2015-10-07",), 1e-4)
        assert str(scene.grid.crs) == "EPSG:32753"
