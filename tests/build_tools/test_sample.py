"""The sample scene as it was built, and how its polygons are split."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import rasterio
from hypothesis import given
from hypothesis import strategies as st

from build_tools.sample import training_half

SAMPLE = Path(__file__).resolve().parents[2] / "build" / "sample"


def classes_of(name: str) -> Counter[str]:
    meta, _, _, fields = pyogrio.raw.read(SAMPLE / f"{name}.gpkg", layer="labels")
    assert list(meta["fields"]) == ["class", "id"]
    assert meta["crs"] == "EPSG:32119"
    return Counter(fields[0])


def test_scene() -> None:
    with rasterio.open(SAMPLE / "raleigh_landsat7_2000.tif") as scene:
        assert (scene.width, scene.height, scene.count, scene.crs.to_epsg()) == (489, 443, 6, 32119)
        assert scene.transform[:6] == (28.5, 0.0, 630534.0, 0.0, -28.5, 228114.0)
        assert not scene.crs.to_dict().get("towgs84") and "NAD83 / North Carolina" in scene.crs.to_wkt()
        assert set(scene.dtypes) == {"uint8"}
        assert scene.descriptions == ("B1", "B2", "B3", "B4", "B5", "B7")
        values = scene.read(masked=True)
        assert [scene.tags(band)["wavelength"] for band in (1, 6)] == ["485", "2215"]
        assert scene.tags(4, ns="IMAGERY")["CENTRAL_WAVELENGTH_UM"] == "0.835"
    # The statistics that the source files carry in their own metadata.
    assert values[0].min() == 56
    assert float(values[0].mean()) == pytest.approx(80.567152624061)
    assert float(values[5].mean()) == pytest.approx(59.177738134012)
    assert values[5].mask.sum() == 81535


def test_labels() -> None:
    everything, training, held_out = (classes_of(f"raleigh_{name}") for name in ("labels", "training", "held_out"))
    assert everything.total() == 34
    assert training + held_out == everything
    assert len(everything) == 7
    assert held_out["agriculture"] == 0
    for name in set(everything) - {"agriculture"}:
        assert 1 <= held_out[name] <= training[name]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 50)), min_size=1, max_size=30), st.integers(0, 5))
def test_halves(polygons: list[tuple[str, int]], seed: int) -> None:
    classes = np.array([name for name, _ in polygons])
    pixels = np.array([count for _, count in polygons])
    chosen = training_half(classes, pixels, seed)
    assert np.array_equal(chosen, training_half(classes, pixels, seed))
    assert chosen[pixels == 0].all()
    for name in set(classes.tolist()):
        usable = (classes == name) & (pixels > 0)
        count = int(usable.sum())
        assert int((usable & ~chosen).sum()) == count // 2
        # One of each pair of neighbours in size: the halves differ by at most the largest polygon.
        difference = abs(int(pixels[usable & chosen].sum()) - int(pixels[usable & ~chosen].sum()))
        assert difference <= int(pixels[usable].max(initial=0))
