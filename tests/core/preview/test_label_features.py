from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from deepsat.class_map import ClassMap
from deepsat.finetune.chips import ChipReader
from deepsat.finetune.labelled import look_at_labels
from deepsat.imagery import open_scene, with_usable_bands
from deepsat.labels import Folds, LabelPixels, label_pixels, polygon_folds, read_labels
from deepsat.preview.feature_map import View, feature_map
from deepsat.preview.label_features import CORE_PX, places_to_look
from deepsat.preview.seen_scene import Memory
from deepsat.reporting import SilentReporter

from .conftest import QUICK, Files


def pixels_at(rows: np.ndarray, columns: np.ndarray, class_ids: np.ndarray) -> LabelPixels:
    names = ClassMap.from_names(("a", "b", "c"))
    zeros = np.zeros(len(rows), np.int32)
    return LabelPixels(rows.astype(np.int32), columns.astype(np.int32), class_ids.astype(np.uint8), zeros, names)


def test_the_features_are_those_that_fine_tuning_sees(files: Files) -> None:
    device, reporter = torch.device("cpu"), SilentReporter()
    with open_scene([files.raster]) as scene:
        pixels = label_pixels(read_labels(files.labels, "class", scene.grid), scene.grid, scene.valid)
        seen = Memory().scene(with_usable_bands(scene, 0), "random", QUICK, device, 0, reporter)
        view = View(scene, seen.normalisation)
        found = seen.labels.gather(seen.network, view, pixels, reporter)
        folds: Folds = polygon_folds(pixels, 2)
        wanted = look_at_labels(
            seen.start.network, ChipReader(scene, seen.normalisation), pixels, folds,
            input_scale=seen.network.scale, device=device, reporter=reporter,
        ).features  # fmt: skip
        part = feature_map(seen.network, view, scene.grid.whole, tile=512, margin=32, reporter=reporter)
    assert found.shape == wanted.shape == (150, 32 * 9)
    # Half precision here, single there.
    assert (found - wanted).abs().mean() < 0.02 * wanted.abs().mean()
    rows, columns = (torch.from_numpy(p).long() + 1 for p in (pixels.rows, pixels.columns))
    mapped = seen.network.patches(part.features, rows * 2, columns * 2)
    assert (mapped - wanted).abs().mean() < 0.1 * wanted.abs().mean(), "with more context, nearly the same"


@settings(max_examples=60)
@given(
    seed=st.integers(0, 1000),
    windows=st.integers(1, 12),
    per_class=st.integers(1, 30),
    height=st.integers(65, 900),
    width=st.integers(65, 700),
)
def test_few_places_are_looked_at_and_each_class_keeps_one(
    seed: int, windows: int, per_class: int, height: int, width: int
) -> None:
    draw = np.random.default_rng(seed)
    places = np.unique(draw.integers([height, width], size=(200, 2)), axis=0)
    pixels = pixels_at(places[:, 0], places[:, 1], draw.integers(3, size=len(places)))
    kept = places_to_look(pixels, per_class=per_class, windows=windows, height=height, width=width, seed=seed)
    cells = {(row // CORE_PX, column // CORE_PX) for row, column in places[kept]}
    assert len(cells) <= max(windows, 3)
    counts = np.bincount(pixels.class_ids[kept], minlength=3)
    present = np.bincount(pixels.class_ids, minlength=3) > 0
    assert ((counts > 0) == present).all()
    assert counts.max() <= per_class


def test_another_polygon_hardly_changes_where_is_looked() -> None:
    draw = np.random.default_rng(2)
    cells = draw.permutation(40 * 40)[:300]
    rows, columns, class_ids = cells // 40 * CORE_PX, cells % 40 * CORE_PX, draw.integers(3, size=300)

    def looked_at(count: int) -> set[int]:
        pixels = pixels_at(rows[:count], columns[:count], class_ids[:count])
        size = 40 * CORE_PX
        kept = places_to_look(pixels, per_class=500, windows=60, height=size, width=size, seed=5)
        return set(cells[:count][kept].tolist())

    before, after = looked_at(298), looked_at(300)
    assert len(before) == len(after) == 60
    assert len(before & after) >= 58


def test_pixels_of_a_class_are_limited() -> None:
    rows, columns = (axis.ravel() for axis in np.mgrid[:60, :60])
    pixels = pixels_at(rows, columns, (columns > 50).astype(int))
    kept = places_to_look(pixels, per_class=500, windows=96, height=60, width=60, seed=0)
    assert np.bincount(pixels.class_ids[kept]).tolist() == [500, 500]
    assert np.bincount(pixels.class_ids).tolist() == [51 * 60, 9 * 60]
    assert pytest.approx(0.28, abs=0.02) == kept.mean()
