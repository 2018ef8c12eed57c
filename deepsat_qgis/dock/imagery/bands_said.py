"""What the panel says of the bands of its imagery: which of them training uses, and which are left out."""

from __future__ import annotations

import dataclasses

from deepsat.jobs.bands import some_in_words
from deepsat_qgis.layers.band_use import BandUse, band_use
from deepsat_qgis.layers.scene_facts import SceneFacts
from deepsat_qgis.translation import tr


def bands_in_use(start: str, facts: SceneFacts, *, is_series: bool) -> BandUse:
    """What training from `start` makes of the bands of an image, with what keeps some of them from being used.

    Args:
        start: as for `band_use`.
        facts: what is known of the image.
        is_series: whether it is one of several, which fill in time what one of them lacks.
    """
    bands = facts.bands if is_series else facts.usable_bands()
    is_part = len(bands) < len(facts.bands)
    use = band_use(start, bands, facts.dtype, others_left_out=is_part) if bands else BandUse("")
    said = [f"⚠ {use.text}" if use.is_problem else use.text]
    if is_part and facts.bad():
        said.append(tr("Left out, being marked as bad: {}.").format(some_in_words(facts.bad(), facts.bands)))
    if is_part and facts.holey():
        names = some_in_words(facts.holey(), facts.bands)
        said.append(tr("Left out, having no data on parts of the image: {}.").format(names))
    return dataclasses.replace(use, text="\n".join(text for text in said if text))
