"""Usable bands: those that have data wherever the scene has."""

from __future__ import annotations

import dataclasses

from deepsat.imagery.normalisation import Normalisation, estimate
from deepsat.imagery.scene import Scene

PATCHY = 0.02
"""A band that is missing on a larger share of the pixels is left out.

Counted as its mean there, it would draw its own edge into the map: what was labelled on one side of it would be found
on that side only.
"""


@dataclasses.dataclass(frozen=True)
class UsableScene:
    """A scene without its patchy bands."""

    scene: Scene
    normalisation: Normalisation
    findings: tuple[str, ...]
    """Sentences about bands that tell nothing, or not everywhere, or were left out."""


def with_usable_bands(scene: Scene, seed: int) -> UsableScene:
    """Estimates the normalisation of a scene, and leaves out bands that end early or have holes.

    Where half of the bands or more are patchy, none is left out: then there is no telling which to trust.

    Args:
        scene: an open scene, which stays the one to close.
        seed: of the estimate.

    Raises:
        UserError: `RASTER_UNREADABLE` when no pixel of the raster has data.
    """
    normalisation = estimate(scene, seed)
    kept = [index for index, share in enumerate(normalisation.missing) if share < PATCHY]
    if len(kept) == len(scene.bands) or 2 * len(kept) <= len(scene.bands):
        return UsableScene(scene, normalisation, normalisation.findings(scene.bands))
    patchy = [index for index in range(len(scene.bands)) if index not in kept]
    left_out = tuple(
        f"Band {scene.bands[index].name} has no data on about {normalisation.missing[index]:.1%} of the pixels that "
        "most bands cover, so it is left out."
        for index in patchy
    )
    chosen, its_normalisation = scene.with_bands(kept), normalisation.of_bands(kept)
    return UsableScene(chosen, its_normalisation, (*its_normalisation.findings(chosen.bands), *left_out))
