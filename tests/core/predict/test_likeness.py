"""Values that are not those that a model learnt from are told by what all bands have in common, another date is not."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from deepsat.imagery import Normalisation
from deepsat.predict.likeness import values_unlike

NAMES = ("coastal", "blue", "green", "red", "nir", "swir1", "swir2")
MEANS = (
    (421, 551, 970, 1205, 902, 705, 496),
    (508, 632, 1040, 1265, 1979, 2124, 1671),
    (677, 811, 1265, 1508, 2405, 2630, 2212),
)
DEVIATIONS = (
    (92, 97, 129, 185, 795, 1153, 831),
    (186, 218, 289, 419, 1001, 1352, 1145),
    (302, 365, 505, 694, 1185, 1625, 1506),
)
"""One place of Harmonized Landsat and Sentinel-2 on three dates, reflectance x 10,000: a flood, and two drier ones."""
DATES = range(len(MEANS))


def values(
    date: int, offset: float = 0, factor: float = 1, order: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
) -> Normalisation:
    mean, std = (np.array(one[date], dtype=np.float64)[list(order)] * factor for one in (MEANS, DEVIATIONS))
    return Normalisation(tuple(mean + offset), tuple(std))


@pytest.mark.parametrize("unit", [1.0, 1e-4])
def test_another_date_is_no_other_kind_of_values(unit: float) -> None:
    for here, before in itertools.product(DATES, DATES):
        assert values_unlike(values(here, factor=unit), values(before, factor=unit), NAMES) == []


@pytest.mark.parametrize(("unit", "told"), [(1.0, "about 1000"), (1e-4, "about 0.1")])
def test_the_offset_of_sentinel_2_is_told_on_another_date_too(unit: float, told: str) -> None:
    """Of all these pairs but one: against the brightest date, the flood hides it."""
    for here, before in {*itertools.product(DATES, DATES)} - {(0, 2)}:
        shifted = values(here, 1000 * unit, unit)
        (higher,) = values_unlike(shifted, values(before, factor=unit), NAMES)
        assert f"all bands lie {told} higher" in higher and "baseline 04.00" in higher
    (lower,) = values_unlike(values(1, factor=unit), values(1, 1000 * unit, unit), NAMES)
    assert f"{told} lower" in lower


def test_an_offset_in_four_bands_of_ten_metres_is_told() -> None:
    part = lambda found: found.of_channels((1, 2, 3, 4))  # noqa: E731
    (finding,) = values_unlike(part(values(1, 1000)), part(values(1)), NAMES[1:5])
    assert "about 1000 higher" in finding


@pytest.mark.parametrize("factor", [0.1, 0.6, 2.75, 10.0])
def test_other_units_of_all_bands_are_told(factor: float) -> None:
    (finding,) = values_unlike(values(1, factor=factor), values(1), NAMES)
    assert f"all bands are about {factor:.2g} times" in finding


def test_two_exchanged_bands_are_named_but_not_of_a_series() -> None:
    exchanged = values(1, order=(0, 1, 2, 4, 3, 5, 6))
    (finding,) = values_unlike(exchanged, values(1), NAMES)
    assert finding.startswith("The values of red look like those of nir")
    assert values_unlike(exchanged, values(1), NAMES, is_series=True) == []


def test_values_around_zero_and_constant_bands_are_no_reason() -> None:
    drawn = np.random.default_rng(0).normal(size=(2, 3, 900))
    here, before = (Normalisation(tuple(one.mean(axis=1)), tuple(one.std(axis=1))) for one in drawn)
    assert values_unlike(here, before, NAMES[:3]) == []
    flat = Normalisation((700.0, 0.3, 0.2), (1.0, 0.1, 0.1), constant=(0,))
    assert values_unlike(flat, flat, NAMES[:3]) == []
