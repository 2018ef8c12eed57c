"""The forest as tensors says what scikit-learn's forest says, and what it stores is enough."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier

from deepsat.models import Forest, neighbourhood
from deepsat.models.forest import PIXELS_AT_ONCE, WORTH_COMPILING, arrays_of_trees
from deepsat.models.tree_walk import packed_trees

CLASSES = np.array([1, 2, 4], dtype=np.int64)


def samples(count: int = 400) -> tuple[np.ndarray, np.ndarray]:
    """Features that tell three of five classes apart, mostly; many values are equal, as those of whole numbers are."""
    draw = np.random.default_rng(3)
    class_ids = draw.choice(CLASSES, count)
    features = draw.normal(size=(count, 6)).round(1) + class_ids[:, None] * [0.5, 0, -0.4, 0, 0.1, 0]
    return features.astype(np.float32), class_ids.astype(np.uint8)


@pytest.mark.parametrize("kind", [RandomForestClassifier, ExtraTreesClassifier])
def test_the_forest_says_what_scikit_learn_says(kind: type) -> None:
    features, class_ids = samples()
    theirs = kind(20, random_state=0).fit(features, class_ids)
    ours = Forest(arrays_of_trees([tree.tree_ for tree in theirs.estimators_], CLASSES, 5))
    # Around the thresholds themselves, where rounding would show.
    thresholds = np.concatenate([tree.tree_.threshold for tree in theirs.estimators_]).astype(np.float32)
    asked = np.concatenate([features, np.tile(thresholds[:3000, None], (1, 6))])
    said = ours.of_features(torch.from_numpy(asked.T.copy())).numpy()
    np.testing.assert_allclose(said[:, CLASSES], theirs.predict_proba(asked), atol=1e-6)
    assert np.all(said[:, [0, 3]] == 0)
    assert (ours.tree_count, ours.class_count) == (20, 5)


def test_a_stump_that_never_asks_gives_its_shares() -> None:
    stump = RandomForestClassifier(1, max_depth=1, random_state=0).fit(np.zeros((4, 3)), [0, 0, 0, 1]).estimators_[0]
    forest = Forest(arrays_of_trees([stump.tree_], np.array([0, 1]), 2))
    shares = forest.of_features(torch.randn(3, 7))
    assert torch.equal(shares, shares[:1].expand(7, 2))
    assert shares[0].sum() == 1


def test_images_are_mapped_pixel_by_pixel_in_place_and_in_parts() -> None:
    features, class_ids = samples()
    theirs = RandomForestClassifier(5, random_state=0).fit(features, class_ids)
    forest = Forest(arrays_of_trees([tree.tree_ for tree in theirs.estimators_], CLASSES, 5))
    draw = torch.Generator().manual_seed(1)
    images = torch.randn(2, 2, 130, PIXELS_AT_ONCE // 256 + 3, generator=draw)
    shares = forest(images)
    seen = neighbourhood(images)
    for b, row, column in [(0, 0, 0), (1, 129, 5), (1, 40, 130), (0, 77, 101)]:
        expected = theirs.predict_proba(seen[b, :, row, column].numpy()[None])[0]
        np.testing.assert_allclose(shares[b, CLASSES, row, column].numpy(), expected, atol=1e-6)


def test_what_is_stored_makes_the_same_forest() -> None:
    features, class_ids = samples()
    theirs = RandomForestClassifier(3, random_state=0).fit(features, class_ids)
    forest = Forest(arrays_of_trees([tree.tree_ for tree in theirs.estimators_], CLASSES, 5))
    asked = torch.from_numpy(features.T.copy())
    assert torch.equal(Forest(forest.arrays()).of_features(asked), forest.of_features(asked))
    assert forest.fits(2)
    assert not forest.fits(1)


@pytest.mark.parametrize(
    ("name", "change", "found"),
    [
        ("first_children", lambda array: array + 10_000, "beyond"),
        ("first_children", lambda array: array - 10_000, "beyond"),
        ("thresholds", lambda array: torch.full_like(array, -torch.inf), "beyond"),
        ("depths", lambda array: array + 10_000, "deeper"),
        ("features", lambda array: array - 100, "nothing"),
        ("shares", lambda array: array * float("nan"), "nothing"),
        ("thresholds", lambda array: array[:, :-1], "one row a tree"),
    ],
)
def test_arrays_that_are_no_forest_are_refused(name: str, change: object, found: str) -> None:
    features, class_ids = samples(60)
    theirs = RandomForestClassifier(3, random_state=0).fit(features, class_ids)
    arrays = arrays_of_trees([tree.tree_ for tree in theirs.estimators_], CLASSES, 5)
    with pytest.raises(ValueError, match=found):
        Forest({**arrays, name: change(arrays[name])})  # type: ignore[operator]
    with pytest.raises(ValueError, match="a forest has"):
        Forest({key: value for key, value in arrays.items() if key != name})


def uneven_forest(bands: int = 2) -> Forest:
    """Trees of very different depths, on features of so many bands."""
    draw = np.random.default_rng(5)
    features = draw.normal(size=(300, 3 * bands)).astype(np.float32)
    class_ids = (features[:, 0] * features[:, -1] > 0) + 2 * (features[:, 1] > 0.7)
    trees = [
        tree.tree_
        for depth in (1, 3, 16)
        for tree in RandomForestClassifier(4, max_depth=depth, random_state=depth).fit(features, class_ids).estimators_
    ]
    return Forest(arrays_of_trees(trees, np.arange(len(np.unique(class_ids))), 5))


@pytest.mark.parametrize("count", [WORTH_COMPILING, WORTH_COMPILING + 1, WORTH_COMPILING + 77, 3 * WORTH_COMPILING - 1])
@pytest.mark.parametrize("threads", [1, 3])
def test_compiled_code_says_what_torch_says_bit_by_bit(count: int, threads: int) -> None:
    pytest.importorskip("numba", reason="numba is not installed: torch walks all trees here")
    forest = uneven_forest()
    draw = torch.Generator().manual_seed(count)
    asked = torch.randn(6, count, generator=draw)
    thresholds = forest.thresholds[torch.isfinite(forest.thresholds)]
    asked[:, : len(thresholds)] = thresholds  # where the two ways could differ
    odd = torch.tensor([0.0, -0.0, torch.inf, -torch.inf, torch.nan, -torch.nan, 1e-45, -1e-45, 3e38])
    asked[:, -len(odd) :] = odd
    before = torch.get_num_threads()
    torch.set_num_threads(threads)
    try:
        said = forest.of_features(asked)
    finally:
        torch.set_num_threads(before)
    assert torch.equal(said, forest._by_torch(asked, 1))
    assert torch.equal(said, forest._by_torch(asked, 5))
    assert torch.equal(said, forest._by_torch(asked, forest.tree_count))
    assert (said.argmax(dim=1) == 0).any()
    assert (said.argmax(dim=1) == 3).any()


def test_trees_are_packed_where_there_is_a_compiler() -> None:
    pytest.importorskip("numba", reason="numba is not installed: torch walks all trees here")
    assert packed_trees(**uneven_forest().arrays()) is not None
    wide = uneven_forest(bands=3).arrays()
    wide["features"] = wide["features"] + 4096 - int(wide["features"].max())
    assert packed_trees(**wide) is None


def test_without_a_compiler_torch_walks_the_trees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deepsat.models.tree_walk._compiled_walk", lambda: None)
    forest, asked = uneven_forest(), torch.randn(6, WORTH_COMPILING)
    assert torch.equal(forest.of_features(asked), forest._by_torch(asked, 1))
