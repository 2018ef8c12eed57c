"""The moments of a series: how much each image counts, and what fills the gaps."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepsat.imagery.moments import MOST_MOMENTS, counts, days_of, filled_in_time, moments_of
from deepsat.jobs import ErrorCode, UserError

MOMENTS = ("2021-03-01", "2021-03-11", "2021-03-31")


def test_the_moments_are_the_days_in_order_each_once() -> None:
    assert moments_of(["2021-06-17", "2021-03-02", "2021-06-17"], 3) == ("2021-03-02", "2021-06-17")


def test_without_dates_the_moments_are_numbers() -> None:
    assert moments_of([], 3) == ("1", "2", "3")


def test_many_dates_are_brought_to_even_steps_from_the_first_to_the_last() -> None:
    first = datetime.date(2020, 1, 1)
    dates = [(first + datetime.timedelta(days=7 * week)).isoformat() for week in range(53)]
    moments = moments_of(dates, len(dates))
    assert len(moments) == MOST_MOMENTS
    assert (moments[0], moments[-1]) == ("2020-01-01", "2020-12-30")
    assert set(np.diff(days_of(moments))) <= {24.0, 25.0}


def test_images_on_the_days_count_for_them_alone() -> None:
    assert np.array_equal(counts(MOMENTS, MOMENTS), np.eye(3))


def test_an_image_between_two_moments_is_shared_by_nearness() -> None:
    # Five days after the first moment, of ten; five days before the last, of twenty.
    found = counts(MOMENTS, ("2021-03-06", "2021-03-26"))
    assert found == pytest.approx(np.array([[0.5, 0], [0.5, 0.25], [0, 0.75]]))


def test_an_image_far_outside_counts_for_nothing() -> None:
    found = counts(MOMENTS, ("2021-02-24", "2021-05-01"))
    assert found == pytest.approx(np.array([[0.5, 0], [0, 0], [0, 0]]))


@pytest.mark.parametrize("year", [2019, 2020, 2024, 2030])
def test_another_year_is_the_same_season(year: int) -> None:
    dates = [f"{year}{moment[4:]}" for moment in MOMENTS]
    assert np.array_equal(counts(MOMENTS, dates), np.eye(3))


def test_images_of_another_season_are_refused_with_both_seasons() -> None:
    with pytest.raises(UserError) as error:
        counts(MOMENTS, ("2021-07-01", "2021-08-01"))
    assert error.value.code is ErrorCode.INVALID_JOB
    assert "2021-03-01 to 2021-03-31" in error.value.expected
    assert "2021-07-01 to 2021-08-01" in error.value.found


@given(st.lists(st.integers(0, 29), min_size=1, max_size=12))
def test_an_image_between_the_first_and_the_last_moment_counts_as_one(days: list[int]) -> None:
    dates = [(datetime.date(2021, 3, 1) + datetime.timedelta(days=day)).isoformat() for day in days]
    assert counts(MOMENTS, dates).sum(axis=0) == pytest.approx(np.ones(len(days)))


def test_gaps_are_filled_along_a_line_in_time_and_ends_repeat() -> None:
    values = np.array([[np.nan, 5], [2, np.nan], [np.nan, np.nan], [8, 9], [np.nan, np.nan]], dtype=np.float32)
    days = np.array([0.0, 10.0, 30.0, 40.0, 41.0])
    expected = [[2, 5], [2, 6], [6, 8], [8, 9], [8, 9]]
    assert filled_in_time(values, days) == pytest.approx(np.array(expected))


def test_what_was_never_seen_stays_missing() -> None:
    values = np.array([[np.nan, 1], [np.nan, 3]], dtype=np.float32)
    filled = filled_in_time(values, np.array([0.0, 1.0]))
    assert np.array_equal(filled, values, equal_nan=True)


def test_known_values_are_never_touched() -> None:
    draw = np.random.default_rng(3)
    values = draw.normal(size=(7, 4, 5)).astype(np.float32)
    holes = draw.random(values.shape) < 0.4
    filled = filled_in_time(np.where(holes, np.float32(np.nan), values), np.arange(7.0) ** 2)
    assert np.array_equal(filled[~holes], values[~holes])
