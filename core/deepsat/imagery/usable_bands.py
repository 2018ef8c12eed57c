"""Usable bands: those that tell something, and have data wherever the scene has."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence

from deepsat.imagery.estimating import estimate
from deepsat.imagery.normalisation import Normalisation
from deepsat.imagery.scene import Scene
from deepsat.jobs.bands import EMPTY, Band, patchy_bands, some_in_words
from deepsat.jobs.wavelengths import plain_name
from deepsat.reporting import Reporter

MANY = 64
"""Of rasters with more bands than this, as of imaging spectrometers, those of one value are left out. Of fewer each one
may count: values are looked at in a sample, which can miss what a band shows in few places."""


@dataclasses.dataclass(frozen=True)
class UsableScene:
    """A scene without the bands that would spoil a map or tell nothing."""

    scene: Scene
    normalisation: Normalisation
    findings: tuple[str, ...]
    """Sentences about bands that tell nothing, or not everywhere, or were left out, and about dates without ground."""
    left_out: Mapping[int, Band]
    """The other bands, by their place in the scene, from 0."""


def with_usable_bands(
    scene: Scene, seed: int, needed: Sequence[Band] = (), reporter: Reporter | None = None
) -> UsableScene:
    """Estimates the normalisation of a scene, and leaves out bands that tell nothing, end early or have holes.

    Those are bands that the raster marks as bad, that have no data at all, among many those of one value everywhere,
    and patchy ones: see `patchy_bands`. A scene that would keep none keeps all.

    Args:
        scene: an open scene, which stays the one to close.
        seed: of the estimate.
        needed: bands that stay though they are bad or have one value everywhere: those of a model to continue from.
        reporter: see `estimate`.

    Raises:
        UserError: `RASTER_UNREADABLE` when no pixel of the raster has data.
        Cancelled: the reporter says so.
    """
    names = {plain_name(band.name) for band in needed}
    spared = {place for place, band in enumerate(scene.bands) if plain_name(band.name) in names}
    bad = [place for place, band in enumerate(scene.bands) if band.is_bad and place not in spared]
    looked_at = _others(scene, bad) or _others(scene, ())
    chosen_bands = None if len(looked_at) == len(scene.bands) else looked_at
    normalisation = estimate(scene, seed, bands=chosen_bands, reporter=reporter)
    found = _Looks(looked_at, normalisation)
    bad = _others(scene, looked_at)
    constant = [place for place in found.constant if place not in spared] if len(scene.bands) > MANY else []
    patchy = [place for place in found.patchy if place not in {*found.empty, *constant}]
    kept = _others(scene, [*bad, *found.empty, *constant, *patchy])
    said = [*_of_useless(scene, bad, found.empty, constant), *_of_patchy(scene, patchy, found)]
    if not kept:
        kept, said = _others(scene, bad), _of_useless(scene, bad, (), ())
    chosen = scene if len(kept) == len(scene.bands) else scene.with_bands(kept)
    its_normalisation = found.normalisation_of(kept)
    findings = (*its_normalisation.findings(chosen.channel_names), *said, *scene.hidden_dates())
    left_out = {place: scene.bands[place] for place in range(len(scene.bands)) if place not in kept}
    return UsableScene(chosen, its_normalisation, findings, left_out)


def _others(scene: Scene, places: Collection[int]) -> list[int]:
    return [place for place in range(len(scene.bands)) if place not in places]


class _Looks:
    """What the normalisation of some bands of a scene tells of them; all lists hold places in the scene."""

    def __init__(self, places: Sequence[int], normalisation: Normalisation) -> None:
        self._places, self._all = places, normalisation
        self._missing = normalisation.missing
        count = len(places)
        self.missing = {place: max(self._missing[band::count]) for band, place in enumerate(places)}
        self.empty = [place for band, place in enumerate(places) if min(self._missing[band::count]) >= EMPTY]
        self.constant = [
            place
            for band, place in enumerate(places)
            if set(range(band, len(self._missing), count)) <= {*normalisation.constant} and place not in self.empty
        ]
        self.patchy = [places[band] for band in patchy_bands(self._missing, count)]

    def normalisation_of(self, kept: Sequence[int]) -> Normalisation:
        """That of some of the bands."""
        count, bands = len(self._places), [self._places.index(place) for place in kept]
        return self._all.of_channels([first + band for first in range(0, len(self._missing), count) for band in bands])


def _of_useless(scene: Scene, bad: Sequence[int], empty: Sequence[int], constant: Sequence[int]) -> list[str]:
    found, count = [], len(scene.bands)
    if bad:
        names = some_in_words(bad, scene.bands)
        found.append(f"Left out, {len(bad)} of {count} bands, being marked as bad in the raster: {names}.")
    if empty:
        names = some_in_words(empty, scene.bands)
        found.append(f"Left out, {len(empty)} of {count} bands, having no data: {names}.")
    if constant:
        names = some_in_words(constant, scene.bands)
        found.append(f"Left out, {len(constant)} of {count} bands, having one value everywhere: {names}.")
    return found


def _of_patchy(scene: Scene, places: Sequence[int], found: _Looks) -> list[str]:
    if len(places) > 1:
        most = max(found.missing[place] for place in places)
        return [
            f"Left out, having no data on up to {most:.1%} of the pixels that most bands cover: "
            f"{some_in_words(places, scene.bands)}."
        ]
    return [
        f"Band {scene.bands[place].name} has no data on about {found.missing[place]:.1%} of the pixels that most bands "
        "cover, so it is left out."
        for place in places
    ]
