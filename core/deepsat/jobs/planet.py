"""Planet: what the names of its files say of bands and cloud masks, which the files themselves may not.

Files are named as 20210617_100559_24_2456_3B_AnalyticMS_SR_8b_harmonized_clip.tif, the mask beside that one as
20210617_100559_24_2456_3B_udm2_clip.tif; where Planet has put scenes together, composite.tif and composite_udm2.tif
(https://docs.planet.com/data/imagery/planetscope/psscene/). Standard library only, since QGIS says the same of a layer
as the worker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Optional

BANDS_OF_MASK = 8
"""Of udm2, in its versions 2.0 and 2.1."""

HIDING_BANDS = (3, 5, 6)
"""Of udm2, from 1, the bands that are 1 where the ground cannot be told: shadow, heavy haze, cloud. Snow is a cover of
its own; light haze, by Planet's words, lets land cover be recognised (https://developers.planet.com/docs/data/udm-2)."""

_IMAGE = re.compile(
    r"(?P<scene>.*_3[AB])_Analytic(?:MS)?(?P<reflectance>_SR)?(?:_[348]b)?(?:_harmonized)?(?P<clip>_clip)?"
    r"|(?P<composite>composite)",
    re.IGNORECASE,
)
_BANDS = {
    4: ("blue", "green", "red", "nir"),
    8: ("coastal_blue", "blue", "green_i", "green", "yellow", "red", "rededge", "nir"),
}
"""In the order of the files, by their number."""


def cloud_mask_name(path: str) -> Optional[str]:
    """The path of the mask (udm2) that Planet delivers beside an image; None for other rasters."""
    stem = _stem(path)
    match = _IMAGE.fullmatch(stem)
    if match is None:
        return None
    before, _, suffix = path.rpartition(stem)
    return f"{before}{match['composite'] or match['scene']}_udm2{match['clip'] or ''}{suffix}"


def is_radiance(path: str) -> bool:
    """Whether a file is named as an image of Planet whose numbers are radiances, and no reflectance."""
    match = _IMAGE.fullmatch(_stem(path))
    return match is not None and match["scene"] is not None and match["reflectance"] is None


def named_descriptions(path: str, descriptions: Sequence[str]) -> list[str]:
    """What bands are called: as the raster says, or, where it says nothing, as Planet orders them.

    Args:
        path: of the raster.
        descriptions: what it calls each of its bands; empty where a band has no name.
    """
    known = _BANDS.get(len(descriptions), ())
    match = _IMAGE.fullmatch(_stem(path))
    if not known or any(descriptions) or match is None or match["composite"]:
        return list(descriptions)
    return list(known)


def _stem(path: str) -> str:
    return PurePath(path.replace("\\", "/")).stem
