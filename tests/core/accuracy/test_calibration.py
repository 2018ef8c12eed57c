"""Calibration: a known temperature is found again, and errors that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from deepsat.accuracy import Evidence
from deepsat.accuracy.calibration import log_loss, reliability, temperature, tempered, tendency


def calibrated(count: int = 20_000) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities (N, 3), and classes drawn with just these probabilities."""
    random = np.random.default_rng(11)
    probabilities = random.dirichlet((0.8, 0.8, 0.8), count)
    drawn = (random.random((count, 1)) > probabilities.cumsum(axis=1)).sum(axis=1)
    return probabilities, np.minimum(drawn, 2).astype(np.uint8)


def evidence_of(probabilities: np.ndarray, class_ids: np.ndarray) -> Evidence:
    return Evidence(class_ids, probabilities.astype(np.float32), np.arange(len(class_ids), dtype=np.int32))


@pytest.mark.parametrize("known", [0.5, 1.0, 2.5])
def test_probabilities_sharpened_by_a_known_temperature_give_it_back(known: float) -> None:
    probabilities, class_ids = calibrated()
    sharpened = tempered(probabilities, 1 / known)
    assert temperature(evidence_of(sharpened, class_ids)) == pytest.approx(known, rel=0.04)


def test_a_temperature_undoes_its_inverse_and_keeps_the_winner() -> None:
    probabilities, _ = calibrated(50)
    back = tempered(tempered(probabilities, 0.4), 2.5)
    assert back == pytest.approx(probabilities, abs=1e-4)
    assert tempered(probabilities, 3.0).argmax(axis=1).tolist() == probabilities.argmax(axis=1).tolist()


def test_what_is_calibrated_has_next_to_no_error_and_what_is_sharpened_has() -> None:
    probabilities, class_ids = calibrated()
    assert reliability(evidence_of(probabilities, class_ids)).error < 0.015
    sharp = reliability(evidence_of(tempered(probabilities, 0.3), class_ids))
    assert sharp.error > 0.1
    assert sharp.overconfidence == pytest.approx(sharp.error, abs=0.01)


def test_the_error_of_two_bins_worked_by_hand() -> None:
    # Eight pixels at 0.92, six of them right; two at 0.65, both right.
    probabilities = np.array([[0.92, 0.08]] * 8 + [[0.65, 0.35]] * 2)
    found = reliability(evidence_of(probabilities, np.array([0] * 6 + [1] * 2 + [0] * 2, np.uint8)))
    assert found.pixels.tolist() == [0, 0, 0, 0, 0, 0, 2, 0, 0, 8]
    assert found.accuracy[[6, 9]].tolist() == [1.0, 0.75]
    assert found.confidence[[6, 9]] == pytest.approx([0.65, 0.92])
    assert found.error == pytest.approx(0.8 * 0.17 + 0.2 * 0.35)
    assert found.overconfidence == pytest.approx(0.8 * 0.17 - 0.2 * 0.35)


def test_certainty_falls_into_the_last_bin_and_nothing_has_no_error() -> None:
    sure = reliability(evidence_of(np.array([[1.0, 0.0]]), np.array([0], np.uint8)))
    assert sure.pixels[-1] == 1
    nothing = evidence_of(np.zeros((0, 2)), np.zeros(0, np.uint8))
    assert np.isnan([reliability(nothing).error, temperature(nothing)]).all()


def test_log_loss_by_hand() -> None:
    loss = log_loss(np.array([[0.5, 0.5], [0.1, 0.9]]), np.array([0, 1]))
    assert loss == pytest.approx(-(np.log(0.5) + np.log(0.9)) / 2)


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (((700, 0.65, 0.75), (300, 0.98, 0.93)), "both"),
        (((600, 0.75, 0.65), (400, 0.985, 0.95)), "too_sure"),
        (((600, 0.75, 0.85), (400, 0.96, 0.985)), "not_sure_enough"),
        (((600, 0.75, 0.75), (400, 0.95, 0.95)), "right"),
    ],
)
def test_where_the_surest_pixels_and_the_others_disagree_both_are_said(
    groups: tuple[tuple[int, float, float], ...], expected: str
) -> None:
    """Groups of so many pixels, as sure and as often right as told: what is too sure of a few has a temperature above 1
    though most of its points lie above the diagonal."""
    sure = np.repeat([confidence for _, confidence, _ in groups], [count for count, *_ in groups])
    wrong = np.concatenate([np.arange(count) >= round(count * share) for count, _, share in groups])
    found = evidence_of(np.stack([sure, 1 - sure], axis=1), wrong.astype(np.uint8))
    assert tendency(reliability(found), temperature(found)) == expected
