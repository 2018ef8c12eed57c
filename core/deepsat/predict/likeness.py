"""Whether a scene is like the one that a model was fine-tuned on: its values, its order of bands, its pixels.

A model says something of any values. What is judged by are mean and standard deviation of each band, which every card
holds: a band far away for itself, or all bands together, where one cause explains what they have in common much better
than another date or place would.
"""

from __future__ import annotations

import dataclasses
import math

import numpy as np
from numpy.typing import NDArray

from deepsat.imagery import Normalisation, Window, estimate
from deepsat.jobs.listing import listed
from deepsat.predict.pipeline import Source
from deepsat.reporting import PartReporter, Reporter

FAR_OFF = 5.0
"""A band whose mean lies this many standard deviations from the training scene's is in other units, most likely."""

OTHER_SPREAD = 50.0
"""So is a band whose values are spread so many times wider or narrower: reflectances from 0 to 1 lie within a few
standard deviations of the mean of stored numbers in the thousands, and within a thousandth of their spread."""

LEAST_BANDS = 3
"""From which on bands have something in common."""
MOST_BANDS = 64
"""Up to which exchanged ones are looked for: beyond, neighbours look alike."""
FIRST_REFLECTANCE = 5.0
"""Below this, the mean of most bands is a reflectance; above, a stored number of 10,000 times as much."""

OFFSET_EXPLAINS, FACTOR_EXPLAINS, EXCHANGE_EXPLAINS = 3.0, 20.0, 2.0
"""How many times nearer a cause has to bring a scene to be told of. Among 166 pairs of dates of 14 places each told of
none; among 1,238 pairs of other places the offset told of 0, the factor of 4 and the exchange of 0."""
LEAST_FACTOR = 1.5
WORTH_EXPLAINING = 1.0
"""Distance below which no offset or factor is looked for; an offset of 0.1 moved 42 images by 3.4 and more."""
WORTH_EXCHANGING = 0.2
"""Likewise for two exchanged bands: red and near infrared moved 37 images by as much and more."""


def unlike_training(source: Source, window: Window, reporter: Reporter) -> tuple[list[str], list[str]]:
    """What a scene shows that the one which a model learnt from did not.

    Args:
        source: the scene and the model.
        window: what is mapped of the scene; where a search for data takes long, it begins there.
        reporter: asked whether to stop.

    Returns:
        Sentences for which the map may be wrong, on other values; and those that tell of bands of one value, dates
        without ground and other pixels.
    """
    scene, card = source.scene.with_bands(source.bands), source.card

    def is_mapped(cell: Window) -> bool:
        mapped = cell.intersection(window)
        return not mapped.is_empty and (source.area is None or source.area.has_pixel_in(mapped))

    found_there = estimate(scene, seed=0, pixels=50_000, reporter=PartReporter(reporter, 0.0, 0.0), within=is_mapped)
    # What is missing was said when the model was made, where it was this scene.
    there = dataclasses.replace(found_there, missing=())
    names = scene.channel_names
    found = [*there.findings(names), *scene.hidden_dates()]
    gsd = math.sqrt(scene.grid.pixel_area())
    if not card.gsd_m / 1.5 <= gsd <= card.gsd_m * 1.5:
        found.append(f"Pixels are {gsd:.3g} m wide, and the model was fine-tuned on {card.gsd_m:.3g} m.")
    return values_unlike(there, card.normalisation, names, is_series=bool(card.moments)), found


def values_unlike(
    there: Normalisation, learnt: Normalisation, names: tuple[str, ...], *, is_series: bool = False
) -> list[str]:
    """At most one sentence on values that are not those that a model learnt from.

    Args:
        there: of a scene.
        learnt: of the scene that the model was fine-tuned on, with the same channels.
        names: of the channels.
        is_series: whether channels are bands at several moments, which other weather exchanges too.
    """
    common = _common_cause(there, learnt, names, is_series)
    if common:
        return [common]
    far = [name for channel, name in enumerate(names) if _lies_far(there, learnt, channel)]
    if not far:
        return []
    return [
        f"The values of {listed(far)} lie far from those the model was fine-tuned on: the map may be wrong. "
        "Check that the raster is in the same units."
    ]


def _lies_far(there: Normalisation, learnt: Normalisation, channel: int) -> bool:
    """Whether the values of a channel cannot well be of the kind that a model learnt from."""
    if abs(there.mean[channel] - learnt.mean[channel]) > FAR_OFF * learnt.std[channel]:
        return True
    if channel in (*there.constant, *learnt.constant):
        return False
    return not 1 / OTHER_SPREAD <= there.std[channel] / learnt.std[channel] <= OTHER_SPREAD


def _common_cause(there: Normalisation, learnt: Normalisation, names: tuple[str, ...], is_series: bool) -> str:
    """A sentence where an offset, a factor or two exchanged bands explain how all bands differ; else nothing."""
    constant = {*there.constant, *learnt.constant}
    varied = [channel for channel in range(len(names)) if channel not in constant]
    if len(varied) < LEAST_BANDS:
        return ""
    here, before = (_Values(np.array(one.mean)[varied], np.array(one.std)[varied]) for one in (there, learnt))
    said = _offset(here, before) or _factor(here, before)
    if said or is_series or len(varied) > MOST_BANDS:
        return said
    return _exchanged(here, before, [names[channel] for channel in varied])


@dataclasses.dataclass(frozen=True)
class _Values:
    """Mean and standard deviation of C bands, float64 (C,)."""

    mean: NDArray[np.float64]
    std: NDArray[np.float64]

    def distance(self, other: _Values) -> float:
        """Mean over the bands of squared differences of means, in deviations, and of logarithms of deviations."""
        return float(np.diag(self.distances(other)).mean())

    def distances(self, other: _Values) -> NDArray[np.float64]:
        """Of each band to each of the other's, float64 (C, C)."""
        squares = (self.std[:, None] ** 2 + other.std**2) / 2
        steps = (self.mean[:, None] - other.mean) ** 2 / squares
        return np.asarray(steps + np.log(self.std[:, None] / other.std) ** 2)


def _offset(here: _Values, before: _Values) -> str:
    now, by = here.distance(before), 0.1 if np.median(before.mean) < FIRST_REFLECTANCE else 1000.0
    left = {sign: _Values(here.mean - sign * by, here.std).distance(before) for sign in (1, -1)}
    sign = min(left, key=lambda one: left[one])
    if now < WORTH_EXPLAINING or now <= OFFSET_EXPLAINS * left[sign]:
        return ""
    than = "higher" if sign > 0 else "lower"
    return (
        f"The values of all bands lie about {by:g} {than} than those the model was fine-tuned on: the map may be "
        "wrong. Values of Sentinel-2 are so much higher since processing baseline 04.00 of January 2022, unless the "
        "offset was taken off: bring this raster to the same offset, or fine-tune on it."
    )


def _factor(here: _Values, before: _Values) -> str:
    if min(here.mean.min(), before.mean.min()) <= 0:
        return ""
    ratios = np.concatenate([here.mean / before.mean, here.std / before.std])
    by = float(np.exp(np.log(ratios).mean()))
    now, left = here.distance(before), _Values(here.mean / by, here.std / by).distance(before)
    if 1 / LEAST_FACTOR < by < LEAST_FACTOR or now < WORTH_EXPLAINING or now <= FACTOR_EXPLAINS * left:
        return ""
    return (
        f"The values of all bands are about {by:.2g} times those the model was fine-tuned on: the map may be wrong. "
        "Check that the raster is in the same units."
    )


def _exchanged(here: _Values, before: _Values, names: list[str]) -> str:
    distances = here.distances(before)
    own = np.diag(distances)
    gains = own[:, None] + own - distances - distances.T
    one, other = np.unravel_index(int(gains.argmax()), gains.shape)
    now, left = own.mean(), (own.sum() - gains[one, other]) / len(own)
    if now < WORTH_EXCHANGING or now <= EXCHANGE_EXPLAINS * left:
        return ""
    return (
        f"The values of {names[one]} look like those of {names[other]} where the model was fine-tuned, and the other "
        "way round: the map may be wrong. Check that the bands are in the same order."
    )
