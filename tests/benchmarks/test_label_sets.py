"""Labels of the benchmark: fractions are nested and balanced, and what is scored was never learnt."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio.features
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from benchmarks.label_sets import FRACTIONS, Budget, label_set, shortcoming
from benchmarks.places import Place
from benchmarks.truth_blocks import SMALLEST_UNIT_PX, Units, fraction_of, halves, units_of
from deepsat.imagery import open_scene
from deepsat.labels import label_pixels, read_labels
from tests.benchmarks.tiny_place import CLASSES, TRANSFORM, truth_of, write_place


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return write_place(tmp_path_factory.mktemp("places") / "tiny", height=128, width=150)


@settings(max_examples=25)
@given(st.integers(24, 150), st.integers(24, 170))
def test_a_buffer_lies_between_training_and_scoring(height: int, width: int) -> None:
    cut = halves(truth_of(height, width))
    assert not np.any(cut.training & cut.scoring)
    assert cut.training.any() and cut.scoring.any()
    distance = ndimage.distance_transform_cdt(~cut.scoring, metric="chessboard")
    assert distance[cut.training].min() == cut.block_side // 2 + 1
    # All that is in neither half is buffer: it lies next to the scoring half.
    assert distance[~cut.training & ~cut.scoring].max() == cut.block_side // 2


def test_the_cut_gives_every_class_to_both_halves() -> None:
    truth = np.full((128, 160), 1, np.uint8)
    truth[40:64, 90:100] = 2  # would lie in one cell of a checkerboard that starts at the corner
    cut = halves(truth)
    for half in (cut.training, cut.scoring):
        assert np.count_nonzero(truth[half] == 2) >= 60


def test_units_are_one_class_of_one_block() -> None:
    truth = truth_of(128, 150)
    cut = halves(truth)
    units = units_of(truth, cut)
    assert np.all(cut.training[units.numbers >= 0])
    for number in range(len(units.values)):
        rows, columns = np.nonzero(units.numbers == number)
        assert len(rows) == units.sizes[number] >= SMALLEST_UNIT_PX
        assert set(truth[rows, columns]) == {units.values[number]}
        assert len({(r // cut.block_side, c // cut.block_side) for r, c in zip(rows, columns, strict=True)}) == 1
    left_out = cut.training & (truth > 0) & (units.numbers < 0)
    assert np.count_nonzero(left_out) < 0.2 * np.count_nonzero(cut.training & (truth > 0))


@given(st.lists(st.integers(1, 70), min_size=1, max_size=5), st.integers(0, 99))
def test_fractions_are_nested_and_balanced(counts: list[int], seed: int) -> None:
    values = np.repeat(np.arange(1, len(counts) + 1), counts).astype(np.uint8)
    units = Units(np.zeros((1, 1), np.int32), values, np.full(len(values), 20, np.int64))
    larger = set(range(len(values)))
    for percent in FRACTIONS:
        taken = fraction_of(units, percent / 100, seed)
        assert set(taken.tolist()) <= larger
        larger = set(taken.tolist())
        of_class = np.bincount(values[taken], minlength=len(counts) + 1)[1:]
        for count, number in zip(counts, of_class, strict=True):
            assert number == max(1, int(np.floor(percent / 100 * count + 0.5)))


def test_the_seed_draws_another_fraction() -> None:
    units = Units(np.zeros((1, 1), np.int32), np.repeat([1, 2], 32).astype(np.uint8), np.full(64, 20, np.int64))
    assert len({tuple(fraction_of(units, 0.25, seed)) for seed in range(10)}) == 10
    assert np.array_equal(fraction_of(units, 0.25, 3), fraction_of(units, 0.25, 3))
    with pytest.raises(ValueError, match=r"not at 1\.5"):
        fraction_of(units, 1.5, 0)


def test_polygons_of_a_fraction_are_its_pixels(place: Place, tmp_path: Path) -> None:
    labels = label_set(place, Budget("f25"), seed=4, folder=tmp_path)
    truth = place.truth()
    cut = halves(truth)
    units = units_of(truth, cut)
    taken = fraction_of(units, 0.25, seed=4)
    with open_scene([str(place.image)]) as scene:
        pixels = label_pixels(read_labels(str(labels.polygons), "class", scene.grid), scene.grid)
    drawn = np.zeros_like(truth)
    value_of = {name: value for value, name in CLASSES.items()}
    drawn[pixels.rows, pixels.columns] = [value_of[pixels.class_map.names[k]] for k in pixels.class_ids]
    assert np.array_equal(drawn, np.where(np.isin(units.numbers, taken), truth, 0))
    assert labels.names == ("bare", "forest", "water")
    expected = np.full(truth.shape, 255)
    for value, name in CLASSES.items():
        expected[cut.scoring & (truth == value)] = labels.names.index(name)
    assert np.array_equal(labels.reference, expected)


def test_given_polygons_are_not_scored_on(place: Place, tmp_path: Path) -> None:
    labels = label_set(place, Budget("k3"), seed=0, folder=tmp_path)
    assert labels.polygons == place.folder / "labels_k3.gpkg"
    truth = place.truth()
    boxes = _boxes(labels.polygons)
    inside = rasterio.features.geometry_mask(boxes, truth.shape, TRANSFORM, invert=True)
    assert inside.sum() == 9 * 16
    assert np.array_equal(labels.reference == 255, inside | (truth == 0))
    names = np.array(labels.names)
    known = labels.reference < 255
    assert np.array_equal(names[labels.reference[known]], np.array(["", *CLASSES.values()])[truth[known]])


def test_a_set_that_is_not_there_is_said(tmp_path: Path) -> None:
    place = write_place(tmp_path / "tiny")
    assert [shortcoming(place, Budget(name)) for name in ("k10", "f3.125")] == ["", ""]
    place.polygons(10).unlink()
    assert shortcoming(place, Budget("k10")) == "tiny has no set of 10 polygons a class"


def test_without_truth_half_of_the_polygons_are_scored_on(tmp_path: Path) -> None:
    place = write_place(tmp_path / "sparse", dense=False)
    trained: list[set[bytes]] = []
    for budget in ("k1", "k3"):
        (tmp_path / budget).mkdir()
        labels = label_set(place, Budget(budget), seed=2, folder=tmp_path / budget)
        boxes = _boxes(labels.polygons)
        trained.append({shapely.to_wkb(shapely.normalize(box)) for box in boxes})
        # Two of the five polygons of each class, 16 pixels each.
        assert np.bincount(labels.reference[labels.reference < 255]).tolist() == [32, 32, 32]
        inside = rasterio.features.geometry_mask(boxes, labels.reference.shape, TRANSFORM, invert=True)
        assert np.all(labels.reference[inside] == 255)
    assert [len(polygons) for polygons in trained] == [3, 9]
    assert trained[0] < trained[1]
    # Three of each class are left to learn from.
    said = "sparse has fewer than 5 polygons to learn from in most of its classes"
    assert [shortcoming(place, Budget(name)) for name in ("k3", "k5")] == ["", said]
    with pytest.raises(ValueError, match="fewer than 10 polygons"):
        label_set(place, Budget("k10"), seed=0, folder=tmp_path)
    with pytest.raises(ValueError, match="no dense truth"):
        label_set(place, Budget("f50"), seed=0, folder=tmp_path)


def _boxes(path: Path) -> list[shapely.Geometry]:
    import pyogrio.raw

    parts = shapely.get_parts(shapely.from_wkb(pyogrio.raw.read(path)[2]))
    return list(parts)


def test_other_seeds_draw_from_all_sets_of_a_place(place: Place, tmp_path: Path) -> None:
    """As many of each class as the given set has; never two of one place of ground."""
    with open_scene([str(place.image)]) as scene:
        grid = scene.grid

    def drawn(seed: int, budget: str = "k3") -> list[tuple[str, tuple[float, ...]]]:
        labels = label_set(place, Budget(budget), seed, tmp_path)
        found = read_labels(str(labels.polygons), "class", grid)
        outside = label_pixels(found, grid)
        assert np.all(labels.reference[outside.rows, outside.columns] == 255)
        return sorted((found.class_map.names[p.class_id], p.geometry.bounds) for p in found.polygons)

    given = drawn(0)
    assert drawn(0) == given and drawn(1) == drawn(1)
    assert len({tuple(drawn(seed)) for seed in range(4)}) == 4
    for seed in range(1, 4):
        assert [name for name, _ in drawn(seed)] == [name for name, _ in given]
        assert len(set(drawn(seed))) == len(given)
        assert set(drawn(seed)) <= set(drawn(0, "k10"))
