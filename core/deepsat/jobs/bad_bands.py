"""Bad bands: those that a raster's own metadata mark, as imaging spectrometers' do where water vapour hides the ground.

The headers of ENVI have a list `bbl` of what each band is to be multiplied with, 0 for a bad one; programs write it to
the tags of single bands too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Optional

_MULTIPLIERS = ("bbl", "badbandmultiplier")
"""Keys of band and raster, small letters alone; the value is 0 for a bad band."""


def is_marked_bad(tags: Sequence[Mapping[str, str]], header: Mapping[str, str], index: int, count: int) -> bool:
    """Whether metadata mark band `index` (from 1) of `count` as bad.

    Args:
        tags: the band's own, of each domain.
        header: the raster's own tags.
        index: of the band, from 1.
        count: of the raster's bands.
    """
    own = next((value for one in tags if (value := _multiplier(one)) is not None), None)
    if own is not None:
        return _is_zero(own)
    values = re.split(r"[,\s]+", (_multiplier(header) or "").strip("{} \n\t"))
    return len(values) == count and _is_zero(values[index - 1])


def _multiplier(tags: Mapping[str, str]) -> Optional[str]:
    return next((value for key, value in tags.items() if re.sub(r"[^a-z]", "", key.lower()) in _MULTIPLIERS), None)


def _is_zero(text: str) -> bool:
    return re.fullmatch(r"0+(?:\.0*)?", text.strip()) is not None
