"""What is said of an image whose bands are layers of their own, from what is known of each layer."""

from __future__ import annotations

import dataclasses
from typing import Sequence

import numpy as np
from qgis.core import QgsRasterLayer

from deepsat.jobs.band_files import MASK
from deepsat.jobs.bands import Band
from deepsat.jobs.wavelengths import plain_name
from deepsat_qgis.band_words import bands_in_words
from deepsat_qgis.layers.band_layers import band_of
from deepsat_qgis.layers.scene_facts import SceneFacts, too_small, two_lines
from deepsat_qgis.translation import tr


def image_facts(layers: Sequence[QgsRasterLayer], facts: Sequence[SceneFacts]) -> SceneFacts:
    """The facts of an image.

    Args:
        layers: of its bands, one or more of them in several pixel sizes, and of its cloud mask.
        facts: what is known of each.
    """
    if len(layers) == 1 and (facts[0].problem or band_of(layers[0]) is None):
        return facts[0]
    for layer, fact in zip(layers, facts):
        if fact.problem:
            text = tr("“{name}” cannot be used: {problem}").format(name=layer.name(), problem=fact.problem)
            return SceneFacts(problem=text, remedy=fact.remedy)
    bands = _finest_of_each(layers, facts)
    if not bands:
        return SceneFacts(problem=tr("A cloud mask is no imagery: load the bands of the image too."))
    of_bands = [fact for _, _, fact in bands]
    layer, _, finest = min(bands, key=lambda one: _pixel_area(one[2]))
    ranges = [fact.values for fact in of_bands if fact.values is not None]
    values = (min(low for low, _ in ranges), max(high for _, high in ranges)) if ranges else None
    nodata = tuple(sorted({value for fact in of_bands for value in fact.nodata}))
    return SceneFacts(
        lines=two_lines(layer, len(bands), finest.grid, values, nodata),
        details="\n".join([bands_in_words([band for _, band, _ in bands]), *_of_file(finest)]),
        warnings=too_small(finest.grid) if len(layers) > 1 else finest.warnings,
        grid=finest.grid,
        bands=tuple(band for _, band, _ in bands),
        dtype=str(np.result_type(*(fact.dtype for fact in of_bands))),
        values=values,
        nodata=nodata,
    )


def _of_file(facts: SceneFacts) -> list[str]:
    """Its details without the line of the only band, whose name is the image's matter."""
    return facts.details.splitlines()[1:]


def finest_layer(layers: Sequence[QgsRasterLayer]) -> QgsRasterLayer:
    """The layer with the smallest pixels, the first of several."""
    return min(layers, key=lambda layer: float(layer.rasterUnitsPerPixelX() * layer.rasterUnitsPerPixelY()))


def _finest_of_each(
    layers: Sequence[QgsRasterLayer], facts: Sequence[SceneFacts]
) -> list[tuple[QgsRasterLayer, Band, SceneFacts]]:
    """Each band once, as the worker takes them; without cloud masks."""
    found: dict[str, tuple[QgsRasterLayer, Band, SceneFacts]] = {}
    for layer, fact in zip(layers, facts):
        named = band_of(layer)
        if named is None or named.kind == MASK or not fact.bands:
            continue
        band = fact.bands[0]
        if band.has_default_name:
            band = dataclasses.replace(band, name=named.name)
        if band.wavelength_nm is None:
            band = dataclasses.replace(band, wavelength_nm=named.wavelength_nm)
        other = found.get(plain_name(band.name))
        if other is None or _pixel_area(fact) < _pixel_area(other[2]):
            found[plain_name(band.name)] = (layer, band, fact)
    return list(found.values())


def _pixel_area(fact: SceneFacts) -> float:
    return abs(fact.grid[1] * fact.grid[5])
