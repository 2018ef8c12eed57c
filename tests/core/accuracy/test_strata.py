"""Strata that are not the map's classes: the published example, equality with Olofsson, and a slow reference."""

from __future__ import annotations

import numpy as np
import pytest

from deepsat.accuracy import StratifiedEstimate, estimate_by_strata, stratified_estimate
from deepsat.jobs import ErrorCode, UserError


def letters(text: str) -> np.ndarray:
    return np.array(["ABCD".index(letter) for letter in text.replace(" ", "")])


# Stehman 2014, section 4: ten points in each of four strata of 40,000, 30,000, 20,000 and 10,000 pixels.
STRATA = letters("A" * 10 + "B" * 10 + "C" * 10 + "D" * 10)
MAP = letters("AAAAAAABBB A BBBBBBBBB BB CCCCCC BB DDDDDDDDDD")
REFERENCE = letters("AAAAA C B A B C  A BBBBB AA BB  CCCCC DD BB A  DDDDDDD CC B")
SIZES = np.array([40_000, 30_000, 20_000, 10_000])


def test_the_published_example() -> None:
    estimate = estimate_by_strata(STRATA, MAP, REFERENCE, SIZES, 4)
    found = [
        (estimate.overall, (), 1.0, 0.63, 0.085),
        (estimate.users, 1, 1.0, 0.574, 0.125),
        (estimate.producers, 1, 1.0, 0.794, 0.116),
        (estimate.areas, 0, 100_000.0, 0.35, 0.082),
        (estimate.areas, 2, 100_000.0, 0.20, 0.064),
    ]
    for values, index, unit, value, error in found:
        assert float(values.value[index]) / unit == pytest.approx(value, abs=6e-4)
        assert float(values.standard_error[index]) / unit == pytest.approx(error, abs=6e-4)


def sample(seed: int, strata: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    return random.integers(0, strata, 300), random.integers(0, 3, 300), random.integers(0, 3, 300)


def test_with_the_maps_classes_as_strata_it_is_olofssons() -> None:
    _, map_ids, reference_ids = sample(1, 1)
    reference_ids = np.where(np.arange(300) % 3 > 0, map_ids, reference_ids)
    areas = np.array([50.0, 20.0, 7.0])
    counts = np.zeros((3, 3), dtype=np.int64)
    np.add.at(counts, (map_ids, reference_ids), 1)
    ours, theirs = estimate_by_strata(map_ids, map_ids, reference_ids, areas, 3), stratified_estimate(counts, areas)
    for name in ("overall", "users", "producers", "areas"):
        one, two = getattr(ours, name), getattr(theirs, name)
        assert one.value == pytest.approx(two.value), name
        assert one.standard_error == pytest.approx(two.standard_error), name


def slow_ratio(strata: np.ndarray, y: np.ndarray, x: np.ndarray, areas: np.ndarray) -> tuple[float, float]:
    """The ratio and its standard error, with the sample variances and covariance written out."""
    total_y = total_x = 0.0
    for h, area in enumerate(areas):
        total_y += area * y[strata == h].mean()
        total_x += area * x[strata == h].mean()
    ratio, variance = total_y / total_x, 0.0
    for h, area in enumerate(areas):
        inside = strata == h
        covariance = np.cov(y[inside], x[inside])
        spread = covariance[0, 0] + ratio**2 * covariance[1, 1] - 2 * ratio * covariance[0, 1]
        variance += area**2 * spread / inside.sum()
    return ratio, float(np.sqrt(variance)) / total_x


def test_against_a_slow_reference() -> None:
    strata, map_ids, reference_ids = sample(2, 4)
    areas = np.array([10.0, 40.0, 25.0, 5.0])
    found = estimate_by_strata(strata, map_ids, reference_ids, areas, 3)
    for k in range(3):
        right = ((map_ids == k) & (reference_ids == k)).astype(float)
        for estimate, whole in ((found.users, map_ids == k), (found.producers, reference_ids == k)):
            ratio, error = slow_ratio(strata, right, whole.astype(float), areas)
            assert float(estimate.value[k]) == pytest.approx(ratio)
            assert float(estimate.standard_error[k]) == pytest.approx(error)
    assert found.areas.value.sum() == pytest.approx(80)


def one_stratum(map_ids: np.ndarray, reference_ids: np.ndarray) -> StratifiedEstimate:
    return estimate_by_strata(np.zeros(len(map_ids), np.int64), map_ids, reference_ids, np.array([500.0]), 3)


def test_one_stratum_is_simple_random_sampling() -> None:
    _, map_ids, reference_ids = sample(3, 1)
    found = one_stratum(map_ids, reference_ids)
    share = (map_ids == reference_ids).mean()
    assert float(found.overall.value) == pytest.approx(share)
    assert float(found.overall.standard_error) == pytest.approx(np.sqrt(share * (1 - share) / 299))
    assert found.areas.value == pytest.approx(500 * np.bincount(reference_ids) / 300)


def test_estimates_scatter_around_the_truth_as_much_as_they_say() -> None:
    random = np.random.default_rng(5)
    truth, areas = np.array([0.9, 0.3]), np.array([70.0, 30.0])
    values, errors = [], []
    for _ in range(800):
        strata = np.repeat([0, 1], 50)
        reference_ids = (random.random(100) < truth[strata]).astype(int)
        found = estimate_by_strata(strata, np.ones(100, int), reference_ids, areas, 2)
        values.append(float(found.areas.value[1]))
        errors.append(float(found.areas.standard_error[1]))
    assert np.mean(values) == pytest.approx(72, rel=0.01)
    assert np.mean(errors) == pytest.approx(np.std(values), rel=0.08)


def test_a_map_that_covers_a_part_is_judged_by_that_part_and_areas_by_the_strata() -> None:
    """A newer map under clouds: dropping its points would give what is left of a stratum the weight of all of it."""
    random = np.random.default_rng(8)
    areas, covered = np.array([80.0, 20.0]), np.array([0.1, 0.9])
    is_wood, right = np.array([0.9, 0.2]), np.array([0.6, 0.95])
    accuracy = (areas * covered * right).sum() / (areas * covered).sum()
    overall, users, wood, errors = [], [], [], []
    for _ in range(300):
        strata = np.repeat([0, 1], 120)
        reference_ids = (random.random(240) < is_wood[strata]).astype(int)
        map_ids = np.where(random.random(240) < right[strata], reference_ids, 1 - reference_ids)
        map_ids[random.random(240) >= covered[strata]] = 255
        found = estimate_by_strata(strata, map_ids, reference_ids, areas, 2)
        overall.append(float(found.overall.value))
        errors.append(float(found.overall.standard_error))
        users.append(float(found.users.value[1]))
        wood.append(float(found.areas.value[1]))
    assert np.mean(overall) == pytest.approx(accuracy, abs=0.01)
    assert (np.abs(np.array(overall) - accuracy) <= 1.96 * np.array(errors)).mean() > 0.91
    rightly = areas * covered * is_wood * right
    said = rightly + areas * covered * (1 - is_wood) * (1 - right)
    assert np.nanmean(users) == pytest.approx(rightly.sum() / said.sum(), abs=0.02)
    assert np.mean(wood) == pytest.approx((areas * is_wood).sum(), rel=0.01)


def test_ground_without_a_map_is_no_omission() -> None:
    """Of four points of class 1, two are mapped, one of them rightly."""
    found = estimate_by_strata(
        np.zeros(6, int), np.array([0, 0, 1, 0, 255, 255]), np.array([0, 0, 1, 1, 1, 1]), np.array([60.0]), 2
    )
    assert float(found.producers.value[1]) == pytest.approx(0.5)
    assert float(found.overall.value) == pytest.approx(0.75)
    assert found.areas.value == pytest.approx([20, 40])


def test_a_class_that_is_nowhere_has_no_accuracy() -> None:
    found = one_stratum(np.array([0, 0, 1]), np.array([0, 1, 1]))
    assert np.isnan(found.users.value[2]) and np.isnan(found.producers.standard_error[2])
    assert found.areas.value[2] == 0


def test_a_stratum_needs_two_points() -> None:
    with pytest.raises(UserError) as error:
        estimate_by_strata(np.array([0, 0, 1]), np.zeros(3), np.zeros(3), np.array([1.0, 2.0]), 2, ["hill", "plain"])
    assert error.value.code is ErrorCode.LABELS_UNUSABLE
    assert error.value.found == "1 in plain"


def test_lengths_that_differ_are_refused() -> None:
    with pytest.raises(ValueError, match="3 strata, 2 map"):
        estimate_by_strata(np.zeros(3), np.zeros(2), np.zeros(3), np.array([1.0]), 2)
