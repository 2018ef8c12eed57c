"""EnMAP: what the metadata beside a product's image say of its bands, which the image itself does not.

The elements are those of DLR's products, `bandID` in `bandCharacterisation` and `backgroundValue`; files are named as
ENMAP01-____L2A-DT0000001867_20220724T104526Z_008_V010302_20230628T165614Z-SPECTRAL_IMAGE.TIF. Standard library only,
since QGIS says the same of a layer as the worker.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Optional

_IMAGE = re.compile(r"(ENMAP.*)-SPECTRAL_IMAGE\.[A-Z0-9]+", re.IGNORECASE)
_METADATA_ENDINGS = ("-METADATA.XML", "-METADATA.xml", "-metadata.xml")
_NUMBER = r"\s*([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)\s*"
_BAND = re.compile(r'<bandID\s+number="(\d+)"\s*>((?:(?!</bandID>).)*)</bandID>', re.DOTALL)
_BACKGROUND = re.compile(rf"<backgroundValue>{_NUMBER}</backgroundValue>")


@dataclasses.dataclass(frozen=True)
class EnmapBand:
    """One band of a product: value on the ground = stored number * scale + offset."""

    wavelength_nm: float
    scale: float
    offset: float
    nodata: Optional[float]
    """None where the metadata do not tell."""


def is_enmap_image(path: str) -> bool:
    """Whether a file is named as the image of an EnMAP product."""
    return _IMAGE.fullmatch(PurePath(path).name) is not None


def text_of_file(path: str) -> str:
    """What a text file holds; an `OSError` where there is none."""
    return Path(path).read_text(encoding="utf-8", errors="replace")


def enmap_bands(path: str, count: int, text_of: Callable[[str], str] = text_of_file) -> tuple[EnmapBand, ...]:
    """What the metadata beside an image say of its bands.

    Args:
        path: of the image.
        count: of its bands.
        text_of: reads a text file, with an `OSError` where there is none.

    Returns:
        One for each band; none for another raster, without metadata, or where these are of another number of bands.
    """
    match = _IMAGE.fullmatch(PurePath(path).name)
    if match is None:
        return ()
    before = path[: len(path) - len(match[0])] + match[1]
    for ending in _METADATA_ENDINGS:
        try:
            text = text_of(before + ending)
        except OSError:
            continue
        found = _bands_in(text)
        return tuple(found[number] for number in sorted(found)) if [*sorted(found)] == [*range(1, count + 1)] else ()
    return ()


def _bands_in(text: str) -> dict[int, EnmapBand]:
    """By number, from 1; other lists of bands, as those of dead pixels, have no wavelengths."""
    background = _BACKGROUND.search(text)
    nodata = float(background[1]) if background else None
    found = {}
    for number, inside in _BAND.findall(text):
        wavelength = _value(inside, "wavelengthCenterOfBand")
        if wavelength:
            scale, offset = _value(inside, "GainOfBand"), _value(inside, "OffsetOfBand")
            found[int(number)] = EnmapBand(wavelength, scale or 1.0, offset or 0.0, nodata)
    return found


def _value(text: str, element: str) -> Optional[float]:
    match = re.search(rf"<{element}>{_NUMBER}</{element}>", text)
    return float(match[1]) if match else None
