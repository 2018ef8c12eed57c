"""Moments: the points in time at which a series is looked at, whenever its images were taken.

A model knows its scene at some moments. Images of another year, more of them, fewer, with clouds, on other days: each
pixel's values are brought to the model's moments. An image counts for the moments before and after it, the more the
nearer it is, and for those alone; where no image counts, values between the nearest moments that have some are
interpolated in time, and beyond the first and last the nearest is repeated. Images on the days of the moments are taken
as they are. The year is chosen for each image: see `years_before`. Images of several years that come to one time of
year are averaged there as those of one year are, by nearness.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from deepsat.jobs import ErrorCode, UserError

MOST_MOMENTS = 16
"""More dates than these are brought to as many moments, evenly spread: the length of series in CSCL's experiments
(Tarasiou et al. 2022, doi 10.1109/TGRS.2022.3198187)."""

DAYS_A_YEAR = 365.2425


def moments_of(dates: Sequence[str], count: int) -> tuple[str, ...]:
    """The moments of a series to learn from: its dates, unless they are too many.

    Args:
        dates: as YYYY-MM-DD in any order; empty where not known: then moments are numbers, in the images' order.
        count: number of images.
    """
    if not dates:
        return tuple(str(number) for number in range(1, count + 1))
    distinct = sorted(set(dates))
    if len(distinct) <= MOST_MOMENTS:
        return tuple(distinct)
    first, last = _day(distinct[0]), _day(distinct[-1])
    days = np.linspace(first, last, MOST_MOMENTS).round().astype(int)
    return tuple(datetime.date.fromordinal(int(day)).isoformat() for day in days)


def are_dates(moments: Sequence[str]) -> bool:
    """Whether moments are days of the calendar, and no mere numbers."""
    return not all(moment.isdigit() for moment in moments)


def counts(moments: Sequence[str], dates: Sequence[str]) -> NDArray[np.float32]:
    """How much each image counts for each moment.

    Args:
        moments: in ascending order; numbers that are no dates are those of the images, in their order.
        dates: of the images, brought to the years of the moments by `years_before`. Empty where not known: then there
            is one image for each moment.

    Returns:
        float32 (M,T), 0-1. An image between two moments counts 1 for both together.

    Raises:
        UserError: `INVALID_JOB` where no image lies near any moment.
    """
    if not dates or not are_dates(moments):
        return np.eye(len(moments), dtype=np.float32)
    if len(moments) == 1:
        return np.ones((1, len(dates)), dtype=np.float32)
    years = years_before(moments, dates)
    images = np.array([_day(date, before) for date, before in zip(dates, years, strict=True)], dtype=np.float64)
    found = _shares(days_of(moments), images).astype(np.float32)
    if not found.any():
        raise UserError(
            ErrorCode.INVALID_JOB,
            expected=f"images of the time of year that the model knows, {moments[0]} to {moments[-1]}",
            found=f"images of {min(dates)} to {max(dates)}",
            remedy="Add images of that season, or fine-tune a model on these.",
        )
    return found


def years_before(moments: Sequence[str], dates: Sequence[str]) -> tuple[int, ...]:
    """How many whole years before each image lies the day that it counts as: the same day of the calendar.

    None for an image between the first and the last moment. Where these are more than a year apart, several years would
    do for any other: then it is that which most suits all images together. Else it is the year that brings the image
    nearest to a moment that it counts for, of two that are as good the one that is less far away.

    Args:
        moments: dates in ascending order.
        dates: of the images.
    """
    days = days_of(moments)
    together = round((np.mean([_day(date) for date in dates]) - days.mean()) / DAYS_A_YEAR)
    return tuple(_years_before(date, days, together) for date in dates)


def years_that_meet(moments: Sequence[str], dates: Sequence[str]) -> tuple[str, ...]:
    """The years of images that come to one moment from several years, the nearest moment being that of an image."""
    days, met = days_of(moments), dict[int, dict[int, set[str]]]()
    for date, years in zip(dates, years_before(moments, dates), strict=True):
        shares = _shares(days, np.array([_day(date, years)], dtype=np.float64))
        if shares.any():
            met.setdefault(int(shares.argmax()), {}).setdefault(years, set()).add(date[:4])
    several = [by_years for by_years in met.values() if len(by_years) > 1]
    return tuple(sorted({year for by_years in several for found in by_years.values() for year in found}))


def _years_before(date: str, days: NDArray[np.float64], together: int) -> int:
    """That of one image; `together` is what suits all of them."""
    for years in (0, together):
        if days[0] <= _day(date, years) <= days[-1]:
            return years
    first, last = (math.floor((_day(date) - day) / DAYS_A_YEAR) for day in (days[-1], days[0]))
    # Those that bring it just before the first moment and just behind the last are among them.
    return min(range(first, last + 2), key=lambda years: _badness(_day(date, years), days, years))


def _badness(day: int, days: NDArray[np.float64], years: int) -> tuple[bool, float, int, int]:
    """What is smaller for a better year: whether the image counts for no moment, how far the next one is, the years."""
    counts_for_none = not _shares(days, np.array([day], dtype=np.float64)).any()
    return counts_for_none, float(np.abs(days - day).min()), abs(years), years


def _shares(days: NDArray[np.float64], images: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much images, by their days (T,), count for moments (M,): float64 (M,T), 0-1."""
    gaps = np.diff(days)
    before, after = np.concatenate([gaps[:1], gaps]), np.concatenate([gaps, gaps[-1:]])
    away = images - days[:, None]
    return np.clip(1 - np.abs(away) / np.where(away < 0, before[:, None], after[:, None]), 0, 1)


def filled_in_time(values: NDArray[np.float32], days: NDArray[np.float64]) -> NDArray[np.float32]:
    """Fills what is missing from the moments before and after.

    Args:
        values: float32 (M,...), NaN where missing.
        days: float64 (M,), ascending.

    Returns:
        float32 (M,...): linear in time between two known values, the nearest known value beyond them; NaN where no
        moment has a value.
    """
    missing = np.isnan(values)
    if not missing.any():
        return values
    count = len(values)
    places = np.arange(count).reshape(-1, *[1] * (values.ndim - 1))
    earlier = np.maximum.accumulate(np.where(missing, -1, places), axis=0)
    later = np.minimum.accumulate(np.where(missing, count, places)[::-1], axis=0)[::-1]
    low = np.where(earlier < 0, later, earlier).clip(0, count - 1)
    high = np.where(later >= count, earlier, later).clip(0, count - 1)
    span = days[high] - days[low]
    share = np.divide(days.reshape(places.shape) - days[low], span, out=np.zeros(values.shape), where=span > 0)
    first, second = np.take_along_axis(values, low, axis=0), np.take_along_axis(values, high, axis=0)
    return np.asarray(first + share * (second - first), dtype=np.float32)


def days_of(moments: Sequence[str]) -> NDArray[np.float64]:
    """Days of moments, float64 (M,), counted from any day; numbers that are no dates count as days."""
    return np.array([_day(moment) if are_dates(moments) else int(moment) for moment in moments], dtype=np.float64)


def _day(date: str, years_before: int = 0) -> int:
    """A day as a number; of the same day of the calendar, some years before it."""
    day = datetime.date.fromisoformat(date)
    leap_day = (day.month, day.day) == (2, 29) and years_before
    return day.replace(year=day.year - years_before, day=28 if leap_day else day.day).toordinal()
