"""Planet: what the names of its files say of bands and cloud masks, which the files themselves may not.

Files are named as 20210617_100559_24_2456_3B_AnalyticMS_SR_8b_harmonized_clip.tif, the mask beside that one as
20210617_100559_24_2456_3B_udm2_clip.tif; where Planet has put scenes together, composite.tif and composite_udm2.tif
(https://docs.planet.com/data/imagery/planetscope/psscene/). Standard library only, since QGIS says the same of a layer
as the worker.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from pathlib import PurePath

from deepsat.jobs.bands import Band
from deepsat.jobs.wavelengths import COLOURS_NM, SUPERDOVE_NM

BANDS_OF_MASK = 8
"""Of udm2, in its versions 2.0 and 2.1."""

HIDING_BANDS = (3, 5, 6)
"""Of udm2, from 1, the bands that are 1 where the ground cannot be told: shadow, heavy haze, cloud. Snow is a cover of
its own; light haze, by Planet's words, lets land cover be recognised (https://developers.planet.com/docs/data/udm-2)."""

_MADE = r"(?:_(?:clip|reproject|file_format|coreg|bandmath|harmonize|toar))*"
"""What Planet's orders add to the names of files, tool by tool."""
_IMAGE = re.compile(
    r"(?P<scene>.*_3[AB])_Analytic(?:MS)?(?P<reflectance>_SR)?(?:_[348]b)?(?:_harmonized)?(?P<made>" + _MADE + r")"
    r"|(?P<composite>composite)(?P<made_too>" + _MADE + r")",
    re.IGNORECASE,
)
_ONLY_IMAGES = ("_coreg", "_harmonize", "_toar", "_bandmath")
"""Tools that make no other mask."""

_WAVELENGTHS_NM = {
    4: tuple(COLOURS_NM[name] for name in ("blue", "green", "red", "nir")),
    8: tuple(SUPERDOVE_NM.values()),
}
"""In the order of the files, by the number of their bands."""


def cloud_mask_names(path: str) -> tuple[str, ...]:
    """The paths that the mask (udm2) may have which Planet delivers beside an image; none for other rasters."""
    stem = _stem(path)
    match = _IMAGE.fullmatch(stem)
    if match is None:
        return ()
    before, _, suffix = path.rpartition(stem)
    made = match["made"] or match["made_too"] or ""
    shorter = made
    for tool in _ONLY_IMAGES:
        shorter = shorter.replace(tool, "")
    names = dict.fromkeys(f"{match['composite'] or match['scene']}_udm2{ending}" for ending in (made, shorter))
    return tuple(f"{before}{name}{suffix}" for name in names)


def is_radiance(path: str) -> bool:
    """Whether a file is named as an image of Planet whose numbers are radiances, and no reflectance."""
    match = _IMAGE.fullmatch(_stem(path))
    return match is not None and match["scene"] is not None and match["reflectance"] is None


def with_planet_wavelengths(path: str, bands: Sequence[Band]) -> tuple[Band, ...]:
    """The bands of an image of Planet that nothing names or measures, with the wavelengths that their order tells.

    Names stay as the raster has them, be it without any: a model knows an image by them under any name of its file.

    Args:
        path: of the raster.
        bands: all of its own, which come back as they are where it is another raster or tells more of them.
    """
    match = _IMAGE.fullmatch(_stem(path))
    known = _WAVELENGTHS_NM.get(len(bands), ()) if match is not None and match["scene"] is not None else ()
    if not known or any(not one.has_default_name or one.wavelength_nm for one in bands):
        return tuple(bands)
    return tuple(dataclasses.replace(one, wavelength_nm=nanometres) for one, nanometres in zip(bands, known))


def _stem(path: str) -> str:
    return PurePath(path.replace("\\", "/")).stem
