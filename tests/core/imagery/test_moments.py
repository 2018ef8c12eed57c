"""The moments of a series: how much each image counts, and what fills the gaps."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepsat.imagery.moments import (
    MOST_MOMENTS,
    counts,
    days_of,
    filled_in_time,
    moments_of,
    years_before,
    years_that_meet,
)
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


def test_a_leap_day_is_the_day_before_where_the_models_year_has_none() -> None:
    moments = ("2021-02-18", "2021-02-28", "2021-03-10")
    assert np.array_equal(counts(moments, ("2024-02-18", "2024-02-29", "2024-03-10")), np.eye(3))


def test_images_of_another_season_are_refused_with_both_seasons() -> None:
    with pytest.raises(UserError) as error:
        counts(MOMENTS, ("2021-07-01", "2021-08-01"))
    assert error.value.code is ErrorCode.INVALID_JOB
    assert "2021-03-01 to 2021-03-31" in error.value.expected
    assert "2021-07-01 to 2021-08-01" in error.value.found


MONTHLY = tuple(f"2021-{month:02d}-15" for month in range(1, 13))
FIFTEEN_MONTHS = (*(f"2017-{month:02d}-15" for month in range(9, 13)), *(f"2018-{m:02d}-15" for m in range(1, 12)))


def test_an_image_of_the_models_own_dates_counts_for_its_own_whatever_else_is_there() -> None:
    own = ("2018-02-14", "2018-05-20", "2018-08-03", "2018-11-17")
    for place, date in enumerate(own):
        assert np.array_equal(counts(own, (date,)), np.eye(4)[:, [place]])
    late = FIFTEEN_MONTHS[-3:]
    assert np.array_equal(counts(FIFTEEN_MONTHS, late), np.eye(15)[:, 12:])


def test_the_year_is_chosen_for_each_image() -> None:
    # April of the next year stands in for the one that is missing.
    moments, rolling = ("2021-04-20", "2021-07-01", "2021-09-10"), ("2021-07-01", "2021-09-10", "2022-04-24")
    assert years_before(moments, rolling) == (0, 0, 1)
    assert counts(moments, rolling) == pytest.approx(np.array([[0, 0, 17 / 18], [1, 0, 1 / 18], [0, 1, 0]]))
    # Twelve months from July to June, of two years, show the months of one.
    dates = [f"2022-{month:02d}-15" for month in range(7, 13)] + [f"2023-{month:02d}-15" for month in range(1, 7)]
    assert np.array_equal(counts(MONTHLY, dates), np.roll(np.eye(12), 6, axis=0))
    assert years_that_meet(MONTHLY, dates) == ()


def test_beyond_the_moments_the_year_counts_that_brings_an_image_nearest_to_one() -> None:
    # Days after December's moment, and as many before January's.
    assert years_before(MONTHLY, ("2022-01-01", "2021-12-30", "2020-12-31")) == (1, 0, 0)
    uneven = ("2021-03-01", "2021-03-11", "2021-03-21", "2021-12-01")
    # Nearer to March than to December, but out of its reach.
    assert years_before(uneven, ("2022-02-20", "2022-02-10", "2024-02-29")) == (1, 0, 3)


def test_a_series_that_is_longer_than_a_year_stays_together_in_other_years() -> None:
    later = [f"{int(date[:4]) + 2}{date[4:]}" for date in FIFTEEN_MONTHS]
    assert np.array_equal(counts(FIFTEEN_MONTHS, later), np.eye(15))


def test_two_years_of_one_season_are_averaged_and_told() -> None:
    dates = [f"{year}{moment[4:]}" for year in (2022, 2023) for moment in MOMENTS]
    assert np.array_equal(counts(MOMENTS, dates), np.hstack([np.eye(3), np.eye(3)]))
    assert years_that_meet(MOMENTS, dates) == ("2022", "2023")
    assert years_that_meet(MOMENTS, dates[:3]) == ()


def test_moments_that_are_no_dates_are_those_of_the_images_in_their_order() -> None:
    assert np.array_equal(counts(("1", "2"), ("2021-03-01", "2021-09-01")), np.eye(2))


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
