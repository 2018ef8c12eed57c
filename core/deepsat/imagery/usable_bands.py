"""Usable bands: those that have data wherever the scene has."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from deepsat.imagery.normalisation import Normalisation, estimate
from deepsat.imagery.scene import Scene
from deepsat.jobs.bands import Band, patchy_bands


@dataclasses.dataclass(frozen=True)
class UsableScene:
    """A scene without its patchy bands."""

    scene: Scene
    normalisation: Normalisation
    findings: tuple[str, ...]
    """Sentences about bands that tell nothing, or not everywhere, or were left out, and about dates without ground."""
    left_out: Mapping[int, Band]
    """The patchy bands, by their place in the scene, from 0."""


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
    count = len(scene.bands)
    patchy = patchy_bands(normalisation.missing, count)
    kept = [band for band in range(count) if band not in patchy]
    if not patchy:
        findings = (*normalisation.findings(scene.channel_names), *scene.hidden_dates())
        return UsableScene(scene, normalisation, findings, {})
    channels = [channel for channel in range(scene.channel_count) if channel % count in kept]
    said = tuple(_left_out(scene, normalisation, band) for band in patchy)
    chosen, its_normalisation = scene.with_bands(kept), normalisation.of_channels(channels)
    findings = (*its_normalisation.findings(chosen.channel_names), *said, *scene.hidden_dates())
    return UsableScene(chosen, its_normalisation, findings, {band: scene.bands[band] for band in patchy})


def _left_out(scene: Scene, normalisation: Normalisation, band: int) -> str:
    share = max(normalisation.missing[band :: len(scene.bands)])
    return (
        f"Band {scene.bands[band].name} has no data on about {share:.1%} of the pixels that most bands cover, so it is "
        "left out."
    )
