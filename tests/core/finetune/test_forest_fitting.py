"""The forest that is fitted sees noise fractions where it shall, and its logistic regression knows all classes."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression

from deepsat.finetune.forest_fitting import PENALTY, fit_forest, pixel_weights
from deepsat.models import Forest
from deepsat.models.forest import LINEAR_SHARE
from deepsat.models.noise_fractions import NoiseRotations

ROTATION = torch.tensor([[0.7, -0.7], [0.1, 0.2]])
ROTATIONS = NoiseRotations(ROTATION, ROTATION[None])


def labelled(classes: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Neighbourhoods of two bands, class ids and polygons; what the bands differ by tells the class."""
    draw = np.random.default_rng(1)
    class_ids = np.repeat(np.array(classes, dtype=np.uint8), 60)
    brightness = draw.normal(size=len(class_ids)) * 3
    difference = class_ids + draw.normal(size=len(class_ids)) * 0.2
    bands = np.stack([brightness + difference, brightness - difference], axis=1)
    features = np.hstack([bands, draw.normal(size=(len(class_ids), 4))]).astype(np.float32)
    return features, class_ids, (np.arange(len(class_ids)) // 20).astype(np.int32)


def test_each_class_weighs_the_same_and_within_it_each_polygon() -> None:
    # Class 0 has polygons of one and of three pixels, class 1 has one of two.
    class_ids, polygons = np.array([0, 1, 0, 0, 1, 0], np.uint8), np.array([7, 2, 4, 4, 2, 4], np.int32)
    assert pixel_weights(class_ids, polygons) == pytest.approx([1.5, 1.5, 0.5, 0.5, 1.5, 0.5])


@pytest.mark.parametrize("classes", [(0, 1, 2), (1, 3), (3, 0)])
def test_beside_the_trees_is_scikit_learns_logistic_regression(classes: tuple[int, ...]) -> None:
    features, class_ids, polygons = labelled(classes)
    forest = fit_forest(features, class_ids, polygons, 4, rotations=ROTATIONS, trees_a_kind=40, seed=0)
    assert forest.linear is not None
    fractions = features[:, :2] @ ROTATION.numpy().T
    theirs = LogisticRegression(C=1 / (2 * PENALTY * len(class_ids)), max_iter=300)
    theirs.fit(fractions, class_ids, pixel_weights(class_ids, polygons))
    said = forest.linear(torch.from_numpy(features[:, :2].T.copy())).numpy()
    np.testing.assert_allclose(said[:, sorted(classes)], theirs.predict_proba(fractions), atol=1e-4)
    absent = [class_id for class_id in range(4) if class_id not in classes]
    assert said[:, absent].max() < 1e-6


def test_the_answer_is_a_mean_of_trees_and_logistic_regression_in_their_shares() -> None:
    features, class_ids, polygons = labelled((0, 1, 2))
    forest = fit_forest(features, class_ids, polygons, 3, rotations=ROTATIONS, trees_a_kind=40, seed=0)
    asked = torch.from_numpy(features.T.copy())
    trees = forest.of_trees(torch.cat([asked[:2], ROTATION @ asked[:2], asked[2:]]))
    linear = forest.linear(asked[:2])  # type: ignore[misc]
    expected = (1 - LINEAR_SHARE) * trees + LINEAR_SHARE * linear
    torch.testing.assert_close(forest.of_features(asked), expected)
    # Trees that split along the bands need many steps for what one fraction says at once.
    assert (trees.argmax(dim=1).numpy() == class_ids).mean() == 1
    assert forest.highest_feature <= 7
    assert forest.fits(2)
    assert not forest.fits(3)


def test_of_a_series_the_regressions_of_single_dates_have_equal_says() -> None:
    features, class_ids, polygons = labelled((0, 1, 2))
    draw = np.random.default_rng(5)
    # Two dates of two bands; the second shows brightness alone, and shades.
    later = (features[:, :1] + draw.normal(size=(len(features), 2))).astype(np.float32)
    dates = [features[:, :2], later]
    every = np.hstack([*dates, draw.normal(size=(len(features), 8))]).astype(np.float32)
    turns = torch.stack([ROTATION, torch.tensor([[1.0, 0.0], [0.5, -0.5]])])
    rotations = NoiseRotations(torch.eye(4), turns)
    forest = fit_forest(every, class_ids, polygons, 3, rotations=rotations, trees_a_kind=5, seed=0)
    logits = np.zeros((len(every), 3))
    for seen, turn in zip(dates, turns, strict=True):
        theirs = LogisticRegression(C=1 / (2 * PENALTY * len(class_ids)), max_iter=300)
        theirs.fit(seen @ turn.numpy().T, class_ids, pixel_weights(class_ids, polygons))
        logits += theirs.decision_function(seen @ turn.numpy().T) / 2
    said = forest.linear(torch.from_numpy(every[:, :4].T.copy()))  # type: ignore[misc]
    torch.testing.assert_close(said.double(), torch.softmax(torch.from_numpy(logits), dim=1), atol=1e-4, rtol=0)
    # All dates turned together are for the trees, which come after the four bands.
    assert forest.rotation is not None
    assert torch.equal(forest.rotation, torch.eye(4))
    assert forest.fits(4)


@pytest.mark.parametrize("dates", [5, 6])
def test_of_a_long_series_half_of_the_trees_look_at_one_date_each(dates: int) -> None:
    _, class_ids, polygons = labelled((0, 1, 2))
    draw = np.random.default_rng(6)
    bands = 2 * dates
    features = (draw.normal(size=(len(class_ids), 3 * bands)) + class_ids[:, None] / 3).astype(np.float32)
    rotations = NoiseRotations(torch.eye(bands), torch.eye(2).repeat(dates, 1, 1))
    forest = fit_forest(features, class_ids, polygons, 3, rotations=rotations, trees_a_kind=4, seed=7)
    whole = np.hstack([features[:, :bands], features])
    pixel, around = np.arange(2 * bands), np.arange(2 * bands, 4 * bands)
    views = [(pixel, around, 4)]
    if dates == 6:
        each = [np.array([2 * date, 2 * date + 1]) for date in range(dates)]
        views = [(pixel, around, 2)] + [(two, np.hstack([2 * bands + two, 3 * bands + two]), 1) for two in each]
    expected = []
    for number, (seen, nearby, count) in enumerate(views):
        both = np.hstack([seen, nearby])
        for place, (kind, columns) in enumerate(
            ((RandomForestClassifier, seen), (RandomForestClassifier, both), (ExtraTreesClassifier, both))
        ):
            theirs = kind(count, max_depth=16, random_state=7 + 3 * number + place)
            theirs.fit(whole[:, columns], class_ids, pixel_weights(class_ids, polygons))
            expected += [tree.predict_proba(whole[:, columns]) for tree in theirs.estimators_]
    assert forest.tree_count == len(expected) == {5: 12, 6: 24}[dates]
    said = forest.of_trees(torch.from_numpy(whole.T.copy())).double()
    torch.testing.assert_close(said, torch.from_numpy(np.mean(expected, axis=0)), atol=1e-6, rtol=0)


def test_without_a_rotation_there_are_trees_alone() -> None:
    features, class_ids, polygons = labelled((0, 1, 2))
    forest = fit_forest(features, class_ids, polygons, 3, trees_a_kind=40, seed=0)
    assert forest.linear is None
    assert forest.highest_feature <= 5
    asked = torch.from_numpy(features.T.copy())
    assert torch.equal(forest.of_features(asked), forest.of_trees(asked))


def test_a_single_class_is_all_that_is_said() -> None:
    features, class_ids, polygons = labelled((2,))
    forest = fit_forest(features, class_ids, polygons, 3, rotations=ROTATIONS, trees_a_kind=40, seed=0)
    said = forest.of_features(torch.from_numpy(features.T.copy()))
    torch.testing.assert_close(said[:, 2], torch.ones(len(said)))


def test_what_is_stored_makes_the_same_forest_and_what_does_not_fit_is_refused() -> None:
    features, class_ids, polygons = labelled((0, 1, 2))
    forest = fit_forest(features, class_ids, polygons, 3, rotations=ROTATIONS, trees_a_kind=40, seed=0)
    asked, arrays = torch.from_numpy(features.T.copy()), forest.arrays()
    assert torch.equal(Forest(arrays).of_features(asked), forest.of_features(asked))
    fewer = {name: arrays[name][:2] for name in ("band_weights", "band_biases")}
    with pytest.raises(ValueError, match="same classes"):
        Forest({**arrays, **fewer})
    with pytest.raises(ValueError, match="beside trees stand"):
        Forest({name: values for name, values in arrays.items() if name != "rotation"})
    for rotation in (arrays["rotation"][:, :1], torch.full_like(arrays["rotation"], torch.nan)):
        with pytest.raises(ValueError, match="does not fit 2 bands"):
            Forest({**arrays, "rotation": rotation})
