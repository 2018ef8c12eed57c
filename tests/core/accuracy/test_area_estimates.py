"""Area estimates: the published example to its last digit, and the law that the estimates follow."""

from __future__ import annotations

import numpy as np
import pytest

from deepsat.accuracy import stratified_estimate
from deepsat.jobs import ErrorCode, UserError

AREAS = np.array([200_000, 150_000, 3_200_000, 6_450_000])
COUNTS = np.array([[66, 0, 5, 4], [0, 55, 8, 12], [1, 0, 153, 11], [2, 1, 9, 313]])
"""Olofsson et al. 2014, table 8: pixels mapped, and sample points by map (rows) and reference (columns)."""


def test_the_published_example_overall() -> None:
    estimate = stratified_estimate(COUNTS, AREAS)
    assert float(estimate.overall.value) == pytest.approx(0.9465, abs=5e-5)
    assert float(estimate.overall.half_width) == pytest.approx(0.0185, abs=5e-5)


@pytest.mark.parametrize(
    ("kind", "values", "half_widths"),
    [
        ("users", [0.880, 0.733, 0.927, 0.963], [0.074, 0.101, 0.040, 0.021]),
        ("producers", [0.749, 0.847, 0.934, 0.962], [0.213, 0.254, 0.034, 0.018]),
    ],
)
def test_the_published_example_class_by_class(kind: str, values: list[float], half_widths: list[float]) -> None:
    estimate = getattr(stratified_estimate(COUNTS, AREAS), kind)
    assert estimate.value == pytest.approx(values, abs=5.1e-4)
    assert estimate.half_width == pytest.approx(half_widths, abs=5.1e-4)


def test_the_published_example_areas() -> None:
    areas = stratified_estimate(COUNTS, AREAS).areas
    assert np.round(areas.value).tolist() == [235_086, 129_846, 3_175_221, 6_459_846]
    assert np.round(areas.half_width).tolist() == [68_418, 41_731, 172_332, 180_907]


def test_areas_add_up_to_the_map_and_scale_with_it() -> None:
    in_pixels, in_hectares = stratified_estimate(COUNTS, AREAS), stratified_estimate(COUNTS, AREAS * 0.09)
    assert in_pixels.areas.value.sum() == pytest.approx(AREAS.sum())
    assert in_hectares.areas.half_width == pytest.approx(in_pixels.areas.half_width * 0.09)
    assert in_hectares.producers.half_width == pytest.approx(in_pixels.producers.half_width)


def test_estimates_scatter_around_the_truth_as_much_as_they_say() -> None:
    draw = np.random.default_rng(0)
    truth = np.array([[0.9, 0.1, 0.0], [0.2, 0.7, 0.1], [0.05, 0.05, 0.9]])
    areas = np.array([20.0, 30.0, 50.0])
    samples = [np.array([draw.multinomial(60, row) for row in truth]) for _ in range(1500)]
    estimates = [stratified_estimate(sample, areas) for sample in samples]
    true_areas = areas @ truth
    for kind, expected in [
        ("areas", true_areas),
        ("producers", areas * np.diag(truth) / true_areas),
        ("users", np.diag(truth)),
        ("overall", areas @ np.diag(truth) / 100),
    ]:
        values = np.array([getattr(e, kind).value for e in estimates])
        errors = np.array([getattr(e, kind).standard_error for e in estimates])
        assert values.mean(axis=0) == pytest.approx(expected, rel=0.01), kind
        assert np.sqrt((errors**2).mean(axis=0)) == pytest.approx(values.std(axis=0), rel=0.08), kind


def test_a_class_that_is_not_mapped_has_an_area_and_no_users_accuracy() -> None:
    counts = np.array([[8, 0, 2], [0, 10, 0], [0, 0, 0]])
    estimate = stratified_estimate(counts, np.array([100.0, 300.0, 0.0]))
    assert estimate.areas.value == pytest.approx([80.0, 300.0, 20.0])
    assert np.isnan(estimate.users.value[2])
    assert estimate.producers.value == pytest.approx([1.0, 1.0, 0.0])


def test_a_class_that_the_sample_never_met_has_no_producers_accuracy() -> None:
    counts = np.array([[9, 0], [4, 0]])
    estimate = stratified_estimate(counts, np.array([10.0, 10.0]))
    assert estimate.producers.value[0] == pytest.approx(0.5)
    assert np.isnan(estimate.producers.value[1])
    assert estimate.areas.value == pytest.approx([20.0, 0.0])


@pytest.mark.parametrize("points", [0, 1])
def test_a_mapped_class_needs_two_points(points: int) -> None:
    with pytest.raises(UserError) as error:
        stratified_estimate(np.array([[5, 0], [points, 0]]), np.array([10.0, 10.0]))
    assert error.value.code is ErrorCode.LABELS_UNUSABLE
    assert error.value.found == f"{points} in class 1"


def test_a_class_of_a_single_pixel_needs_one_point_and_has_no_variance() -> None:
    counts, areas, pixels = np.array([[8, 2], [1, 0]]), np.array([999.0, 1.0]), np.array([999, 1])
    estimate = stratified_estimate(counts, areas, pixels=pixels)
    assert estimate.users.value == pytest.approx([0.8, 0.0]) and estimate.users.standard_error[1] == 0
    # 0.8 and 0.2 of the first class, and all of the second: sqrt(0.8 * 0.2 / 9) * 999 of variance.
    assert estimate.areas.value == pytest.approx([0.8 * 999 + 1, 0.2 * 999])
    assert estimate.areas.standard_error == pytest.approx([999 * (0.16 / 9) ** 0.5] * 2)
    for short, there in ((np.array([[8, 2], [0, 0]]), pixels), (counts, np.array([998, 2]))):
        with pytest.raises(UserError) as error:
            stratified_estimate(short, areas, pixels=there)
        assert error.value.code is ErrorCode.LABELS_UNUSABLE


def test_shapes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="2 areas"):
        stratified_estimate(np.ones((3, 3)), np.array([1.0, 2.0]))
