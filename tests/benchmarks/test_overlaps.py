"""Places that share ground are found by the values of their pixels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio

from benchmarks.overlaps import Overlap, overlaps
from benchmarks.places import Place


def write(folder: Path, name: str, values: np.ndarray) -> Place:
    (folder / name).mkdir(exist_ok=True)
    count = len(list((folder / name).glob("image_*.tif")))
    profile = {"driver": "GTiff", "count": len(values), "height": values.shape[1], "width": values.shape[2]}
    with rasterio.open(folder / name / f"image_{count}.tif", "w", **profile, dtype=values.dtype) as dataset:
        dataset.write(values)
    return Place(name, folder / name)


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_the_date_that_shares_most_counts_and_what_is_0_or_of_8_bits_does_not(tmp_path: Path) -> None:
    draw = np.random.default_rng(0)
    ground = draw.integers(1, 9000, size=(5, 40, 60)).astype(np.int16)
    scored = write(tmp_path, "scored", ground[:, :, :40])
    other = write(tmp_path, "other", draw.integers(1, 9000, size=(5, 40, 40)).astype(np.int16))
    write(tmp_path, "other", ground[:, :, 30:])  # a quarter of the scored place
    apart = write(tmp_path, "apart", np.zeros((5, 40, 40), dtype=np.int16))
    assert overlaps([scored], [other, apart]) == [Overlap("scored", "other", 0.25)]
    bytes_of_both = (ground % 7).astype(np.uint8)
    assert overlaps([write(tmp_path, "a", bytes_of_both)], [write(tmp_path, "b", bytes_of_both)]) == []
